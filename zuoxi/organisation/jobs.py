"""What the house does by itself for organisation and for its own tables."""

import datetime as dt
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import Guesses, Tenant, WebSession
from zuoxi.organisation.services import exports, sealing, verifying
from zuoxi.outbox import jobs, relay
from zuoxi.outbox.jobs import Work
from zuoxi.outbox.tidying import remove

ATTEMPTS_KEPT = dt.timedelta(days=1)
"""Wrong passwords count for a quarter of an hour; who tried stands in the audit trail."""
SIGN_INS_KEPT = dt.timedelta(days=30)
SEAL_EVERY = dt.timedelta(minutes=1)
"""A line of the trail can be altered unseen for so long at most."""
CHECK_EVERY = dt.timedelta(days=1)


def export_list(work: Work) -> dict[str, Any]:
    """Write a list into a workbook: `arguments = {list, query, address}`."""
    return exports.write(work, utc_now())


def seal_audit(work: Work) -> dict[str, int]:
    """Close the new lines of every company's trail into seals."""
    return {"lines": sealing.seal_all(sealing.keeper(), utc_now())}


def check_audit(work: Work) -> dict[str, int]:
    """Look whether a company's trail is as it was written."""
    found = verifying.check(sealing.keeper(), work.job.tenant_id, utc_now(), work.progress)
    return {"lines": found.lines, "seals": found.seals, "found": found.found}


def check_audits(work: Work) -> dict[str, int]:
    """Look at every company's trail."""
    checks = [
        verifying.check(sealing.keeper(), tenant, utc_now(), work.progress)
        for tenant in Tenant.objects.values_list("pk", flat=True)
    ]
    return {"lines": sum(one.lines for one in checks), "found": sum(one.found for one in checks)}


def tidy(work: Work) -> dict[str, int]:
    """Remove what was over long ago, all of it in small transactions: sessions, attempts to sign in, events,
    own jobs and workbooks."""
    now = utc_now()
    attempts = AccessAttempt.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT)
    guesses = Guesses.objects.filter(last_at__lt=now - ATTEMPTS_KEPT)
    stands = Session.objects.filter(session_key=OuterRef("session_key"))
    sign_ins = AccessLog.objects.filter(attempt_time__lt=now - SIGN_INS_KEPT)
    return {
        "sessions": remove(
            Session.objects.filter(expire_date__lt=now).order_by("expire_date"), work.progress
        ),
        "web_sessions": remove(WebSession.objects.exclude(Exists(stands)).order_by("pk"), work.progress),
        "guesses": remove(guesses.order_by("pk"), work.progress),
        "attempts": remove(attempts.order_by("pk"), work.progress),
        "sign_ins": remove(sign_ins.order_by("pk"), work.progress),
        "events": relay.tidy(now, work.progress),
        "jobs": jobs.tidy(now, work.progress),
        "exports": exports.tidy(now),
    }
