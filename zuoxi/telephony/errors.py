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
        super().__init__(count=len(faults), fields=_by_node(faults))


class VersionHasFaults(ZuoxiError):
    """A published version names what was taken out of use since. data: number, count; fields as above."""

    code: ClassVar[str] = "version_has_faults"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = (
        "版本 {number} 用到的内容有 {count} 处已不可用（例如队列、提示音已停用）；"
        "请先恢复它们，或修改草稿后重新发布。"
    )
    en: ClassVar[str] = (
        "Version {number} has {count} faults by now: a queue or a prompt that it names was taken out of use, "
        "for example. Bring that back, or mend the draft and publish it."
    )

    def __init__(self, number: int, faults: Sequence[Fault]) -> None:
        super().__init__(number=number, count=len(faults), fields=_by_node(faults))


def _by_node(faults: Sequence[Fault]) -> dict[str, dict[str, str]]:
    told = {fault.node: fault.sentence() for fault in reversed(faults)}
    return {node: {"zh": zh, "en": en} for node, (zh, en) in told.items()}
