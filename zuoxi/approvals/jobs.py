"""What the house does by itself for approvals."""

import datetime as dt

from zuoxi.approvals.services import running
from zuoxi.kernel.clock import utc_now
from zuoxi.outbox.jobs import Work

LAPSE_EVERY = dt.timedelta(minutes=5)


def lapse(work: Work) -> dict[str, int]:
    """Remind of what waits too long, and let the next above decide."""
    return running.lapse(utc_now(), work.progress)
