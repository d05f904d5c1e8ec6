"""What approvals announce."""

from zuoxi.outbox.announce import Announced


class ApprovalMoved(Announced):
    """An approval has begun, ended or gone back: the area of its subject goes on by it."""

    kind: str
    """Kind of subject."""
    subject: str
    approval: str
    state: str
    """`running`, `approved`, `rejected`, `returned` or `withdrawn` (`rules.run.State`)."""
    round: int
