"""How every API door knows who asks: signed in by session cookie, with a CSRF token on each change."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from ninja.security.base import AuthBase

from zuoxi.kernel.clock import utc_now
from zuoxi.kernel.errors import ZuoxiError
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import (
    NotSignedIn,
    PageTooOld,
    PasswordNeeded,
    SecondFactorNeeded,
    SessionLocked,
)
from zuoxi.organisation.models import Person
from zuoxi.organisation.selectors.web_sessions import held_of, session_row
from zuoxi.organisation.signing_in import Held


class _CsrfCheck(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        raise PageTooOld


def _never(request: HttpRequest) -> HttpResponse:
    raise AssertionError("only a place for the check")


def check_csrf(request: HttpRequest) -> None:
    """Raise `PageTooOld` when a change does not come from a page of ours."""
    check = _CsrfCheck(_never)
    check.process_request(request)
    check.process_view(request, _never, (), {})


HELD: dict[Held, type[ZuoxiError]] = {
    Held.LOCKED: SessionLocked,
    Held.PASSWORD: PasswordNeeded,
    Held.SECOND_FACTOR: SecondFactorNeeded,
}


class SignedIn(AuthBase):
    """A person with a session. `even`: what may hold the session, and the door opens all the same."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "zuoxi_session"

    def __init__(self, *even: Held) -> None:
        self._even = even
        super().__init__()

    def __call__(self, request: HttpRequest) -> Person:
        person = request.user
        if not isinstance(person, Person) or not person.is_active:
            raise NotSignedIn
        check_csrf(request)
        held = held_of(session_row(request.session.session_key))
        if held is not None and held not in self._even:
            raise HELD[held]
        return person


class Anyone(AuthBase):
    """Nobody in particular: the doors that open before a session does."""

    openapi_type = "apiKey"
    openapi_in = "header"
    openapi_name = "X-CSRFToken"

    def __call__(self, request: HttpRequest) -> bool:
        check_csrf(request)
        return True


def asker(request: HttpRequest) -> Person:
    """Who asks, at a door that is open to people who are signed in."""
    person = request.user
    if not isinstance(person, Person):
        raise NotSignedIn
    return person


def address_of(request: HttpRequest) -> str:
    """The network address that the request came from, for the audit trail and for lockout.

    Behind a proxy it is what the proxy itself has seen: the last entry. Those before it are anybody's words.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.ZUOXI_PROXIED:
        last = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        return last if _is_address(last) else seen
    return seen


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text


def actor(request: HttpRequest) -> Actor:
    """Who does what this request asks, from where and when."""
    return Actor(person=asker(request), now=utc_now(), address=address_of(request))
