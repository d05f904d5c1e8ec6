"""What it means that the database is away: it cannot be reached, is locked, or cannot be written."""

from typing import ClassVar, Final

from django.db import InterfaceError, OperationalError

from zuoxi.kernel.errors import ZuoxiError

AWAY: Final = (OperationalError, InterfaceError)
"""Errors that the database itself causes and that pass when it is back. All others are faults of ours."""


class DatabaseAway(ZuoxiError):
    code: ClassVar[str] = "database_away"
    status: ClassVar[int] = 503
    zh: ClassVar[str] = "数据库暂时不可用，这次操作没有完成，请稍后再试；正在进行的通话不受影响。"
    en: ClassVar[str] = (
        "The database does not answer, so this was not done; please try again shortly. "
        "Calls that are up go on."
    )
