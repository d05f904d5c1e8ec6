"""What can go wrong for somebody who wants to call, or who keeps the lists."""

from typing import ClassVar

from zuoxi.engine.gate import Refusal
from zuoxi.kernel.errors import ZuoxiError
from zuoxi.outbox import away as outbox


class GateRefused(ZuoxiError):
    """The gate said no; `code` is the check that did, the sentence is its own."""

    code: ClassVar[str] = "gate_refused"
    status: ClassVar[int] = 409

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(**refusal.data)
        self.refusal = refusal
        self.__dict__["code"] = refusal.check

    def sentence(self, language: str) -> str:
        """The check's own sentence (it may quote what the person typed, so it is no pattern)."""
        return self.refusal.en if language.startswith("en") else self.refusal.zh


class DatabaseAway(outbox.DatabaseAway):
    zh: ClassVar[str] = "数据库暂时不可用，现在不能外呼；正在进行的通话不受影响。"
    en: ClassVar[str] = (
        "The database does not answer, so nothing can be dialled now; calls that are up go on."
    )


class AlreadyListed(ZuoxiError):
    code: ClassVar[str] = "already_listed"
    status: ClassVar[int] = 409
    zh: ClassVar[str] = "该号码已在名单中。"
    en: ClassVar[str] = "This number is on the list already."
