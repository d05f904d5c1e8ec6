"""Sending a message: with a permit of this moment, and never a second time what may have left."""

import datetime as dt
import secrets
from collections.abc import Mapping
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from zuoxi.calls.selectors.ratings import is_rated
from zuoxi.compliance.services import messages as gate
from zuoxi.engine.facts import UnsentWhy
from zuoxi.engine.gate import Purpose, Refusal
from zuoxi.engine.message_gate import MessagePermit
from zuoxi.kernel.clock import to_ms
from zuoxi.messaging import rules
from zuoxi.messaging.models import RatingLink, TextMessage
from zuoxi.messaging.port import Accepted, Messages, Outcome, Outgoing, Refused, Report, Unknown
from zuoxi.messaging.selectors import digest_of, rating_texts
from zuoxi.messaging.services import telling
from zuoxi.messaging.services.texts import link
from zuoxi.organisation.models import Tenant

log = structlog.get_logger(__name__)

GIVE_UP_AFTER = dt.timedelta(hours=24)
"""Who is asked about yesterday's call a day later does not remember it."""
FRESH = dt.timedelta(minutes=3)
"""Older ones the provider may have had already, unknown to records out of a backup: it is asked first."""
LOOK_AFTER_S = 30.0
"""A provider whose answer was lost has made up its mind by then."""
PAUSES_S = (30.0, 120.0, 600.0, 1800.0)
"""Between tries; the last repeats."""
WITHHELD: Mapping[str, UnsentWhy] = {"do_not_call": "do_not_call", "blacklist": "blacklist"}
"""Check of the gate -> why the customer was not asked; the others are about his number."""
PURPOSES: Mapping[str, Purpose] = {"rating": "survey"}
"""What a message is for -> which objections of a customer hold."""


def send(id_: UUID, port: Messages, now: dt.datetime) -> float | None:
    """Go one step with a message; after how many seconds to look again, None: there is nothing more to do."""
    message = TextMessage.objects.filter(pk=id_).first()
    if message is None:
        return None
    if message.state == "sending":  # who sent it is gone, or heard no answer
        return _came_of(message, _found(port, message), now, last=True)
    if message.state != "waiting":
        return None
    if is_rated(message.about):  # the records are older than his answer
        _move(message, "delivered", now, why="")
        return None
    if now - message.created_at > FRESH:
        before = _found(port, message)
        if not (isinstance(before, Refused) and before.again) and (
            _told_late(message) or not isinstance(before, Unknown)
        ):
            return _came_of(message, before, now, last=True)
    if now - message.created_at > GIVE_UP_AFTER:
        return _end(message, "too_late", message.why, "too_late", now)
    if not settings.ZUOXI_PUBLIC_URL:
        return _end(message, "withheld", "off", "off", now)
    said = gate.ask(message.tenant_id, message.pk, message.number, PURPOSES[message.purpose], now)
    if isinstance(said, Refusal):
        return _refused_by_the_gate(message, said, now)
    outgoing = _written(message, said, now)
    if outgoing is None:
        return None  # somebody else has it in hand
    try:
        outcome = port.send(outgoing)
    except Exception as problem:
        log.warning("message_outcome_unknown", message=str(message.pk), error=repr(problem))
        outcome = Unknown(why=repr(problem))
    return _came_of(message, outcome, now, last=False)


def _told_late(message: TextMessage) -> bool:
    """It was written down long after what it is about, maybe for the second time. Where even the provider
    cannot say whether it has had it, it is not sent."""
    return not message.tries and message.changed_at - message.created_at > FRESH


def _refused_by_the_gate(message: TextMessage, refusal: Refusal, now: dt.datetime) -> float | None:
    opens_at = refusal.data.get("opens_at")
    if refusal.check == "hours" and isinstance(opens_at, int):
        return max((opens_at - to_ms(now)) / 1000, 1.0)
    if refusal.check == "hours":
        return _end(message, "withheld", refusal.check, "too_late", now)
    return _end(message, "withheld", refusal.check, WITHHELD.get(refusal.check, "number"), now)


def _written(message: TextMessage, permit: MessagePermit, now: dt.datetime) -> Outgoing | None:
    """Its text with a link of its own; from here on nobody writes another. None: it is not ours to send."""
    token = secrets.token_urlsafe(16)
    company = Tenant.objects.get(pk=message.tenant_id).name
    texts = rating_texts(message.tenant_id)
    text = rules.filled(texts.get(message.language, texts["zh"]), company, link(token))
    expires_at = now + dt.timedelta(hours=settings.ZUOXI_RATING_LINK_HOURS)
    with transaction.atomic():
        if not _move(message, "sending", now, tries=message.tries + 1, parts=rules.length(text).parts):
            return None
        RatingLink.objects.filter(pk=message.about).update(digest=digest_of(token), expires_at=expires_at)
    message.tries += 1
    return Outgoing(permit=permit, text=text, company=company)


def _found(port: Messages, message: TextMessage) -> Outcome:
    try:
        return port.find(str(message.pk))
    except Exception as problem:
        return Unknown(why=repr(problem))


def _came_of(message: TextMessage, outcome: Outcome, now: dt.datetime, *, last: bool) -> float | None:
    """`last`: the provider was asked what became of it, and nobody else can say."""
    match outcome:
        case Accepted(reference=reference):
            _move(message, "accepted", now, why="", reference=reference[:100])
            return None
        case Refused(why=why, again=True):
            _move(message, "waiting", now, why=why[:200])
            return PAUSES_S[min(message.tries, len(PAUSES_S)) - 1]
        case Refused(why=why):
            return _end(message, "refused", why, "refused", now)
        case Unknown(why=why) if last:
            return _end(message, "unknown", why, "unknown", now)
        case _:
            return LOOK_AFTER_S


def _end(
    message: TextMessage, state: rules.State, why: str, told: UnsentWhy, now: dt.datetime
) -> float | None:
    """It will not be sent (any more): the floor is told, so that it is seen on the call and counted."""
    with transaction.atomic():
        if _move(message, state, now, why=why[:200]):
            telling.tell_unsent(message, told, now)
    return None


def _move(message: TextMessage, to: rules.State, now: dt.datetime, **fields: object) -> bool:
    """By the table; False: somebody else was first."""
    rows = TextMessage.objects.filter(pk=message.pk, state__in=rules.before(to))
    return bool(rows.update(state=to, changed_at=now, **fields))


def delivered(port: Messages, now: dt.datetime) -> int:
    """Write down what the provider reports; how many reports there were."""
    count = 0
    for report in port.reports():
        message = _reported(report)
        if message is not None and report.delivered:
            _move(message, "delivered", now, why="")
        elif message is not None:
            _end(message, "undelivered", report.why, "undelivered", now)
        port.done(report)
        count += 1
    return count


def _reported(report: Report) -> TextMessage | None:
    rows = TextMessage.objects.all()
    if not report.id:
        return rows.filter(reference=report.reference).first() if report.reference else None
    try:
        return rows.filter(pk=UUID(report.id)).first()
    except ValueError:
        return None  # it is no message of ours
