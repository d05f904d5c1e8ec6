"""Asking the gate: the only way to a permit (C9)."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from typing import cast
from uuid import UUID

from django.db import DatabaseError, InterfaceError, transaction
from msgspec.structs import replace

from zuoxi.calls.selectors.attempts import attempt_of
from zuoxi.calls.services import attempts
from zuoxi.compliance.errors import DatabaseAway, GateRefused
from zuoxi.compliance.models import NumberLedger
from zuoxi.compliance.rules import AUTOMATIC, Automatic
from zuoxi.compliance.selectors import destinations_of
from zuoxi.compliance.services import refusals
from zuoxi.compliance.services.ground import (
    SHARED,
    Asker,
    Ground,
    Wish,
    day_of,
    numbers_meant,
    read_ground,
    tenant_of,
)
from zuoxi.compliance.services.ledger import hold, stand_alone
from zuoxi.engine import gate
from zuoxi.engine.gate import DialPermit, GateFacts, NumberKind, Purpose, Refusal
from zuoxi.kernel.clock import boot_id, steady_ms, to_ms, utc_now
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require

AT_ONCE = 200
"""Numbers of one batch, at most: others wait for its transaction, and its permits live two seconds."""

Clock = Callable[[], dt.datetime]
Verdict = DialPermit | Refusal


def ask(
    person: Person,
    number: str,
    clock: Clock = utc_now,
    purpose: Purpose = "unstated",
    *,
    confirmed: bool = False,
) -> DialPermit:
    """Leave for `person` to dial `number` now: a batch of one. Raises `GateRefused`, and as `ask_many`."""
    (verdict,) = ask_many(person, [Wish(number=number, purpose=purpose, confirmed=confirmed)], clock)
    if isinstance(verdict, Refusal):
        raise GateRefused(verdict)
    return verdict


def ask_many(asker: Asker, wishes: Sequence[Wish], clock: Clock = utc_now) -> tuple[Verdict, ...]:
    """What the gate says to each of these wishes, in their order, in one transaction.

    Each gets what it would get if they were asked one after the other at this moment. Attempts and refusals
    are committed when this returns. `clock` is read once the numbers' ledgers are locked: waiting for them
    makes no permit older. Raises `NotAllowed` for a person who may not dial at all, `ValueError` for more
    than `AT_ONCE`, `DatabaseAway` (also where the database answered so late that the permits were too old
    when they were written; they are let go).
    """
    if len(wishes) > AT_ONCE:
        raise ValueError(f"{len(wishes)} numbers are more than {AT_ONCE}: ask in several batches")
    try:
        if isinstance(asker, Person):
            require(asker, Permission.CALLS_DIAL)
        verdicts = _decide(asker, wishes, clock)
        permits = [one for one in verdicts if isinstance(one, DialPermit)]
        if any(steady_ms() - permit.steady > gate.PERMIT_LIFE_MS for permit in permits):
            # the database took its time behind the lock: the floor would only say that they are too old
            let_go(*(UUID(permit.attempt) for permit in permits))
            raise DatabaseAway
    except (DatabaseError, InterfaceError) as failure:
        raise DatabaseAway from failure
    return verdicts


def check(
    person: Person, number: str, now: dt.datetime, purpose: Purpose = "unstated", role: str = ""
) -> tuple[Refusal, ...]:
    """All that stands against dialling `number` now (nothing: it would go through). Changes nothing.

    With a `role` it is asked for anybody who has only that (`AUTOMATIC`: the house by itself) and has dialled
    nothing today.
    """
    known = numbers_meant(person.tenant_id, [number])[number]
    numbers = [known.national] if known else []
    rows = NumberLedger.objects.filter(tenant_id=person.tenant_id, number__in=numbers)
    asker = Automatic(tenant=person.tenant_id, path=person.path) if role == AUTOMATIC else person
    ground = read_ground(asker, numbers, {row.number: row for row in rows}, now, steady_ms())
    if role:
        ground.destinations = destinations_of(person.tenant_id, (role,))
        ground.dialled = Counter()
    return gate.objections(ground.facts(Wish(number=number, purpose=purpose), known), to_ms(now))


def ask_again(attempt_id: UUID, clock: Clock = utc_now) -> str:
    """What stands against an attempt now that its agent has taken up his phone: a check; empty: nothing.

    The refusal is committed as any other. Its own permit and its count for the day are no hindrance.
    """
    try:
        attempt = attempt_of(attempt_id)
        asker = attempt.person or Automatic(tenant=attempt.tenant_id, path=attempt.path)
        wish = Wish(
            number=attempt.number,
            purpose=cast(Purpose, attempt.purpose),
            confirmed=True,
            project=attempt.project,
        )
        with transaction.atomic():
            known = numbers_meant(attempt.tenant_id, [attempt.number])[attempt.number]
            ledger = hold(attempt.tenant_id, [attempt.number])[attempt.number]
            now = clock()
            projects = [attempt.project] if attempt.project else []
            ground = read_ground(asker, [attempt.number], {}, now, steady_ms(), projects)
            # a number that went to another meanwhile is being dialled, which bars no call for help
            others = ledger.attempt_id != attempt.id
            facts = ground.facts(wish, known)
            project = replace(facts.project, per_day=None) if facts.project else None
            facts = replace(facts, daily_limit=None, project=project, held=others)
            objections = gate.objections(facts, to_ms(now))
            _note(ground, [(facts, refusal) for refusal in objections[:1]])
            return objections[0].check if objections else ""
    except (DatabaseError, InterfaceError) as failure:
        raise DatabaseAway from failure


def let_go(*attempts: UUID) -> None:
    """The floor did not take these permits: nobody will dial by them."""
    rows = NumberLedger.objects.filter(attempt_id__in=attempts)
    rows.update(attempt_id=None, permitted_at=None)


def _decide(asker: Asker, wishes: Sequence[Wish], clock: Clock) -> tuple[Verdict, ...]:
    meant = numbers_meant(tenant_of(asker), [wish.number for wish in wishes])
    numbers = [known.national for known in meant.values() if known]
    with transaction.atomic():
        stand_alone(asker)
        ledgers = hold(tenant_of(asker), numbers)
        now = clock()  # behind the lock: whoever waited for it gets a permit that is as long good
        projects = {wish.project for wish in wishes if wish.project}
        ground = read_ground(asker, numbers, ledgers, now, steady_ms(), projects)
        verdicts, refused, minted = [], [], []
        for wish in wishes:
            facts = ground.facts(wish, meant[wish.number])
            verdict = gate.decide(facts, to_ms(now))
            verdicts.append(verdict)
            if isinstance(verdict, Refusal):
                refused.append((facts, verdict))
            else:
                minted.append((verdict, facts.kind, wish.project))
                ground.count(verdict, facts.kind, wish.project)
        _note(ground, refused)
        _write(ground, minted, ledgers)
        return tuple(verdicts)


def _write(
    ground: Ground, minted: Sequence[tuple[DialPermit, NumberKind, str]], ledgers: dict[str, NumberLedger]
) -> None:
    """The attempts that were permitted, and each number's ledger as it stands after its last permit."""
    attempts.begin(minted, to_ms(ground.now))
    for permit, _, _ in minted:
        ledger = ledgers[permit.number]
        ledger.permits += 1
        if permit.purpose == SHARED:
            continue
        ledger.permitted_at = ground.now
        ledger.permitted_steady, ledger.permitted_boot = permit.steady, boot_id()
        ledger.attempt_id = UUID(permit.attempt)
    NumberLedger.objects.bulk_create(
        [ledgers[number] for number in sorted({permit.number for permit, _, _ in minted})],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["permits", "permitted_at", "permitted_steady", "permitted_boot", "attempt_id"],
    )


def _note(ground: Ground, refused: Sequence[tuple[GateFacts, Refusal]]) -> None:
    day = day_of(ground.now, ground.hours.timezone).date()
    refusals.note(ground.asker, refused, ground.now, day)
