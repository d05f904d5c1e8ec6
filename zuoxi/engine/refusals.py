"""Why a request is refused: code -> sentence in Chinese and English."""

from collections.abc import Mapping
from typing import Final

REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "stale": (
        "状态刚刚有变化，请看清后再操作。",
        "The state has just changed; look again before you act.",
    ),
    "unknown_agent": (
        "您还不能接电话，请管理员给您坐席员角色和工号。",
        "You are not set up as an agent yet; ask an administrator for the role and a number.",
    ),
    "unknown_device": (
        "没有这个话机，请重新载入页面；若仍不行，请管理员检查您的话机。",
        "There is no such device; reload the page, or ask an administrator to check your phone.",
    ),
    "device_in_use": (
        "这个话机正被其他人使用，请对方先签出。",
        "Somebody else is using this device; let him sign out first.",
    ),
    "desktop_in_use": (
        "您已在另一个页面签入。要在这里接管吗？",
        "You are signed in on another page. Take over here?",
    ),
    "no_session": ("您还没有签入，请先签入。", "You are not signed in at the phone; sign in first."),
    "line_down": ("话机没有连接，请检查话机或耳机。", "Your phone line is down; check the phone or headset."),
    "in_call": ("通话还没有结束，请先挂断。", "You still have a call; hang up first."),
    "no_such_call": ("这个通话已经结束，无需再操作。", "That call is over; there is nothing more to do."),
    "not_your_call": ("这不是您的通话，请重新载入页面。", "That is not your call; reload the page."),
    "wrong_state": (
        "现在不能这样操作，请看清当前状态。",
        "That cannot be done now; look at the state first.",
    ),
    "answer_at_phone": ("请在话机上接听。", "Please answer at the phone."),
    "not_recorded": (
        "这通电话没有在录音，无需暂停。",
        "This call is not being recorded; there is nothing to pause.",
    ),
    "permit_expired": ("拨号许可已过期，请重新拨打。", "The permit to dial has expired; please dial again."),
    "permit_used": ("这次拨打已经用过，请重新拨打。", "This permit has been used; please dial again."),
    "permit_invalid": (
        "拨号许可不属于您，请重新拨打。",
        "The permit to dial is not yours; please dial again.",
    ),
    "no_trunk": (
        "没有可用的外线，请稍后再拨；若仍不行，请联系管理员。",
        "There is no outside line to dial on; try again shortly, or tell your administrator.",
    ),
    "nothing_follows": (
        "没有说明客户接听后转到哪个队列或播放什么，未拨出。请先设置队列。",
        "It is not said which queue or announcement follows when the customer answers; nothing was dialled. "
        "Set up the queue first.",
    ),
    "target_yourself": (
        "不能转给自己，请另选一位。",
        "You cannot pass a call on to yourself; choose somebody else.",
    ),
    "target_absent": (
        "对方没有签入或话机没有连接，请另选一位。",
        "He is not signed in, or his line is down; choose somebody else.",
    ),
    "target_not_ready": (
        "对方正在示忙，请稍后再试或另选一位。",
        "He is not ready just now; try again later, or choose somebody else.",
    ),
    "target_busy": (
        "对方正在处理其他通话，请稍后再试或另选一位。",
        "He has another call in hand; try again later, or choose somebody else.",
    ),
    "target_nobody_free": (
        "那里现在没有空闲的坐席，可以转到队列让客户等候。",
        "Nobody is free there; pass the customer to a queue, and he waits.",
    ),
    "target_full": (
        "那个队列已经排满，请另选一个。",
        "That queue is full; choose another.",
    ),
    "no_such_target": (
        "没有这个转接对象，请重新选择。",
        "There is nobody and nothing like that to pass a call on to; choose again.",
    ),
    "not_answered_yet": (
        "对方还没有接听，请等对方接听，或直接转接。",
        "He has not answered yet; wait until he does, or pass the customer on.",
    ),
    "not_your_conference": (
        "三方通话由发起的坐席收回；您可以挂断退出。",
        "Whoever began the conference ends it; you can leave it by hanging up.",
    ),
    "not_in_reach": (
        "这位坐席或这通电话不在您的管理范围内。",
        "That agent or call is not one that you lead.",
    ),
    "not_waiting": (
        "客户已经不在等候，请看看他现在在哪里。",
        "The caller does not wait any more; look where he is now.",
    ),
    "bad_priority": (
        "优先级只能是 0 到 1000 点。",
        "A priority is 0 to 1000 points.",
    ),
    "not_yourself": (
        "不能对自己这样操作，请另选一位坐席。",
        "You cannot do that to yourself; choose another agent.",
    ),
    "agent_absent": (
        "这位坐席没有签入，请等他签入后再操作。",
        "That agent is not at his desk; wait until he has signed in.",
    ),
    "agent_in_call": (
        "这位坐席正在通话，请先结束他的通话再签出。",
        "That agent has a call in hand; release it before you sign him out.",
    ),
    "listen_in_browser": (
        "监听、耳语和强插要用网页话机，请改用耳机签入。",
        "To monitor, whisper or barge in, sign in with the headset of your browser.",
    ),
    "wrap_up_first": (
        "您的话后处理还没有完成，请先完成。",
        "Finish your own work after the call first.",
    ),
    "leader_elsewhere": (
        "您的话机和这通电话不在同一台交换机上，暂时不能进入。",
        "Your phone is on another switch than that call; you cannot come onto it.",
    ),
    "not_on_a_call": (
        "您现在没有在监听任何通话。",
        "You are on nobody's call just now.",
    ),
    "nothing_to_pick_up": (
        "这通电话没有在等候或振铃，不能代接。",
        "That call neither waits nor rings, so it cannot be picked up.",
    ),
    "bad_text": (
        "文字不能为空，最多 500 个字符。",
        "A text is not empty and has at most 500 characters.",
    ),
    "nobody_there": (
        "您管理的坐席现在没有人签入，文字没有发出。",
        "None of your agents is signed in, so nothing was sent.",
    ),
    "no_such_colleague": (
        "没有这个工号的坐席，请核对后再拨，或按姓名查找。",
        "No agent has that number; check it, or search by name.",
    ),
    "colleague_yourself": (
        "这是您自己的工号，请拨同事的工号。",
        "That is your own number; call the number of a colleague.",
    ),
    "colleague_signed_out": (
        "对方没有签入，请另找一位同事，或稍后再拨。",
        "He is not signed in; call another colleague, or try again later.",
    ),
    "colleague_absent": (
        "对方的页面或话机没有连接，请另找一位同事，或稍后再拨。",
        "His page or phone is not connected; call another colleague, or try again later.",
    ),
    "colleague_busy": (
        "对方正在处理电话，请稍后再拨，或另找一位同事。",
        "He has a call in hand; try again later, or call another colleague.",
    ),
    "whisper_instead": (
        "这位坐席正在与客户通话，请用耳语与他说话。",
        "That agent is speaking with a customer; whisper to him instead.",
    ),
    "rating_off": (
        "这个队列不邀请客户评价，直接挂断即可。",
        "Customers of this queue are not asked for a rating; just hang up.",
    ),
    "bad_reason": ("没有这个示忙原因，请另选一个。", "There is no such not-ready reason; choose another."),
    "bad_keys": ("按键只能是 0-9、*、#、A-D。", "Keys are 0-9, *, # and A-D only."),
    "overloaded": (
        "系统繁忙，操作没有执行，请稍后再试。",
        "The house is very busy and nothing was done; please try again shortly.",
    ),
    "disk_away": (
        "话务服务器的磁盘暂时写不进去，操作没有执行；正在进行的通话不受影响，请马上通知管理员。",
        "The telephone server cannot write to its disk, so nothing was done; calls that are up go on. "
        "Tell your administrator now.",
    ),
    "error": (
        "系统出错，操作没有执行，请重试或联系管理员。",
        "Something went wrong on our side and nothing was done; try again, or tell your administrator.",
    ),
    "switch_away": (
        "交换机暂时没有响应，通话不受影响，请稍后再试。",
        "The switch is not responding just now; the call goes on, please try again shortly.",
    ),
}


class Refused(Exception):
    """A request is refused: nothing of it has happened, the asker is told `code` and `data`."""

    def __init__(self, code: str, **data: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.data = data
