"""The floor's day in figures: what was offered to queues, and how much of it was answered in time (K5)."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import BooleanField, Case, Count, F, Q, Value, When
from django.db.models.functions import TruncHour

from zuoxi.calls.models import Call
from zuoxi.calls.rules import IN_TIME
from zuoxi.kernel.record import Record
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require, within

K = TypeVar("K")
HALF_HOUR = dt.timedelta(minutes=30)


class Offered(Record):
    """Calls that came to queues and wait no longer."""

    offered: int = 0
    answered: int = 0
    in_time: int = 0
    """Answered within `IN_TIME`; over `offered` it is the service level."""
    abandoned: int = 0
    dropped: int = 0
    """Customers whom the house had called and for whom nobody came; they are not among those offered."""


class FloorDay(Record):
    """By queue, and by the half hour in which they came to it (the earliest first)."""

    queues: dict[UUID, Offered]
    half_hours: dict[dt.datetime, Offered]


def floor_day(person: Person, since: dt.datetime) -> FloorDay:
    """The calls offered since a moment to the queues whose floor he watches; raises `NotAllowed`."""
    require(person, Permission.FLOOR_WATCH)
    inbound, dropped = Q(direction=Call.Direction.INBOUND), Q(outcome="dropped")
    rows = Call.objects.filter(
        within(person, Permission.FLOOR_WATCH, path="path"),
        Q(answered_at__isnull=False) | Q(ended_at__isnull=False),
        inbound | dropped,
        queue__isnull=False,
        queued_at__gte=since,
        started_at__gte=since - dt.timedelta(days=1),
    )
    answered = Q(answered_at__isnull=False)
    grouped: list[Any] = list(
        rows.annotate(
            hour=TruncHour("queued_at", tzinfo=dt.UTC),
            late=Case(
                When(queued_at__minute__gte=30, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )
        .order_by()
        .values("queue_id", "hour", "late")
        .annotate(
            offered=Count("pk", filter=inbound),
            taken=Count("pk", filter=answered),
            in_time=Count("pk", filter=Q(answered_at__lte=F("queued_at") + IN_TIME)),
            abandoned=Count("pk", filter=Q(outcome="abandoned")),
            dropped=Count("pk", filter=dropped),
        )
    )
    half_hours = _by(grouped, lambda row: row["hour"] + (HALF_HOUR if row["late"] else dt.timedelta()))
    return FloorDay(
        queues=_by(grouped, lambda row: row["queue_id"]),
        half_hours=dict(sorted(half_hours.items())),
    )


def _by(rows: Iterable[dict[str, Any]], key: Callable[[dict[str, Any]], K]) -> dict[K, Offered]:
    sums: dict[K, Offered] = {}
    for row in rows:
        was = sums.get(key(row), Offered())
        sums[key(row)] = Offered(
            offered=was.offered + row["offered"],
            answered=was.answered + row["taken"],
            in_time=was.in_time + row["in_time"],
            abandoned=was.abandoned + row["abandoned"],
            dropped=was.dropped + row["dropped"],
        )
    return sums
