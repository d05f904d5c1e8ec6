"""Which callers are VIPs or somebody's customers: the live process's copy of what the companies know of them.

One of whom nothing is known any more stays without a mark until the list is read as a whole.
"""

from typing import ClassVar

from zuoxi.engine.events import Known
from zuoxi.live.copies import Copy

Standing = tuple[str, str, bool, str, str]
"""(tenant, number in national form, VIP, person whose customer he is or empty, why his: `order`, `owner`)."""

ASK = "SELECT tenant, vip, agent, because FROM standings WHERE number = ? ORDER BY tenant"


class StandingsCopy(Copy[Standing]):
    """What is known of callers, by number."""

    NAME: ClassVar = "standings"
    TABLE: ClassVar = """
    CREATE TABLE IF NOT EXISTS standings (
        number TEXT, tenant TEXT, vip INTEGER NOT NULL, agent TEXT NOT NULL, because TEXT NOT NULL,
        PRIMARY KEY (number, tenant)
    ) WITHOUT ROWID;
    """
    PUT: ClassVar = (
        "INSERT OR REPLACE INTO standings (tenant, number, vip, agent, because) VALUES (?, ?, ?, ?, ?)"
    )

    def known(self, number: str) -> tuple[Known, ...]:
        """What each company knows of the caller with this number (in national form)."""
        rows = self._ask(ASK, (number,)) if number else []
        return tuple(
            Known(tenant=tenant, vip=bool(vip), agent=agent, because=because)
            for tenant, vip, agent, because in rows
            if vip or agent
        )
