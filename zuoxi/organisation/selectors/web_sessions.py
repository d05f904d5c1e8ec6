"""Reading web sessions: what holds one, and where a person is signed in."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from zuoxi.organisation.models import Person, WebSession
from zuoxi.organisation.signing_in import Held


def held_of(row: WebSession | None) -> Held | None:
    """What holds a session; None: nothing."""
    if row is None:
        return None
    if row.locked_at is not None:
        return Held.LOCKED
    return Held(row.needs) if row.needs else None


def session_row(session_key: str | None) -> WebSession | None:
    """What is noted about a session; None: it began before such notes were taken."""
    return WebSession.objects.filter(session_key=session_key).first() if session_key else None


def open_sessions(person: Person, now: dt.datetime) -> QuerySet[WebSession]:
    """Where he is signed in, the latest work first."""
    stands = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    return WebSession.objects.filter(Exists(stands), person=person).order_by("-seen_at", "-id")
