"""What was over long ago is removed, all of it, a few rows at a time; what still counts stays."""

import datetime as dt
from types import SimpleNamespace

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session

from zuoxi.kernel.clock import utc_now
from zuoxi.organisation import jobs
from zuoxi.outbox import tidying

DAY = dt.timedelta(days=1)


@pytest.mark.django_db
def test_sessions_and_attempts_that_are_over_go_and_the_others_stay(monkeypatch):
    monkeypatch.setattr(tidying, "AT_ONCE", 10)
    now = utc_now()
    for number in range(25):
        Session.objects.create(session_key=f"over-{number}", session_data="", expire_date=now - DAY)
    Session.objects.create(session_key="in", session_data="", expire_date=now + DAY)
    for age in (0, 2, 40):
        attempt = AccessAttempt.objects.create(
            username=f"n{age}", ip_address="192.0.2.1", user_agent="u", failures_since_start=1
        )
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=now - age * DAY)
        sign_in = AccessLog.objects.create(username=f"n{age}", ip_address="192.0.2.1")
        AccessLog.objects.filter(pk=sign_in.pk).update(attempt_time=now - age * DAY)
    steps = []
    done = jobs.tidy(SimpleNamespace(progress=steps.append))
    assert (done["sessions"], done["attempts"], done["sign_ins"]) == (25, 2, 1)
    assert steps[:3] == [10, 20, 25]
    assert Session.objects.get().session_key == "in"
    assert AccessAttempt.objects.get().username == "n0"
    assert set(AccessLog.objects.values_list("username", flat=True)) == {"n0", "n2"}
