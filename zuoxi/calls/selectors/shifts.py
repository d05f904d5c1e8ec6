"""An agent's own shift: how long he has been in which state."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import Q

from zuoxi.calls.models import AgentSession, AgentStateChange
from zuoxi.kernel.record import Record
from zuoxi.organisation.models import Person

BEGINS_AS = ("not_ready", "signed_in")
"""State and reason in which a shift begins."""


class Spent(Record):
    """Time in one state, with one reason; ms."""

    state: str
    reason: str
    ms: int


class Shift(Record):
    """A person's sessions at the phone from a moment on, taken together."""

    signed_in_at: dt.datetime | None
    """When he first signed in; None: not at all."""
    spent: tuple[Spent, ...]
    """The longest first."""


def shift_of(person: Person, since: dt.datetime, now: dt.datetime) -> Shift:
    """His shift from `since` to `now`; a session that began before counts from `since`."""
    sessions = AgentSession.objects.filter(tenant_id=person.tenant_id, person=person, started_at__lte=now)
    running = Q(ended_at__isnull=True) | Q(ended_at__gte=since)
    found = list(sessions.filter(running).order_by("started_at").prefetch_related("changes"))
    sums: Counter[tuple[str, str]] = Counter()
    for session in found:
        changes = sorted(session.changes.all(), key=lambda change: (change.at, change.pk))
        last = session is found[-1]
        # One that was never ended, though a later one stands, is known up to its last change.
        end = session.ended_at or (now if last else changes[-1].at if changes else session.started_at)
        sums.update(_sums(session, changes, since, end))
    began = max(found[0].started_at, since) if found else None
    spent = (Spent(state=state, reason=reason, ms=ms) for (state, reason), ms in sums.most_common() if ms)
    return Shift(signed_in_at=began, spent=tuple(spent))


def _sums(
    session: AgentSession, changes: Iterable[AgentStateChange], since: dt.datetime, end: dt.datetime
) -> dict[tuple[str, str], int]:
    sums: Counter[tuple[str, str]] = Counter()
    doing, begin = BEGINS_AS, session.started_at
    for change in changes:
        sums[doing] += _ms(begin, change.at, since)
        doing, begin = (change.state, change.reason if change.state == "not_ready" else ""), change.at
    sums[doing] += _ms(begin, end, since)
    return sums


def _ms(begin: dt.datetime, end: dt.datetime, since: dt.datetime) -> int:
    return max(0, round((end - max(begin, since)) / dt.timedelta(milliseconds=1)))
