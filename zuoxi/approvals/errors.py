"""What can go wrong with approvals, in both languages."""

from typing import ClassVar

from zuoxi.approvals.rules.run import Refusal
from zuoxi.kernel.errors import ZuoxiError

WHY: dict[Refusal, tuple[str, str]] = {
    "over": ("这个审批已经结束或已退回，请刷新。", "It has ended or was sent back. Please reload."),
    "not_open": ("这个环节已经处理过了，请刷新。", "This step has been decided already. Please reload."),
    "not_yours": ("这个环节不由您处理。", "This is not yours to do."),
    "own_request": ("不能审批自己提交的事项，请由同级或上级处理。", "Nobody decides his own request."),
    "reason_needed": ("请写明理由或意见。", "Please write down your reason."),
    "too_soon": ("一小时内只能催办一次。", "You may remind once an hour."),
}
"""Why an act was refused, and what to do."""


class ApprovalError(ZuoxiError):
    """The base of what this area refuses."""

    code: ClassVar[str] = "approval"
    status: ClassVar[int] = 409


class ActRefused(ApprovalError):
    """`why` names the reason (`WHY`)."""

    code: ClassVar[str] = "approval_refused"

    def __init__(self, why: Refusal) -> None:
        self.zh, self.en = WHY[why]  # type: ignore[misc]  # each reason has a sentence of its own
        super().__init__(why=why)


class NoChain(ApprovalError):
    code: ClassVar[str] = "no_approval_chain"
    zh: ClassVar[str] = "没有适用的审批链，请管理员在“公司设置 → 审批链”中添加。"
    en: ClassVar[str] = "No approval chain holds for this; an administrator adds one under Company."


class NobodyDecides(ApprovalError):
    """A step of the chain lies with nobody: `steps` names them."""

    code: ClassVar[str] = "nobody_decides"
    zh: ClassVar[str] = "这些环节还没有审批人：{steps}。请管理员先在“人员”中授予相应角色。"
    en: ClassVar[str] = (
        "Nobody can decide these steps yet: {steps_en}. An administrator first gives somebody the role."
    )
