"""Asking the gate: the only way to a permit (C9)."""

import datetime as dt
from collections.abc import Callable
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DatabaseError, InterfaceError, transaction
from msgspec.structs import replace

from zuoxi.calls.selectors.attempts import attempt_of
from zuoxi.calls.selectors.callbacks import is_owed
from zuoxi.calls.services import attempts
from zuoxi.compliance import selectors
from zuoxi.compliance.errors import DatabaseAway, GateRefused
from zuoxi.compliance.models import NumberLedger
from zuoxi.compliance.models import Refusal as RefusalRow
from zuoxi.compliance.services.ledger import hold
from zuoxi.engine import gate
from zuoxi.engine.gate import DialPermit, GateFacts, NumberKind, Purpose, Refusal
from zuoxi.kernel.clock import boot_id, steady_ms, to_ms, utc_now
from zuoxi.kernel.ids import new_id
from zuoxi.kernel.phone import InvalidNumber, PhoneNumber, parse, timezones
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.people import home_area
from zuoxi.telephony.selectors.outbound import line_out

KEPT_TEXT = 64


Clock = Callable[[], dt.datetime]


def ask(
    person: Person,
    number: str,
    clock: Clock = utc_now,
    purpose: Purpose = "unstated",
    *,
    confirmed: bool = False,
) -> DialPermit:
    """Leave for `person` to dial `number` now: the attempt is committed when this returns.

    `clock` is read once the number's ledger is locked: waiting for it makes no permit older.
    `confirmed`: he has said that he means it, as an emergency number wants.
    Raises `GateRefused` (the refusal is committed), `NotAllowed` for who may not dial at all, `DatabaseAway`
    (also where the database answered so late that the permit was too old when it was written; it is let go).
    """
    try:
        require(person, Permission.CALLS_DIAL)
        verdict = _decide(person, number, clock, purpose, confirmed)
        if isinstance(verdict, DialPermit) and steady_ms() - verdict.steady > gate.PERMIT_LIFE_MS:
            # the database took its time behind the lock: the floor would only say that the permit is too old
            let_go(UUID(verdict.attempt))
            raise DatabaseAway
    except (DatabaseError, InterfaceError) as failure:
        raise DatabaseAway from failure
    if isinstance(verdict, Refusal):
        raise GateRefused(verdict)
    return verdict


def check(
    person: Person, number: str, now: dt.datetime, purpose: Purpose = "unstated"
) -> tuple[Refusal, ...]:
    """All that stands against dialling `number` now (nothing: it would go through). Changes nothing."""
    known = _known(person.tenant_id, number)
    last = None
    if known is not None:
        last = NumberLedger.objects.filter(tenant_id=person.tenant_id, number=known.national).first()
    facts = _gather(person, number, known, last, now, purpose, confirmed=False)
    return gate.objections(facts, to_ms(now))


def ask_again(attempt_id: UUID, clock: Clock = utc_now) -> str:
    """What stands against an attempt now that its agent has taken up his phone: a check; empty: nothing.

    The refusal is committed as any other. Its own permit and its count for the day are no hindrance.
    """
    try:
        attempt = attempt_of(attempt_id)
        with transaction.atomic():
            ledger = hold(attempt.tenant_id, attempt.number)
            now = clock()
            known = _known(attempt.tenant_id, attempt.number)
            purpose = cast(Purpose, attempt.purpose)
            facts = _gather(attempt.person, attempt.number, known, None, now, purpose, confirmed=True)
            # a number that went to another meanwhile is being dialled, which bars no call for help
            others = ledger.attempt_id != attempt.id
            refusals = gate.objections(replace(facts, daily_limit=None, held=others), to_ms(now))
            for refusal in refusals[:1]:
                _write_refusal(facts, refusal, attempt.person, now)
            return refusals[0].check if refusals else ""
    except (DatabaseError, InterfaceError) as failure:
        raise DatabaseAway from failure


def let_go(attempt_id: UUID) -> None:
    """The floor did not take the permit: nobody will dial the number by it."""
    NumberLedger.objects.filter(attempt_id=attempt_id).update(attempt_id=None, permitted_at=None)


def _decide(
    person: Person, number: str, clock: Clock, purpose: Purpose, confirmed: bool
) -> DialPermit | Refusal:
    known = _known(person.tenant_id, number)
    with transaction.atomic():
        ledger = hold(person.tenant_id, known.national) if known else None
        now = clock()  # behind the lock: whoever waited for it gets a permit that is as long good
        facts = _gather(person, number, known, ledger, now, purpose, confirmed=confirmed)
        verdict = gate.decide(facts, to_ms(now))
        if isinstance(verdict, Refusal):
            _write_refusal(facts, verdict, person, now)
            return verdict
        attempts.begin(verdict, facts.purpose, to_ms(now))
        assert ledger is not None
        ledger.permits += 1
        ledger.permitted_at = now
        ledger.permitted_steady, ledger.permitted_boot = facts.steady, boot_id()
        ledger.attempt_id = UUID(verdict.attempt)
        ledger.save()
        return verdict


def _known(tenant: UUID, number: str) -> PhoneNumber | None:
    line = line_out(tenant)
    try:
        return parse(number, line.home_area if line else home_area(tenant))
    except InvalidNumber:
        return None


def _gather(
    person: Person,
    typed: str,
    known: PhoneNumber | None,
    ledger: NumberLedger | None,
    now: dt.datetime,
    purpose: Purpose,
    *,
    confirmed: bool,
) -> GateFacts:
    """The gate's facts as they are now; everything is read in the caller's transaction."""
    tenant = person.tenant_id
    number = known.national if known else "".join(filter(str.isprintable, typed))[:KEPT_TEXT]
    kind: NumberKind = known.kind if known else "invalid"
    line = line_out(tenant)
    destinations = selectors.destinations(person)
    limit = destinations[kind].per_day if kind in destinations else None
    hours = selectors.dial_hours(tenant)
    midnight = now.astimezone(ZoneInfo(hours.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return GateFacts(
        attempt=str(new_id()),
        call=str(new_id()),
        tenant=str(tenant),
        path=person.path,
        person=str(person.id),
        number=number,
        kind=kind,
        purpose="callback" if purpose == "unstated" and is_owed(tenant, number) else purpose,
        blacklisted=selectors.is_blacklisted(tenant, number, now),
        do_not_call=selectors.do_not_call_types(tenant, number),
        hours=hours,
        timezones=timezones(number) if number.startswith("+") else (),
        destinations=frozenset(one for one, rule in destinations.items() if rule.allowed),
        daily_limit=limit,
        dialled_today=0 if limit is None else selectors.dialled_since(person, midnight, kind),
        confirmed=confirmed,
        steady=steady_ms(),
        held=ledger is not None and selectors.is_held(ledger, now),
        permitted_at=to_ms(ledger.permitted_at) if ledger and ledger.permitted_at else 0,
        caller_id=line.caller_id if line else "",
        trunk=str(line.trunk) if line else "",
    )


def _write_refusal(facts: GateFacts, refusal: Refusal, person: Person, now: dt.datetime) -> None:
    RefusalRow.objects.create(
        tenant_id=person.tenant_id,
        path=facts.path,
        person=person,
        number=facts.number,
        purpose=facts.purpose,
        check_code=refusal.check,
        zh=refusal.zh[:200],
        en=refusal.en[:200],
        data=refusal.data,
        at=now,
    )
