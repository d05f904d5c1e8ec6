"""What of a person's looking and trying the trail keeps."""

import datetime as dt

from django.db.models import Model

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.selectors.audit import lately, noted_lately
from zuoxi.organisation.services import audit

ONCE_IN = dt.timedelta(minutes=10)
"""Somebody who comes back to a row within this span goes on looking at it."""
REFUSED = "door.refused"
REFUSED_SPAN = dt.timedelta(hours=1)
REFUSALS = 100
"""Of one person within an hour; whoever tries more fills no trail."""


def note_seen(actor: Actor, action: str, row: Model) -> None:
    """A line for a look at one row, once in ten minutes of each person."""
    if not lately(actor.who, action, row.pk, actor.now - ONCE_IN):
        audit.note(actor, action, row)


def note_refused(actor: Actor, door: str) -> None:
    """A line for what somebody may not do and tried, once an hour of each door (method and address)."""
    tried = {"door": door}
    before = noted_lately(actor.who, REFUSED, actor.now - REFUSED_SPAN)
    if tried not in before and len(before) < REFUSALS:
        audit.note(actor, REFUSED, after=tried, name=door)
