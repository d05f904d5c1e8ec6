"""Web sessions as rows: begun, locked, unlocked, ended here and everywhere.

Ending one takes its key out of the house and tells the gateway at once: the lines of its pages close, the
softphone with them. A conversation goes on in the switch as when a page is lost: the customer is held, and
is offered to others when his agent does not come back in time.
"""

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.devices import device_said
from zuoxi.organisation.models import Person, WebSession
from zuoxi.organisation.services import audit
from zuoxi.outbox.channel import Touch, socket_path, touch_live


def begin(request: HttpRequest, person: Person, actor: Actor, needs: str = "") -> WebSession:
    """Note that the session of this request is his from now on."""
    row, _ = WebSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "tenant_id": person.tenant_id,
            "person": person,
            "started_at": actor.now,
            "seen_at": actor.now,
            "address": actor.address,
            "device": device_said(request.headers.get("User-Agent", ""))[:100],
            "needs": needs,
            "locked_at": None,
        },
    )
    return row


def noted(request: HttpRequest, person: Person, actor: Actor) -> WebSession:
    """What is noted about the session of this request, also when it began before notes were taken."""
    found = WebSession.objects.filter(session_key=request.session.session_key, person=person).first()
    return found or begin(request, person, actor)


def look_again(person: Person) -> None:
    """Tell the gateway that something about his sessions has changed: it looks at once."""
    touch = Touch(what="session", tenant=str(person.tenant_id), id=str(person.id))
    transaction.on_commit(lambda: touch_live(socket_path(settings.ZUOXI_HOME), touch))


def lock(request: HttpRequest, actor: Actor) -> None:
    """Cover the page: this session shows nothing until the password is given. The phone goes on."""
    row = noted(request, actor.who, actor)
    with transaction.atomic():
        if WebSession.objects.filter(pk=row.pk, locked_at__isnull=True).update(locked_at=actor.now):
            audit.note(actor, "session.locked", actor.who)
        look_again(actor.who)


def unlock(request: HttpRequest, actor: Actor) -> None:
    """The password was given."""
    with transaction.atomic():
        rows = WebSession.objects.filter(session_key=request.session.session_key, locked_at__isnull=False)
        if rows.update(locked_at=None, seen_at=actor.now):
            audit.note(actor, "session.unlocked", actor.who)
        look_again(actor.who)


def renamed(before: str | None, session_key: str | None, needs: str) -> None:
    """The session goes on under another key."""
    WebSession.objects.filter(session_key=before).update(session_key=session_key, needs=needs)


def over(session_key: str | None) -> None:
    """This session is no more."""
    WebSession.objects.filter(session_key=session_key).delete()


def end_one(actor: Actor, row: WebSession) -> None:
    """End one session of somebody, his pages with it."""
    person = row.person
    with transaction.atomic():
        Session.objects.filter(session_key=row.session_key).delete()
        row.delete()
        audit.note(
            actor, "session.ended_elsewhere", person, after={"device": row.device, "address": row.address}
        )
        look_again(person)


def end_everywhere(actor: Actor, person: Person, request: HttpRequest | None = None) -> None:
    """End all sessions of somebody but the one of this request (none: all of them)."""
    kept = request.session.session_key if request is not None else None
    with transaction.atomic():
        person.sessions_ended += 1  # also those that nobody has noted
        person.save(update_fields=["sessions_ended"])
        forget_all(person, but=kept)
        audit.note(actor, "session.ended_everywhere", person)
        look_again(person)
    if request is not None:
        request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()  # its key stays: its lines do


def forget_all(person: Person, but: str | None = None) -> None:
    """Take the keys of his sessions out of the house."""
    rows = WebSession.objects.filter(person=person).exclude(session_key=but)
    Session.objects.filter(session_key__in=list(rows.values_list("session_key", flat=True))).delete()
    rows.delete()
