"""The asker's own shift."""

import datetime as dt

from django.http import HttpRequest
from ninja import Query, Router, Schema

from zuoxi.calls.api.day import DayQuery
from zuoxi.calls.selectors.shifts import Shift, shift_of
from zuoxi.organisation.doors import actor
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require

router = Router()


class SpentOut(Schema):
    state: str
    reason: str
    """Of not ready; else empty."""
    ms: int


class ShiftOut(Schema):
    at: dt.datetime
    """The moment up to which it is counted."""
    signed_in_at: dt.datetime | None
    spent: list[SpentOut]


@router.get("/shift", response=ShiftOut, operation_id="get_shift")
def get_shift(request: HttpRequest, query: Query[DayQuery]) -> object:
    """How long the asker has been signed in at the phone since a moment, by what he did."""
    me = actor(request)
    require(me.who, Permission.CALLS_TAKE)
    shift: Shift = shift_of(me.who, query.begins(me.now), me.now)
    return {"at": me.now, "signed_in_at": shift.signed_in_at, "spent": shift.spent}
