"""Signing in and out, with lockout after repeated failures; the language of a session."""

import datetime as dt
import math
import unicodedata
from collections.abc import Collection

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.utils import reset
from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from zuoxi.kernel.clock import to_ms
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.browsers import Browser, browser_of, guesses_as
from zuoxi.organisation.doors import address_of
from zuoxi.organisation.errors import LockedOut, WrongSignIn
from zuoxi.organisation.hashing import Asker, asking
from zuoxi.organisation.models import OrgUnit, Person, WebSession
from zuoxi.organisation.selectors.audit import refused_strangers
from zuoxi.organisation.selectors.people import installations_root
from zuoxi.organisation.selectors.safety import asks_second_factor
from zuoxi.organisation.selectors.second_factor import has_second_factor
from zuoxi.organisation.services import audit, guesses, web_sessions
from zuoxi.organisation.services.second_factor import half_open
from zuoxi.organisation.signing_in import NAME, SOURCE, Held, Patience
from zuoxi.outbox.channel import Touch, socket_path, touch_live

STRANGERS_PER_HOUR, PER_ADDRESS = 200, 20
"""Lines of the trail about unknown user names: of all, and of one address."""
WORKED_AT = "worked_at"
NOTED_EVERY_MS = 10 * 60_000
BACKEND = "django.contrib.auth.backends.ModelBackend"


def normal_username(text: str) -> str:
    """User names are compared without case and width."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def sign_in(request: HttpRequest, username: str, password: str, actor: Actor) -> Person | None:
    """Start a session, or (None) half of one: who has a second factor shows a code.

    Raises `WrongSignIn` or, after too many of those from one address, `LockedOut`.
    """
    person = known_by(request, username, password, actor)
    if person is None:
        raise WrongSignIn
    if has_second_factor(person):
        half_open(request, person, actor.now)
        return None
    start(request, person, actor)
    return person


def start(request: HttpRequest, person: Person, actor: Actor) -> None:
    """He is who he says: from here on this browser is signed in, under a key that nobody has seen before."""
    web_sessions.over(request.session.session_key)
    request.session.cycle_key()  # Django keeps the key of somebody who signs in again
    auth.login(request, person, backend=BACKEND)
    himself = Actor(person=person, now=actor.now, address=actor.address)
    row = web_sessions.begin(request, person, himself, needs_of(person))
    audit.note(himself, "session.started", person, after={"device": row.device} if row.device else None)


def needs_of(person: Person) -> str:
    """What he has to do before anything else; empty: nothing."""
    if person.must_change_password:
        return Held.PASSWORD.value
    if asks_second_factor(person) and not has_second_factor(person):
        return Held.SECOND_FACTOR.value
    return ""


def known_by(request: HttpRequest, username: str, password: str, actor: Actor) -> Person | None:
    """Whose password this is; wrong ones are counted, and after too many of them `LockedOut` is raised.

    Who is signed in and gives his own again is no stranger, though his browser may have lost its cookie.
    """
    name = normal_username(username)
    person_id = Person.objects.filter(username=name).values_list("id", flat=True).first()
    browser = browser_of(request)
    if not browser.knows(person_id) and actor.person is not None and actor.person.pk == person_id:
        # by an id that stays: each request without a cookie would be a new browser, and free to guess
        browser = Browser(id=str(person_id), people=(str(person_id),))
    known = browser.knows(person_id)
    guesses_as(request, browser if known else None)
    counted = () if known else _counted(name, address_of(request))
    for of, _ in counted:
        guesses.check_open(of, actor.now)
    # who is locked out already adds no more lines to a trail that nobody can shorten
    locked = not AxesProxyHandler.is_allowed(request, {"username": name})
    with asking(Asker(address=address_of(request), known=known or actor.person is not None)):
        person = auth.authenticate(request, username=name, password=password)
    if isinstance(person, Person):
        return person
    if not locked:
        _note_failure(name, actor)
        for of, patience in counted:
            guesses.count_wrong(of, patience, actor.now)
    if getattr(request, "axes_locked_out", False):
        span = get_cool_off(request)
        raise LockedOut(minutes=math.ceil(span.total_seconds() / 60) if span else 0)
    return None


def _counted(name: str, address: str) -> tuple[tuple[str, Patience], ...]:
    return (guesses.digest_of("name", name), NAME), (guesses.digest_of("source", address), SOURCE)


def sign_out(request: HttpRequest, actor: Actor) -> None:
    """End the session; lines that pages have opened by it are closed at once."""
    if actor.person is not None:
        audit.note(actor, "session.ended", actor.person)
    web_sessions.over(request.session.session_key)
    auth.logout(request)
    if actor.person is not None:
        gone = Touch(what="session", tenant=str(actor.person.tenant_id), id=str(actor.person.id))
        touch_live(socket_path(settings.ZUOXI_HOME), gone)


def speak(person: Person, language: str) -> None:
    """From now on this person reads everything in `language` (`zh` or `en`)."""
    person.language = language
    person.save(update_fields=["language"])


def forgive(username: str) -> bool:
    """Forget failed attempts, so that a person with a new password need not wait; False: there were none."""
    counted = guesses.forget(guesses.digest_of("name", username))
    return bool(reset(username=username)) or counted


def keep_working(session: SessionBase, now: dt.datetime) -> bool:
    """Whoever works stays signed in: his session ends so long after his last work as after a sign-in.

    Written down every few minutes only; whether it was.
    """
    if to_ms(now) - session.get(WORKED_AT, 0) < NOTED_EVERY_MS:
        return False
    session[WORKED_AT] = to_ms(now)
    return True


def has_worked(session_key: str | None, now: dt.datetime) -> None:
    """Say in the list of sessions that this one has been worked in."""
    WebSession.objects.filter(session_key=session_key).update(seen_at=now)


def keep_sessions_working(session_keys: Collection[str], now: dt.datetime) -> None:
    """The same for people who work on the desktop's line; sessions that are over stay over."""
    end = now + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    noted = end - dt.timedelta(milliseconds=NOTED_EVERY_MS)
    rows = Session.objects.filter(session_key__in=session_keys, expire_date__gt=now, expire_date__lt=noted)
    WebSession.objects.filter(session_key__in=list(rows.values_list("session_key", flat=True))).update(
        seen_at=now
    )
    rows.update(expire_date=end)


def _note_failure(username: str, actor: Actor) -> None:
    known = Person.objects.filter(username=username).select_related("org_unit").first()
    if known is not None:
        audit.note(actor, "session.refused", known)
    elif place := installations_root():
        _note_stranger(username, place, actor)


def _note_stranger(username: str, place: OrgUnit, actor: Actor) -> None:
    """Somebody whom nobody knows: read by those who run the installation, and no more than a few an hour.

    Invented names must not fill a trail that nobody can shorten.
    """
    since = actor.now - dt.timedelta(hours=1)
    lately = refused_strangers(place.tenant_id, since)
    if lately.count() >= STRANGERS_PER_HOUR or lately.filter(address=actor.address).count() >= PER_ADDRESS:
        return
    audit.note(actor, "session.refused", name=username, tenant=place.tenant_id, path=place.path)


def keep_signed_in(request: HttpRequest, person: Person) -> None:
    """This session goes on although the password has changed (all others end)."""
    before = request.session.session_key
    auth.update_session_auth_hash(request, person)
    web_sessions.renamed(before, request.session.session_key, needs_of(person))
