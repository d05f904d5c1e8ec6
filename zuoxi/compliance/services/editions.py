"""Editions of the blacklist: each write makes one, so that a copy can ask for what came after its own."""

from zuoxi.compliance.models import BlacklistEdition
from zuoxi.kernel.clock import utc_now

EMPTY = 0
"""The edition before any entry; its row is what writers lock."""


def new_edition() -> int:
    """The number for what this transaction changes in the list.

    Numbers rise in the order in which transactions are committed, because the lock is held until then: who
    sees an edition has seen all before it. They are moments (µs), so a database restored from an earlier day
    makes none again that a copy may know.
    """
    now = utc_now()
    BlacklistEdition.objects.get_or_create(number=EMPTY, defaults={"at": now})
    BlacklistEdition.objects.select_for_update().get(number=EMPTY)
    last = BlacklistEdition.objects.order_by("-number").values_list("number", flat=True)[0]
    number: int = max(last + 1, int(now.timestamp() * 1_000_000))
    BlacklistEdition.objects.create(number=number, at=now)
    return number
