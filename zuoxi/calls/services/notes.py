"""Keeping what people type about calls, as they type it."""

import datetime as dt
from uuid import UUID

from zuoxi.calls.models import CallNote
from zuoxi.calls.selectors.calls import exists, visible_calls
from zuoxi.calls.selectors.notes import notes_ahead
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import NotFound
from zuoxi.organisation.services.in_turn import in_turn

AHEAD = 5
AHEAD_SPAN = dt.timedelta(days=1)
"""A note may come before its call's record, by seconds; nobody has many such calls."""


def write(actor: Actor, call: UUID, text: str) -> CallNote:
    """Keep this person's note about a call that he may see; the call's own record may come later.

    Raises `NotFound` for a call out of his reach, and when he writes about many that nobody knows.
    """
    person = actor.who
    with in_turn(person):
        if exists(call):
            if not visible_calls(person).filter(pk=call).exists():
                raise NotFound
        elif notes_ahead(person, actor.now - AHEAD_SPAN).exclude(call_id=call).count() >= AHEAD:
            raise NotFound
        note, _ = CallNote.objects.update_or_create(
            call_id=call,
            person=person,
            defaults={"tenant_id": person.tenant_id, "text": text, "changed_at": actor.now},
        )
    return note
