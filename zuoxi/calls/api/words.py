"""What the words of this area are called where people read them: (Chinese, English)."""

from typing import Final

from zuoxi.engine.refusals import REFUSALS

OUTCOMES: Final = {
    "": ("进行中", "In progress"),
    "answered": ("已接通", "Answered"),
    "abandoned": ("客户放弃", "Abandoned"),
    "queue_timeout": ("排队超时", "Queue timeout"),
    "dropped": ("呼损", "Dropped"),
    "queue_full": ("队列已满", "Queue full"),
    "unstaffed": ("无人签入", "Nobody there"),
    "message": ("已留言", "Left a message"),
    "requested": ("预约回电", "Asked to be called back"),
    "left_in_ivr": ("在自助语音中挂断", "Hung up in the IVR"),
    "served_in_ivr": ("自助语音已服务", "Served by the IVR"),
    "blacklisted": ("黑名单", "Blacklisted"),
    "not_in_service": ("未开通号码", "Not in service"),
    "closed": ("非服务时间", "Closed"),
    "busy": ("忙", "Busy"),
    "no_answer": ("无人接听", "No answer"),
    "unreachable": ("无法接通", "Unreachable"),
    "cancelled": ("已取消", "Cancelled"),
    "failed": ("失败", "Failed"),
    "switch_lost": ("交换机中断", "Switch lost"),
}
DIRECTIONS: Final = {
    "inbound": ("呼入", "Inbound"),
    "outbound": ("呼出", "Outbound"),
    "internal": ("内线", "Internal"),
}
ENDED_BY: Final = {
    "customer": ("客户", "Customer"),
    "agent": ("坐席员", "Agent"),
    "external": ("外线", "Somebody outside"),
    "supervisor": ("班长", "Team leader"),
    "system": ("系统", "System"),
    "switch": ("交换机", "Switch"),
}
OWED: Final = {
    **OUTCOMES,
    "abandoned": ("等待时挂断", "Gave up waiting"),
    "dropped": ("呼损：接听后无人应答", "Dropped: answered, nobody came"),
}
CLOSED: Final = {
    "reached": ("已联系上", "Reached"),
    "not_reached": ("未联系上", "Not reached"),
    "refused": ("客户拒绝", "Refused"),
    "not_needed": ("不需要回拨", "Not needed"),
    "called_again": ("客户已自行打来", "Called again"),
    "no_number": ("未显示号码，无法回拨", "Number withheld"),
}
BY_THE_HOUSE: Final = {
    "no": ("人工回拨", "By people"),
    "waiting": ("将自动回呼", "Will be called automatically"),
    "given_up": ("自动回呼未成，请人工回拨", "Automatic tries used up: please call"),
}
HINDERED: Final[dict[str, tuple[str, str]]] = {
    "valid_number": (
        "不是可以拨打的号码，请人工核对",
        "It is no number that can be dialled; please look at it",
    ),
    "destination": (
        "不允许系统拨打这类号码，请人工回拨",
        "The system may not dial such numbers; please dial it",
    ),
    "destination_limit": ("系统今天可拨的次数已用完", "What the system may dial today is used up"),
    "project_destination": ("项目不拨打这类号码", "The project does not dial such numbers"),
    "project_limit": ("项目今天可拨的次数已用完", "What the project may dial today is used up"),
    "emergency": ("系统不拨打紧急电话", "The system dials no emergency number"),
    "own_number": ("是本系统的接入号码，系统不会拨打", "It is a number of this system, which it never dials"),
    "blacklist": ("号码在黑名单中", "The number is on the blacklist"),
    "do_not_call": ("客户已登记免打扰", "The customer has asked not to be called"),
    "hours": ("现在不在外呼时段", "Calls out are not allowed at this time of day"),
    "being_dialled": ("号码正在被拨打", "The number is being dialled"),
    "line": ("没有可用的外线", "There is no outside line"),
    "live_away": ("通话服务暂时不可用", "The call service is away"),
}
"""Checks of the gate, as a reason why the house has not called."""


VALUES: Final = {
    "outcome": OUTCOMES,
    "direction": DIRECTIONS,
    "party": ENDED_BY,
    "callback.why": OWED,
    "callback.result": CLOSED,
    "callback.house": BY_THE_HOUSE,
}
"""What pages say too, by their group of texts."""


def hindered_said(code: str) -> tuple[str, str] | None:
    """Why the house could not call somebody back; None: nothing has hindered it."""
    if not code:
        return None
    return HINDERED.get(code) or OUTCOMES.get(code) or REFUSALS.get(code) or (code, code)
