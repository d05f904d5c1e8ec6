"""One's second factor: set up, shown at sign-in, renewed, removed; taken away by an administrator."""

from typing import Annotated
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.api.session import SessionOut, session_of
from zuoxi.organisation.browsers import remember
from zuoxi.organisation.doors import Anyone, SignedIn, actor, address_of, asker
from zuoxi.organisation.errors import FormErrors
from zuoxi.organisation.forms import Done, Form
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors import people as reading
from zuoxi.organisation.selectors.access import visible_one
from zuoxi.organisation.selectors.safety import asks_second_factor
from zuoxi.organisation.selectors.second_factor import has_second_factor, recovery_codes_left
from zuoxi.organisation.services import second_factor as writing
from zuoxi.organisation.services import session as sessions
from zuoxi.organisation.services.people import WRONG_PASSWORD
from zuoxi.organisation.services.referred import check_not_above
from zuoxi.organisation.signing_in import Held

router = Router()
EVEN_HELD = SignedIn(Held.SECOND_FACTOR)


class SecondFactorOut(Schema):
    set_up: bool
    asked: bool
    """One of his roles asks for it: it can be replaced, not done without."""
    recovery_codes_left: int


class PasswordAgainForm(Form):
    password: Annotated[str, Field(min_length=1, max_length=200)]


class CodeForm(Form):
    code: Annotated[str, Field(min_length=1, max_length=40)]


class NewFactorOut(Schema):
    """Shown once: whoever has it makes the same codes."""

    secret: str
    picture: str
    """A QR code for the app's camera, as an address of an image."""


class RecoveryCodesOut(Schema):
    """Shown once; each is good for one sign-in."""

    codes: list[str]


@router.get(
    "/second-factor",
    auth=EVEN_HELD,
    response=SecondFactorOut,
    operation_id="get_second_factor",
)
def get_second_factor(request: HttpRequest) -> object:
    """Whether the asker has one."""
    me = asker(request)
    return SecondFactorOut(
        set_up=has_second_factor(me),
        asked=asks_second_factor(me),
        recovery_codes_left=recovery_codes_left(me),
    )


@router.post(
    "/second-factor",
    auth=EVEN_HELD,
    response=NewFactorOut,
    operation_id="begin_second_factor",
)
def begin_second_factor(request: HttpRequest, form: PasswordAgainForm) -> object:
    """A secret for the asker's app; it counts once the app has shown a right code."""
    _check_password(request, form)
    secret, uri = writing.begin(actor(request))
    picture = segno.make(uri, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    return NewFactorOut(secret=secret, picture=picture)


@router.post(
    "/second-factor/confirm",
    auth=EVEN_HELD,
    response=RecoveryCodesOut,
    operation_id="confirm_second_factor",
)
def confirm_second_factor(request: HttpRequest, form: CodeForm) -> object:
    """The app's first code: from now on one is asked at each sign-in."""
    return RecoveryCodesOut(codes=writing.confirm(actor(request), form.code, request.session.session_key))


@router.post("/second-factor/recovery-codes", response=RecoveryCodesOut, operation_id="renew_recovery_codes")
def renew_recovery_codes(request: HttpRequest, form: PasswordAgainForm) -> object:
    """New recovery codes; the old ones are void."""
    _check_password(request, form)
    return RecoveryCodesOut(codes=writing.renew_codes(actor(request)))


@router.post("/second-factor/remove", response=SecondFactorOut, operation_id="remove_second_factor")
def remove_second_factor(request: HttpRequest, form: PasswordAgainForm) -> object:
    """Do without it; whose role asks for one sets up another at the next sign-in."""
    _check_password(request, form)
    writing.remove(actor(request), asker(request))
    return get_second_factor(request)


@router.post("/people/{uuid:id}/second-factor/reset", response=Done, operation_id="reset_second_factor")
def reset_second_factor(request: HttpRequest, id: UUID) -> object:
    """Take it from somebody who has lost it."""
    me = actor(request)
    person = visible_one(reading.people(me.who), id, me.who, Permission.PEOPLE_MANAGE)
    check_not_above(me, person)
    writing.remove(me, person)
    return Done()


@router.post("/session/code", auth=Anyone(), response=SessionOut, operation_id="sign_in_by_code")
def sign_in_by_code(request: HttpRequest, response: HttpResponse, form: CodeForm) -> object:
    """The second half of a sign-in: the app's code, or a recovery code."""
    nobody = Actor(person=None, now=utc_now(), address=address_of(request))
    person = writing.half_signed_in(request, nobody.now)
    writing.check_code(person, form.code, nobody)
    sessions.start(request, person, nobody)
    remember(request, response, person.id)
    return session_of(request, person)


def _check_password(request: HttpRequest, form: PasswordAgainForm) -> None:
    """Whoever finds a page open must not make himself at home; guesses count as failed sign-ins."""
    if sessions.known_by(request, asker(request).username, form.password, actor(request)) is None:
        raise FormErrors({"password": WRONG_PASSWORD})
