"""Alarms that somebody knows of: the floor raises them by its thresholds, a leader sees them once."""

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from zuoxi.measures.api.thresholds import Of
from zuoxi.measures.models import SeenAlarm
from zuoxi.measures.selectors.watching import seen_alarms
from zuoxi.measures.services.watching import see_alarm
from zuoxi.organisation.doors import actor
from zuoxi.organisation.forms import Form, Moment
from zuoxi.organisation.paging import AddressQuery

router = Router()

MOST = 200
Keeping = Literal["missing", "altered", "store", "spool"]
"""What areas above watch beside the floor: the keeping of recordings."""


class AlarmForm(Form):
    of: Of | Keeping
    subject: Annotated[str, Field(min_length=1, max_length=36)]
    """What it is about, as the floor names it: an agent, a queue, a call, a store."""
    path: Annotated[str, Field(min_length=1, max_length=255)]
    """Where that lies."""
    since: Moment
    """When what it is about began."""


class AlarmOut(Schema):
    of: str
    subject: str
    since: dt.datetime
    by: str
    """Who has seen it."""
    at: dt.datetime


class AlarmsQuery(AddressQuery):
    since: Moment
    """Seen since then."""


@router.get("/alarms", response=list[AlarmOut], operation_id="list_alarms")
def list_alarms(request: HttpRequest, query: Query[AlarmsQuery]) -> object:
    """The alarms of the asker's floor that somebody has seen since a moment; the latest 200."""
    return [_out(row) for row in seen_alarms(actor(request).who, query.since)[:MOST]]


@router.post("/alarms", response=AlarmOut, operation_id="see_alarm")
def post_alarm(request: HttpRequest, form: AlarmForm) -> object:
    """The asker knows of an alarm; it asks nobody any more. Seen twice, the first stays."""
    return _out(see_alarm(actor(request), form.of, form.subject, form.path, form.since))


def _out(row: SeenAlarm) -> AlarmOut:
    return AlarmOut(of=row.of, subject=row.subject, since=row.since, by=row.person.name, at=row.at)
