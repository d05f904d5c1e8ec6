"""Alarms about recordings: lost ones, a store that is away, a spool without room."""

import datetime as dt
from typing import Literal

from django.http import HttpRequest
from msgspec.structs import asdict
from ninja import Router, Schema

from zuoxi.calls.selectors.keeping import keeping_alarms
from zuoxi.organisation.doors import asker

router = Router()


class KeepingAlarmOut(Schema):
    of: Literal["missing", "altered", "store", "spool"]
    subject: str
    """Which store; `filling` or `full`; else as `of`."""
    path: str
    since: dt.datetime
    """When it began; of recordings: when the last one was found."""
    count: int
    """Recordings found since somebody looked last; 0: it is not about single ones."""
    why: str


@router.get("/keeping-alarms", response=list[KeepingAlarmOut], operation_id="list_keeping_alarms")
def list_keeping_alarms(request: HttpRequest) -> object:
    """What of the keeping of recordings asks for the asker; `POST /alarms` says that he knows."""
    return [asdict(one) for one in keeping_alarms(asker(request))]
