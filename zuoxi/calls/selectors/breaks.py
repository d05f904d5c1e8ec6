"""What agents have taken today of the reasons for not being ready that have a daily allowance (示忙限额)."""

import datetime as dt
from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, Subquery

from zuoxi.calls.models import AgentSession, AgentStateChange
from zuoxi.kernel.record import Record
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require, visible_to
from zuoxi.telephony.selectors.configuration import allowances

LONGEST_SESSION = dt.timedelta(days=2)
"""A session that began longer before than this has no part in a day."""


class Taken(Record):
    """How long one agent has been not ready for one reason; ms."""

    person: UUID
    reason: str
    ms: int


def breaks_of_floor(viewer: Person, since: dt.datetime, now: dt.datetime) -> list[Taken]:
    """What the agents whose floor he watches have taken from `since` to `now`, by reason with an allowance.

    The same spans as `shift_of` counts, asked for many at once. Raises `NotAllowed`.
    """
    require(viewer, Permission.FLOOR_WATCH)
    counted = allowances(viewer.tenant_id)
    if not counted:
        return []
    people = visible_to(Person.objects.all(), viewer, Permission.FLOOR_WATCH)
    sessions = AgentSession.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=since),
        tenant_id=viewer.tenant_id,
        person__in=people,
        started_at__gte=since - LONGEST_SESSION,
        started_at__lte=now,
    ).order_by("started_at")
    ends = _ends(list(sessions.values_list("id", "person_id", "ended_at")), now)
    later = AgentStateChange.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")),
        session=OuterRef("session"),
        at__gte=OuterRef("at"),
    )
    rows: Any = (
        AgentStateChange.objects.filter(session__in=sessions.order_by().values("id"))
        .filter(state="not_ready", reason__in=list(counted))
        .annotate(whose=F("session__person_id"), until=Subquery(later.order_by("at", "pk").values("at")[:1]))
        .values_list("session_id", "whose", "reason", "at", "until")
    )
    sums: Counter[tuple[UUID, str]] = Counter()
    for session, person, reason, at, until in rows:
        end = until or ends[session] or at
        sums[person, reason] += max(0, round((end - max(at, since)) / dt.timedelta(milliseconds=1)))
    return [Taken(person=person, reason=reason, ms=ms) for (person, reason), ms in sorted(sums.items()) if ms]


def _ends(
    sessions: list[tuple[UUID, UUID, dt.datetime | None]], now: dt.datetime
) -> dict[UUID, dt.datetime | None]:
    """When each session ends: now for the last of a person; None: nobody told, and a later one stands."""
    last = {person: session for session, person, _ in sessions}
    return {
        session: ended or (now if last[person] == session else None) for session, person, ended in sessions
    }
