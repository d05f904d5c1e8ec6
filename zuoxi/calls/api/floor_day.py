"""The floor's figures of the day, beside the live view."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest
from msgspec.structs import asdict
from ninja import Query, Router, Schema

from zuoxi.calls.api.day import DayQuery
from zuoxi.calls.selectors.breaks import breaks_of_floor
from zuoxi.calls.selectors.floor_day import ByHalfHour, floor_day
from zuoxi.measures.api.shapes import FigureOut, figure_out
from zuoxi.measures.catalogue import Figure
from zuoxi.organisation.doors import actor

router = Router()


class HalfHourOut(Schema):
    begins_at: dt.datetime
    figures: list[FigureOut]


class QueueDayOut(Schema):
    queue: str
    now: list[FigureOut]
    """Of the running half hour."""
    before: list[FigureOut]
    """Of the half hour before it."""
    today: list[FigureOut]
    half_hours: list[HalfHourOut]


class FloorDayOut(Schema):
    at: dt.datetime
    running: dt.datetime
    """When the running half hour began."""
    whole: list[FigureOut]
    """Of the asker's whole floor, today."""
    queues: list[QueueDayOut]
    """Those that have had anything."""
    half_hours: list[HalfHourOut]
    """Those in which something was counted, the earliest first."""


@router.get("/floor-day", response=FloorDayOut, operation_id="get_floor_day")
def get_floor_day(request: HttpRequest, query: Query[DayQuery]) -> object:
    """The day's figures of the asker's floor since a moment: the whole, each queue, each half hour."""
    me = actor(request)
    day = floor_day(me.who, query.begins(me.now), me.now)
    return {
        "at": me.now,
        "running": day.running,
        "whole": _out(day.whole),
        "queues": [
            {
                "queue": queue,
                "now": _out(found.now),
                "before": _out(found.before),
                "today": _out(found.today),
                "half_hours": _by_half_hour(found.half_hours),
            }
            for queue, found in day.queues.items()
        ],
        "half_hours": _by_half_hour(day.half_hours),
    }


def _out(found: Iterable[Figure]) -> list[FigureOut]:
    return [figure_out(one) for one in found]


def _by_half_hour(found: ByHalfHour) -> list[dict[str, object]]:
    return [{"begins_at": begins, "figures": _out(some)} for begins, some in found.items()]


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
