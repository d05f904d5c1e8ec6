"""The floor's day in figures: the whole of a leader's reach, each queue, each half hour."""

import datetime as dt
from zoneinfo import ZoneInfo

from zuoxi.kernel.clock import to_datetime, to_ms
from zuoxi.kernel.record import Record
from zuoxi.measures.catalogue import Figure
from zuoxi.measures.selectors.figures import Asked, figures
from zuoxi.measures.share import HALF_HOUR, half_hour
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require

WHOLE = ("K1", "K5", "K15_abandoned", "K4", "K3", "K18", "offered", "answered", "abandoned")
OF_A_QUEUE = ("K5", "K15_abandoned", "K4", "offered", "answered", "abandoned", "dropped")
OF_A_HALF_HOUR = ("offered", "answered", "abandoned", "K5")

Figures = tuple[Figure, ...]
ByHalfHour = dict[dt.datetime, Figures]
"""The earliest first; those in which nothing was counted are left out."""


class QueueDay(Record):
    """What one queue has had."""

    now: Figures
    """Of the running half hour."""
    before: Figures
    """Of the half hour before it."""
    today: Figures
    half_hours: ByHalfHour


class FloorDay(Record):
    """Everything on one page at one moment."""

    running: dt.datetime
    """When the running half hour began."""
    whole: Figures
    queues: dict[str, QueueDay]
    """Those that have had anything."""
    half_hours: ByHalfHour


def floor_day(person: Person, since: dt.datetime, now: dt.datetime) -> FloorDay:
    """The figures since a moment of the floor that he watches; raises `NotAllowed`."""
    require(person, Permission.FLOOR_WATCH)
    running = to_datetime(half_hour(to_ms(now), ZoneInfo(person.tenant.timezone)))
    today = figures(person, Asked(since=since, by=("queue",), codes=OF_A_QUEUE))
    this = figures(person, Asked(since=running, by=("queue",), codes=OF_A_QUEUE))
    last = figures(person, Asked(since=running - HALF_HOUR, until=running, by=("queue",), codes=OF_A_QUEUE))
    parts: dict[str, ByHalfHour] = {}
    for (queue, begins), some in figures(
        person, Asked(since=since, by=("queue", "half_hour"), codes=OF_A_HALF_HOUR)
    ).items():
        parts.setdefault(queue, {})[begins] = some
    half_hours = figures(person, Asked(since=since, by=("half_hour",), codes=OF_A_HALF_HOUR))
    return FloorDay(
        running=running,
        whole=figures(person, Asked(since=since, codes=WHOLE))[()],
        queues={
            key[0]: QueueDay(
                now=this.get(key, ()),
                before=last.get(key, ()),
                today=found,
                half_hours=parts.get(key[0], {}),
            )
            for key, found in today.items()
        },
        half_hours={begins: found for (begins,), found in half_hours.items()},
    )
