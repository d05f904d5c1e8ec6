"""What can go wrong in telephony."""

from collections.abc import Sequence
from typing import ClassVar

from zuoxi.engine.ivr.faults import Fault
from zuoxi.kernel.errors import ZuoxiError


class NoDevice(ZuoxiError):
    """The person has nothing to speak through."""

    code: ClassVar[str] = "no_device"
    status: ClassVar[int] = 404
    zh: ClassVar[str] = "还没有为您配置话机，请联系管理员。"
    en: ClassVar[str] = "No phone has been set up for you yet. Please ask an administrator."


class QueueHasCallers(ZuoxiError):
    """A queue in which somebody waits is not taken out of use. data: count."""

    code: ClassVar[str] = "queue_has_callers"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "队列里还有 {count} 位客户在等待或振铃，等他们接通或离开后再停用。"
    en: ClassVar[str] = (
        "{count} callers wait or ring in this queue; take it out of use when they have been served or left."
    )


class FlowHasFaults(ZuoxiError):
    """A flow with faults is not published. data: count; fields (node -> the first of its faults)."""

    code: ClassVar[str] = "flow_has_faults"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "流程还有 {count} 处错误，修正后才能发布。"
    en: ClassVar[str] = "The flow has {count} faults; mend them before you publish it."

    def __init__(self, faults: Sequence[Fault]) -> None:
        told = {fault.node: fault.sentence() for fault in reversed(faults)}
        fields = {node: {"zh": zh, "en": en} for node, (zh, en) in told.items()}
        super().__init__(count=len(faults), fields=fields)
