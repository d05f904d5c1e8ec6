"""Notes about a call: the asker's own."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from zuoxi.calls.rules import NOTE_LIMIT
from zuoxi.calls.selectors.notes import own_note
from zuoxi.calls.services import notes as writing
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require_any

router = Router()
READ = (Permission.CALLS_TAKE, Permission.CALLS_LIST, Permission.CALLS_LIST_OWN)
WRITE = (Permission.CALLS_TAKE, Permission.CALLS_LIST_OWN)
"""Whoever has calls of his own; who only listens to other people's writes nothing into them."""


class NoteForm(Schema):
    """What was typed, as it was typed: spaces are kept. A longer one is refused and the kept one stays."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, Field(max_length=NOTE_LIMIT)]


class OwnNote(Schema):
    text: str
    changed_at: dt.datetime | None
    limit: int = NOTE_LIMIT


@router.get("/calls/{uuid:call}/note", response=OwnNote, operation_id="get_note")
def get_note(request: HttpRequest, call: UUID) -> object:
    """The asker's note about a call; empty when he has not written one."""
    me = asker(request)
    require_any(me, READ)
    note = own_note(me, call)
    return OwnNote(text=note.text if note else "", changed_at=note.changed_at if note else None)


@router.put("/calls/{uuid:call}/note", response=OwnNote, operation_id="put_note")
def put_note(request: HttpRequest, call: UUID, form: NoteForm) -> object:
    """Keep the asker's note; the call's own record need not be there yet."""
    me = actor(request)
    require_any(me.who, WRITE)
    note = writing.write(me, call, form.text)
    return OwnNote(text=note.text, changed_at=note.changed_at)
