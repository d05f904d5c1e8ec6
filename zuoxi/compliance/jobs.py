"""What the house does by itself for this area."""

import datetime as dt

from zuoxi.compliance.models import BlacklistEdition
from zuoxi.compliance.services.editions import EMPTY
from zuoxi.kernel.clock import utc_now
from zuoxi.outbox.jobs import Work
from zuoxi.outbox.tidying import remove

FORGET_EVERY = dt.timedelta(hours=6)
REMEMBERED = dt.timedelta(days=30)
"""A copy of the blacklist that is older is read anew as a whole."""


def forget_editions(work: Work) -> dict[str, int]:
    """Forget old editions of the blacklist; the latest one always stays."""
    old = BlacklistEdition.objects.filter(number__gt=EMPTY, at__lt=utc_now() - REMEMBERED)
    latest = BlacklistEdition.objects.order_by("-number").values("number")[:1]
    return {
        "editions": remove(
            old.exclude(number__in=list(latest.values_list("number", flat=True))).order_by("number"),
            work.progress,
        )
    }
