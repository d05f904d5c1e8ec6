"""What the house does by itself for this area."""

import datetime as dt

from django.db import transaction

from zuoxi.compliance import selectors
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.events import ConfigurationChanged
from zuoxi.outbox.announce import announce
from zuoxi.outbox.jobs import Work

EXPIRY_EVERY = dt.timedelta(minutes=1)
LOOK_BACK = dt.timedelta(minutes=10)
"""Longer than the interval: a jobs process that was away for a while misses nothing."""


def expire_blacklist(work: Work) -> dict[str, int]:
    """Tell the floor when entries of the blacklist have run out, so that their callers get through."""
    now = utc_now()
    expired = list(selectors.expired_between(now - LOOK_BACK, now))
    with transaction.atomic():
        for tenant in {str(entry.tenant_id) for entry in expired}:
            announce(ConfigurationChanged(tenant=tenant, what="blacklist"))
    return {"expired": len(expired)}
