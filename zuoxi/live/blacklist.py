"""Who is barred from calling: the live process's copy of the house's blacklists.

Each entry says until when it holds, so nobody has to let a number in again. One that was taken off stays with
the moment 0 until the list is read as a whole.
"""

from typing import ClassVar

from zuoxi.live.copies import Copy

Barred = tuple[str, str, int]
"""(tenant, number in national form, until when it is barred: ms since the epoch; 0: it is not, any more)."""

ASK = "SELECT tenant FROM blacklist WHERE number = ? AND until > ? ORDER BY tenant"


class BlacklistCopy(Copy[Barred]):
    """Who is barred, by number."""

    NAME: ClassVar = "blacklist"
    TABLE: ClassVar = """
    CREATE TABLE IF NOT EXISTS blacklist (
        number TEXT, tenant TEXT, until INTEGER NOT NULL, PRIMARY KEY (number, tenant)
    ) WITHOUT ROWID;
    """
    PUT: ClassVar = "INSERT OR REPLACE INTO blacklist (tenant, number, until) VALUES (?, ?, ?)"

    def barring(self, number: str, now: int) -> tuple[str, ...]:
        """The tenants that bar this number (in national form) at the moment `now` of the wall clock."""
        return tuple(row[0] for row in self._ask(ASK, (number, now))) if number else ()
