"""What the house does by itself for organisation and for its own tables."""

import datetime as dt
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session

from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.services import exports
from zuoxi.outbox import jobs, relay
from zuoxi.outbox.jobs import Work
from zuoxi.outbox.tidying import remove

ATTEMPTS_KEPT = dt.timedelta(days=1)
"""Wrong passwords count for a quarter of an hour; who tried stands in the audit trail."""
SIGN_INS_KEPT = dt.timedelta(days=30)


def export_list(work: Work) -> dict[str, Any]:
    """Write a list into a workbook: `arguments = {list, query, address}`."""
    return exports.write(work, utc_now())


def tidy(work: Work) -> dict[str, int]:
    """Remove what was over long ago, all of it in small transactions: sessions, attempts to sign in, events,
    own jobs and workbooks."""
    now = utc_now()
    attempts = AccessAttempt.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT)
    sign_ins = AccessLog.objects.filter(attempt_time__lt=now - SIGN_INS_KEPT)
    return {
        "sessions": remove(
            Session.objects.filter(expire_date__lt=now).order_by("expire_date"), work.progress
        ),
        "attempts": remove(attempts.order_by("pk"), work.progress),
        "sign_ins": remove(sign_ins.order_by("pk"), work.progress),
        "events": relay.tidy(now, work.progress),
        "jobs": jobs.tidy(now, work.progress),
        "exports": exports.tidy(now),
    }
