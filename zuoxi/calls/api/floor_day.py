"""The floor's figures of the day, beside the live view."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from msgspec.structs import asdict
from ninja import Query, Router, Schema

from zuoxi.calls.api.day import DayQuery
from zuoxi.calls.selectors.breaks import breaks_of_floor
from zuoxi.calls.selectors.floor_day import floor_day
from zuoxi.organisation.doors import actor

router = Router()


class OfferedOut(Schema):
    """Calls that came to queues and wait no longer."""

    offered: int
    answered: int
    in_time: int
    """Answered within 20 s of waiting; over `offered` it is the service level."""
    abandoned: int
    dropped: int
    """Called by the house, and nobody came; not among those offered."""


class QueueDayOut(OfferedOut):
    queue: UUID


class HalfHourOut(OfferedOut):
    begins_at: dt.datetime


class FloorDayOut(Schema):
    at: dt.datetime
    queues: list[QueueDayOut]
    half_hours: list[HalfHourOut]
    """Those in which something was offered, the earliest first."""


@router.get("/floor-day", response=FloorDayOut, operation_id="get_floor_day")
def get_floor_day(request: HttpRequest, query: Query[DayQuery]) -> object:
    """What was offered to the queues of the asker's floor since a moment, by queue and by half hour."""
    me = actor(request)
    day = floor_day(me.who, query.begins(me.now))
    return {
        "at": me.now,
        "queues": [{"queue": queue, **asdict(sums)} for queue, sums in day.queues.items()],
        "half_hours": [{"begins_at": begins, **asdict(sums)} for begins, sums in day.half_hours.items()],
    }


class TakenOut(Schema):
    person: UUID
    reason: str
    ms: int


class FloorBreaksOut(Schema):
    at: dt.datetime
    """The moment up to which it is counted."""
    taken: list[TakenOut]


@router.get("/floor-breaks", response=FloorBreaksOut, operation_id="get_floor_breaks")
def get_floor_breaks(request: HttpRequest, query: Query[DayQuery]) -> object:
    """How long each agent of the asker's floor was not ready since a moment, by reason with an allowance."""
    me = actor(request)
    taken = breaks_of_floor(me.who, query.begins(me.now), me.now)
    return {"at": me.now, "taken": [asdict(one) for one in taken]}
