"""Where people are signed in, ending that, and covering the page."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.organisation.api.session import SessionOut, session_of
from zuoxi.organisation.doors import SignedIn, actor, asker
from zuoxi.organisation.errors import FormErrors, NotFound
from zuoxi.organisation.forms import Done, Form
from zuoxi.organisation.models import Person, WebSession
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors import people as reading
from zuoxi.organisation.selectors.access import visible_one
from zuoxi.organisation.selectors.web_sessions import open_sessions
from zuoxi.organisation.services import web_sessions as writing
from zuoxi.organisation.services.people import WRONG_PASSWORD
from zuoxi.organisation.services.referred import check_not_above
from zuoxi.organisation.services.session import known_by
from zuoxi.organisation.signing_in import Held

router = Router()


class WebSessionOut(Schema):
    """One browser in which somebody is signed in."""

    id: UUID
    started_at: dt.datetime
    seen_at: dt.datetime
    address: str
    device: str
    here: bool
    """It is the one that asks."""
    locked: bool


class UnlockForm(Form):
    password: Annotated[str, Field(min_length=1, max_length=200)]


def _out(rows: list[WebSession], here: str | None) -> list[WebSessionOut]:
    return [
        WebSessionOut(
            id=row.id,
            started_at=row.started_at,
            seen_at=row.seen_at,
            address=row.address,
            device=row.device,
            here=row.session_key == here,
            locked=row.locked_at is not None,
        )
        for row in rows
    ]


@router.get("/sessions", response=list[WebSessionOut], operation_id="list_sessions")
def list_sessions(request: HttpRequest) -> object:
    """Where the asker is signed in."""
    me = actor(request)
    writing.noted(request, me.who, me)
    return _out(list(open_sessions(me.who, me.now)), request.session.session_key)


@router.delete("/sessions", response=list[WebSessionOut], operation_id="end_other_sessions")
def end_other_sessions(request: HttpRequest) -> object:
    """Sign the asker out everywhere but here."""
    me = actor(request)
    writing.end_everywhere(me, me.who, request)
    return list_sessions(request)


@router.delete("/sessions/{uuid:id}", response=Done, operation_id="end_session")
def end_session(request: HttpRequest, id: UUID) -> object:
    """End one session, of the asker or of somebody whom he manages."""
    me = actor(request)
    row = WebSession.objects.select_related("person").filter(pk=id, tenant_id=me.who.tenant_id).first()
    if row is None:
        raise NotFound
    if row.person_id != me.who.id:
        check_not_above(me, _managed(request, row.person_id))
    writing.end_one(me, row)
    return Done()


@router.get("/people/{uuid:id}/sessions", response=list[WebSessionOut], operation_id="list_persons_sessions")
def list_persons_sessions(request: HttpRequest, id: UUID) -> object:
    """Where somebody whom the asker manages is signed in."""
    return _out(list(open_sessions(_managed(request, id), actor(request).now)), request.session.session_key)


@router.delete("/people/{uuid:id}/sessions", response=Done, operation_id="end_persons_sessions")
def end_persons_sessions(request: HttpRequest, id: UUID) -> object:
    """Sign somebody out everywhere."""
    me, person = actor(request), _managed(request, id)
    check_not_above(me, person)
    writing.end_everywhere(me, person, request if person.id == me.who.id else None)
    return Done()


@router.post("/session/lock", auth=SignedIn(Held.LOCKED), response=SessionOut, operation_id="lock_session")
def lock_session(request: HttpRequest) -> object:
    """Cover the page; the phone goes on."""
    writing.lock(request, actor(request))
    return session_of(request, asker(request))


@router.post(
    "/session/unlock", auth=SignedIn(Held.LOCKED), response=SessionOut, operation_id="unlock_session"
)
def unlock_session(request: HttpRequest, form: UnlockForm) -> object:
    """Uncover the page by the password; guesses count as failed sign-ins."""
    me = actor(request)
    if known_by(request, me.who.username, form.password, me) is None:
        raise FormErrors({"password": WRONG_PASSWORD})
    writing.unlock(request, me)
    return session_of(request, me.who)


def _managed(request: HttpRequest, id: UUID) -> Person:
    return visible_one(reading.people(asker(request)), id, asker(request), Permission.PEOPLE_MANAGE)
