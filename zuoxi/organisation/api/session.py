"""Signing in and out, the language, and the first set-up."""

import secrets
from typing import Annotated, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router, Schema
from pydantic import Field

from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.browsers import remember
from zuoxi.organisation.doors import Anyone, SignedIn, actor, address_of, asker
from zuoxi.organisation.errors import FormErrors
from zuoxi.organisation.forms import Form, Name
from zuoxi.organisation.models import Person
from zuoxi.organisation.selectors.access import permissions
from zuoxi.organisation.selectors.people import anybody_here
from zuoxi.organisation.selectors.safety import safety_rules
from zuoxi.organisation.selectors.web_sessions import held_of, session_row
from zuoxi.organisation.services import people
from zuoxi.organisation.services import session as sessions
from zuoxi.organisation.services.second_factor import is_half_open
from zuoxi.organisation.services.setup import set_up
from zuoxi.organisation.signing_in import Held

router = Router()
Language = Literal["zh", "en"]
Password = Annotated[str, Field(min_length=1, max_length=200)]


class TenantOut(Schema):
    id: UUID
    name: str
    timezone: str


class SignedInPerson(Schema):
    """Who is signed in and what he may do."""

    id: UUID
    name: str
    username: str
    number: str
    language: str
    path: str
    roles: list[str]
    permissions: list[str]
    tenant: TenantOut


class SessionOut(Schema):
    signed_in: bool
    setup_needed: bool
    setup_token_needed: bool
    """Whoever sets up has to know the word that ./start printed (its link carries it)."""
    demo: bool
    person: SignedInPerson | None
    code_needed: bool = False
    """The password was right; a code of the second factor is still to be shown."""
    held: Held | None = None
    """What has to be done in this session before anything else."""
    idle_lock_minutes: int = 0
    """So long without a key or a click, and the page is covered; 0: never."""


class SignInForm(Form):
    username: Annotated[str, Field(min_length=1, max_length=64)]
    password: Password


class LanguageForm(Form):
    language: Language


class SetUpForm(Form):
    company: Annotated[str, Field(min_length=1, max_length=200)]
    name: Name
    username: Annotated[str, Field(min_length=2, max_length=64)]
    password: Password
    token: Annotated[str, Field(max_length=100)] = ""


class OwnPasswordForm(Form):
    current: Password
    password: Password


def session_of(request: HttpRequest, person: Person | None) -> SessionOut:
    """What the desktop must know before anything else."""
    get_token(request)  # the answer carries the CSRF cookie
    empty = person is None and not anybody_here()
    return SessionOut(
        signed_in=person is not None,
        setup_needed=empty,
        setup_token_needed=empty,
        demo=settings.ZUOXI_DEMO,
        person=_person_out(person) if person else None,
        code_needed=person is None and is_half_open(request, utc_now()),
        held=held_of(session_row(request.session.session_key)) if person else None,
        idle_lock_minutes=safety_rules(person.tenant_id).idle_lock_minutes if person else 0,
    )


def _person_out(person: Person) -> SignedInPerson:
    return SignedInPerson(
        id=person.id,
        name=person.name,
        username=person.username,
        number=person.number,
        language=person.language,
        path=person.path,
        roles=sorted(set(person.assignments.values_list("role", flat=True))),
        permissions=permissions(person),
        tenant=TenantOut(id=person.tenant_id, name=person.tenant.name, timezone=person.tenant.timezone),
    )


@router.get("/session", auth=Anyone(), response=SessionOut, operation_id="get_session")
def get_session(request: HttpRequest) -> SessionOut:
    """Who is signed in here."""
    return session_of(request, request.user if isinstance(request.user, Person) else None)


@router.post("/session", auth=Anyone(), response=SessionOut, operation_id="sign_in")
def sign_in(request: HttpRequest, response: HttpResponse, form: SignInForm) -> SessionOut:
    """Start a session."""
    nobody = Actor(person=None, now=utc_now(), address=address_of(request))
    person = sessions.sign_in(request, form.username, form.password, nobody)
    if person is not None:
        remember(request, response, person.id)
    return session_of(request, person)


@router.delete("/session", auth=SignedIn(*Held), response=SessionOut, operation_id="sign_out")
def sign_out(request: HttpRequest) -> SessionOut:
    """End the session."""
    sessions.sign_out(request, actor(request))
    return session_of(request, None)


@router.patch("/session", auth=SignedIn(*Held), response=SessionOut, operation_id="change_session")
def change_session(request: HttpRequest, form: LanguageForm) -> SessionOut:
    """Read everything in another language from now on."""
    person = asker(request)
    sessions.speak(person, form.language)
    return session_of(request, person)


@router.post(
    "/session/password",
    auth=SignedIn(Held.PASSWORD),
    response=SessionOut,
    operation_id="change_own_password",
)
def change_own_password(request: HttpRequest, form: OwnPasswordForm) -> SessionOut:
    """Change one's own password; other sessions of the same person end, this one goes on."""
    people.change_own_password(request, actor(request), form.current, form.password)
    sessions.keep_signed_in(request, asker(request))
    return session_of(request, asker(request))


@router.post("/setup", auth=Anyone(), response=SessionOut, operation_id="set_up")
def first_set_up(request: HttpRequest, form: SetUpForm) -> SessionOut:
    """Make the company and its first administrator, who is signed in by this."""
    if not secrets.compare_digest(form.token.encode(), settings.ZUOXI_SETUP_TOKEN.encode()):
        raise FormErrors({"token": WRONG_TOKEN})
    now = utc_now()
    set_up(
        form.company,
        form.name,
        form.username,
        form.password,
        now=now,
        address=address_of(request),
    )
    nobody = Actor(person=None, now=now, address=address_of(request))
    person = sessions.sign_in(request, form.username, form.password, nobody)
    return session_of(request, person)


WRONG_TOKEN = (
    "请填写启动时在终端里显示的设置口令。",
    "Enter the set-up token that the terminal showed at the start.",
)
