"""Editions of a list: each write makes one, so that a copy can ask for what came after its own."""

import datetime as dt
from collections.abc import Callable

from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.rows import EditionRow
from zuoxi.outbox.tidying import remove

EMPTY = 0
"""The edition before any entry; its row is what writers lock."""
FORGET_EVERY = dt.timedelta(hours=6)
REMEMBERED = dt.timedelta(days=30)
"""A copy that is older is read anew as a whole."""


def new_edition(kind: type[EditionRow]) -> int:
    """The number for what this transaction changes in the list.

    Numbers rise in the order in which transactions are committed, because the lock is held until then: who
    sees an edition has seen all before it. They are moments (µs), so a database restored from an earlier day
    makes none again that a copy may know.
    """
    now = utc_now()
    rows = kind._default_manager
    rows.get_or_create(number=EMPTY, defaults={"at": now})
    rows.select_for_update().get(number=EMPTY)
    last = rows.order_by("-number").values_list("number", flat=True)[0]
    number: int = max(last + 1, int(now.timestamp() * 1_000_000))
    rows.create(number=number, at=now)
    return number


def forget(kind: type[EditionRow], progress: Callable[[int], None]) -> int:
    """Forget old editions of a list, how many; the latest one always stays."""
    rows = kind._default_manager
    latest = list(rows.order_by("-number").values_list("number", flat=True)[:1])
    old = rows.filter(number__gt=EMPTY, at__lt=utc_now() - REMEMBERED).exclude(number__in=latest)
    return remove(old.order_by("number"), progress)
