"""Signing in and out, with lockout after repeated failures; the language of a session."""

import math
import unicodedata

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.utils import reset
from django.contrib import auth
from django.http import HttpRequest

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import LockedOut, WrongSignIn
from zuoxi.organisation.models import Person
from zuoxi.organisation.services import audit


def normal_username(text: str) -> str:
    """User names are compared without case and width."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def sign_in(request: HttpRequest, username: str, password: str, actor: Actor) -> Person:
    """Start a session; raises `WrongSignIn` or, after too many of those from one address, `LockedOut`."""
    person = known_by(request, username, password, actor)
    if person is None:
        raise WrongSignIn
    auth.login(request, person)
    audit.note(Actor(person=person, now=actor.now, address=actor.address), "session.started", person)
    return person


def known_by(request: HttpRequest, username: str, password: str, actor: Actor) -> Person | None:
    """Whose password this is; wrong ones are counted, and after too many of them `LockedOut` is raised."""
    name = normal_username(username)
    # who is locked out already adds no more lines to a trail that nobody can shorten
    locked = not AxesProxyHandler.is_allowed(request, {"username": name})
    person = auth.authenticate(request, username=name, password=password)
    if isinstance(person, Person):
        return person
    if not locked:
        _note_failure(name, actor)
    if getattr(request, "axes_locked_out", False):
        span = get_cool_off(request)
        raise LockedOut(minutes=math.ceil(span.total_seconds() / 60) if span else 0)
    return None


def sign_out(request: HttpRequest, actor: Actor) -> None:
    """End the session."""
    if actor.person is not None:
        audit.note(actor, "session.ended", actor.person)
    auth.logout(request)


def speak(person: Person, language: str) -> None:
    """From now on this person reads everything in `language` (`zh` or `en`)."""
    person.language = language
    person.save(update_fields=["language"])


def forgive(username: str) -> None:
    """Forget failed attempts, so that a person with a new password need not wait."""
    reset(username=username)


def _note_failure(username: str, actor: Actor) -> None:
    known = Person.objects.filter(username=username).select_related("org_unit").first()
    if known is not None:
        audit.note(actor, "session.refused", known)


def keep_signed_in(request: HttpRequest, person: Person) -> None:
    """This session goes on although the password has changed (all others end)."""
    auth.update_session_auth_hash(request, person)
