"""What the house and the carrier laboratory say: one table, prompt name -> (Chinese, English)."""

PROMPTS: dict[str, tuple[str, str]] = {
    "greeting-default": (
        "您好，欢迎致电客户服务中心。",
        "Hello, and welcome to our customer service centre.",
    ),
    "recording-notice": (
        "为保证服务质量，本次通话可能被录音。",
        "To assure the quality of our service, this call may be recorded.",
    ),
    "busy": (
        "系统繁忙，请稍后再拨。",
        "The system is busy, please try again later.",
    ),
    "not-in-service": (
        "您拨打的号码暂未开通服务，请核对后再拨。",
        "The number you have dialled is not in service, please check it and dial again.",
    ),
    "closed": (
        "现在是非工作时间，请在工作时间内来电，谢谢。",
        "We are closed now. Please call again during business hours. Thank you.",
    ),
    "all-busy": (
        "客服代表全忙，我们已记录您的号码，稍后会给您回电，谢谢。",
        "All our agents are busy. We have noted your number and will call you back. Thank you.",
    ),
    "calling-back": (
        "您好，您刚才来电未能接通，现在给您回电，正在转接客服代表，请稍候。",
        "Hello. You called us and did not get through, so we are calling you back. Please wait for an agent.",
    ),
    "please-hold": (
        "线路正在恢复，请不要挂机，稍等片刻。",
        "We are restoring the line. Please stay with us for a moment.",
    ),
    "connecting": (
        "正在为您转接客服代表，请稍候。",
        "We are connecting you to an agent, please wait.",
    ),
    "queue-wait": (
        "客服代表正忙，请您继续等待。",
        "Our agents are busy, please continue to hold.",
    ),
    "sorry": (
        "非常抱歉，目前无法为您服务，请稍后再拨。",
        "We are sorry, we cannot serve you at the moment. Please call again later.",
    ),
    # -- who serves him: the agent's number stands between --
    "agent-number": ("工号", "Agent number"),
    "agent-serves-you": ("为您服务。", "is at your service."),
    "goodbye": ("感谢您的来电，再见。", "Thank you for calling, goodbye."),
    "rate-us": (
        "请为本次服务评分：非常满意请按1，满意请按2，一般请按3，不满意请按4，非常不满意请按5。",
        "How was this conversation? For very good press one, for good press two, for fair press three, "
        "for poor press four, for very poor press five.",
    ),
    "rate-thanks": ("感谢您的评价，再见。", "Thank you for your rating, goodbye."),
    # -- what flows can begin with --
    "ivr-menu": (
        "咨询请按1，售后请按2，重听请按0。",
        "For questions press one, for after-sales press two, to hear this again press zero.",
    ),
    "ivr-wrong": ("输入有误，请重新输入。", "That was not right, please try again."),
    "ivr-nothing": ("没有收到您的输入。", "We have not received any input."),
    "ivr-order-number": ("请输入订单号，以井号键结束。", "Please enter your order number, then press pound."),
    "ivr-order-state": ("您的订单", "Your order"),
    "ivr-order-unknown": ("没有查到这个订单。", "We have not found this order."),
    "order-received": ("已收到，正在处理。", "has been received and is being prepared."),
    "order-shipped": ("已发货，请您留意查收。", "is on its way to you."),
    "order-delivered": ("已签收。", "has been delivered."),
    # -- what the carrier laboratory says --
    "powered-off": (
        "您好，您拨打的电话已关机，请稍后再拨。",
        "Sorry, the phone you have dialled is powered off, please redial later.",
    ),
    "hello": ("喂，您好，请问哪位？", "Hello, who is calling, please?"),
}
LANGUAGES = ("zh", "en")
