"""What the house says to who waits, as whole sentences: prompt name -> (Chinese, English)."""

from typing import Final

from zuoxi.engine.wait_prompts import MINUTES, MOST
from zuoxi.kernel.spelled import chinese, chinese_count, english

WAITS: Final[dict[str, tuple[str, str]]] = {
    **{
        f"position-{place}": (
            f"您排在第{chinese(place)}位。",
            "You are next in line." if place == 1 else f"You are number {english(place)} in line.",
        )
        for place in range(1, MOST + 1)
    },
    "position-many": ("您前面还有很多位客户。", "There are many callers before you."),
    "wait-1": ("预计等待不到一分钟。", "You will wait less than a minute."),
    **{
        f"wait-{minutes}": (
            f"预计等待约{chinese_count(minutes)}分钟。",
            f"You will wait about {english(minutes)} minutes.",
        )
        for minutes in MINUTES[1:]
    },
    "wait-long": ("预计等待半小时以上。", "You will wait for more than half an hour."),
    "offer-callback": (
        "如果不想等待，请按一，我们保留您的位置，轮到您时给您回电。",
        "If you would rather not wait, press one. You keep your place, and we call you when it is your turn.",
    ),
    "callback-noted": (
        "已记录您的号码，轮到您时我们会给您回电，请不要重复拨打，谢谢。",
        "We have noted your number and will call you when it is your turn. There is no need to call again. "
        "Thank you.",
    ),
    "offer-voicemail": ("留言请按二。", "To leave a message, press two."),
    "leave-message": (
        "请在提示音后留言，说完请挂机。",
        "Please leave your message after the tone, then hang up.",
    ),
}
