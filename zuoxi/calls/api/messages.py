"""Messages on the tape: the inbox, listening, taking one on, giving it back, closing it (T7)."""

from typing import Literal
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from zuoxi.calls.api.recordings import peaks_answer, sound_answer
from zuoxi.calls.api.shapes.messages import MessageOut, message_out
from zuoxi.calls.models import VoiceMessage
from zuoxi.calls.selectors.calls import whole_number
from zuoxi.calls.selectors.messages import matching, one_message, sound_row, sounds_of, visible_messages
from zuoxi.calls.services import messages as writing
from zuoxi.contacts.selectors.customers import names_by_number
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Form
from zuoxi.organisation.paging import Page, PageQuery, page_of
from zuoxi.organisation.services.lookups import look_up

router = Router()
SORTABLE = {"left_at": "left_at", "ms": "ms"}
TOTALS = {"ms": Sum("ms")}


class MessageQuery(PageQuery):
    """`q` is a number, whole or its last digits, or a customer's name."""

    state: Literal["open", "closed", "all"] = "open"
    mine: bool = False
    queue: UUID | None = None


class CloseMessageForm(Form):
    result: Literal["reached", "not_reached", "refused", "not_needed"]


def wanted_messages(me: Actor, query: MessageQuery) -> QuerySet[VoiceMessage]:
    """The messages that somebody asks for and may work on; raises `NotAllowed`, `TooManyLookUps`."""
    rows = visible_messages(me.who)
    if number := whole_number(me.who, query.q):
        look_up(me, number)
    rows = matching(rows, me.who, query.state, query.q)
    if query.mine:
        rows = rows.filter(claimed_by=me.who)
    return rows.filter(queue_id=query.queue) if query.queue else rows


@router.get("/messages", response=Page[MessageOut], operation_id="list_messages")
def list_messages(request: HttpRequest, query: Query[MessageQuery]) -> object:
    """Messages that the asker may work on, the oldest first."""
    me = actor(request)
    rows = wanted_messages(me, query)
    found = page_of(rows, query, lambda row: row, sortable=SORTABLE, default="left_at", totals=TOTALS)
    names = names_by_number(me.who, {row.number for row in found["items"]})
    sounds = sounds_of([row.id for row in found["items"]])
    return {**found, "items": [message_out(row, me.who, me.now, names, sounds) for row in found["items"]]}


@router.get("/messages/{uuid:message}", response=MessageOut, operation_id="get_message")
def get_message(request: HttpRequest, message: UUID) -> object:
    """A message that the asker may work on."""
    me = actor(request)
    return message_out(one_message(me.who, message), me.who, me.now)


@router.get("/messages/{uuid:message}/audio", operation_id="get_message_audio")
def get_message_audio(request: HttpRequest, message: UUID) -> HttpResponse:
    """WAV (or Ogg/Opus); honours `Range`. Each play is audited, and the message is heard."""
    me = actor(request)
    row = one_message(me.who, message)
    answer = sound_answer(request, me, sound_row(row))
    writing.heard(me, row)
    return answer


@router.get("/messages/{uuid:message}/peaks", operation_id="get_message_peaks")
def get_message_peaks(request: HttpRequest, message: UUID) -> HttpResponse:
    """`{channels: 2, seconds, peaks: [[caller …], [house …]]}`, each peak from 0 to 1."""
    return peaks_answer(sound_row(one_message(asker(request), message)))


@router.post("/messages/{uuid:message}/claim", response=MessageOut, operation_id="claim_message")
def claim_message(request: HttpRequest, message: UUID) -> object:
    """Take a message on: the number is shown whole to who will dial it."""
    me = actor(request)
    return message_out(writing.claim(me, one_message(me.who, message)), me.who, me.now)


@router.post("/messages/{uuid:message}/release", response=MessageOut, operation_id="release_message")
def release_message(request: HttpRequest, message: UUID) -> object:
    """Give a message back to the others."""
    me = actor(request)
    return message_out(writing.release(me, one_message(me.who, message)), me.who, me.now)


@router.post("/messages/{uuid:message}/close", response=MessageOut, operation_id="close_message")
def close_message(request: HttpRequest, message: UUID, form: CloseMessageForm) -> object:
    """Close a message with what came of it."""
    me = actor(request)
    return message_out(writing.close(me, one_message(me.who, message), form.result), me.who, me.now)
