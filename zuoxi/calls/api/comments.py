"""Comments at moments of a recording, for whoever may hear it."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zuoxi.calls.api.shapes.references import PersonRef, person_ref
from zuoxi.calls.models import RecordingComment
from zuoxi.calls.rules import COMMENT_LIMIT
from zuoxi.calls.selectors.recordings import comments_of, own_comment, playable_one
from zuoxi.calls.services.recordings import comments as writing
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Done, Form
from zuoxi.organisation.models import Person
from zuoxi.organisation.paging import Page, PageQuery, page_of

router = Router()


class CommentForm(Form):
    at_ms: Annotated[int, Field(ge=0, le=86_400_000)]
    """Where in the recording."""
    text: Annotated[str, Field(min_length=1, max_length=COMMENT_LIMIT)]


class CommentOut(Schema):
    id: UUID
    at_ms: int
    text: str
    person: PersonRef
    written_at: dt.datetime
    changed_at: dt.datetime | None
    mine: bool
    """The asker wrote it and may change it."""


def comment_out(row: RecordingComment, viewer: Person) -> CommentOut:
    return CommentOut(
        id=row.id,
        at_ms=row.at_ms,
        text=row.text,
        person=person_ref(row.person),
        written_at=row.written_at,
        changed_at=row.changed_at,
        mine=row.person_id == viewer.id,
    )


@router.get("/recordings/{uuid:recording}/comments", response=Page[CommentOut], operation_id="list_comments")
def list_comments(request: HttpRequest, recording: UUID, query: Query[PageQuery]) -> object:
    """What was said about it, in the order of its moments."""
    me = asker(request)
    rows = comments_of(playable_one(me, recording))
    return page_of(
        rows, query, lambda row: comment_out(row, me), sortable={"at_ms": "at_ms"}, default="at_ms"
    )


@router.post(
    "/recordings/{uuid:recording}/comments", response={201: CommentOut}, operation_id="write_comment"
)
def write_comment(request: HttpRequest, recording: UUID, form: CommentForm) -> object:
    """Say something about a moment of it."""
    me = actor(request)
    row = writing.write(me, playable_one(me.who, recording), form.at_ms, form.text)
    return Status(201, comment_out(row, me.who))


@router.put(
    "/recordings/{uuid:recording}/comments/{uuid:comment}", response=CommentOut, operation_id="change_comment"
)
def change_comment(request: HttpRequest, recording: UUID, comment: UUID, form: CommentForm) -> object:
    """Change what the asker himself has said."""
    me = actor(request)
    row = own_comment(me.who, playable_one(me.who, recording), comment)
    return comment_out(writing.change(me, row, form.at_ms, form.text), me.who)


@router.delete(
    "/recordings/{uuid:recording}/comments/{uuid:comment}", response=Done, operation_id="take_back_comment"
)
def take_back_comment(request: HttpRequest, recording: UUID, comment: UUID) -> object:
    """Take back what the asker himself has said."""
    me = actor(request)
    writing.take_back(me, own_comment(me.who, playable_one(me.who, recording), comment))
    return Done()
