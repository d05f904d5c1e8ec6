"""Facts of the call itself -> `Call`, `CallPhase`, `Offer`."""

from typing import Any
from uuid import UUID

from zuoxi.calls.models import Attempt, Call, CallPhase, Offer
from zuoxi.calls.services.rows import Rows, Told, moment, optional
from zuoxi.engine import facts
from zuoxi.kernel.clock import to_datetime, to_ms


def started(rows: Rows, told: Told, fact: facts.CallStarted) -> None:
    """A call came in, or an attempt became one."""
    attempt = rows.find(Attempt, UUID(fact.attempt)) if fact.attempt else None
    rows.add(
        Call(
            id=UUID(fact.call),
            tenant_id=told.tenant_id,
            path=fact.path,
            floor=told.envelope.floor,
            node=fact.node,
            direction=fact.direction,
            customer_number=fact.customer_number,
            house_number=fact.house_number,
            service_line_id=optional(fact.service_line),
            attempt_id=optional(fact.attempt),
            person_id=attempt.person_id if attempt else None,
            started_at=told.at,
        )
    )


def adopted(rows: Rows, told: Told, fact: facts.CallAdopted) -> None:
    """A conversation that nobody knew has a record from now on; one that it had already goes on."""
    if rows.find(Call, UUID(fact.call)) is not None:
        return
    rows.add(
        Call(
            id=UUID(fact.call),
            tenant_id=told.tenant_id,
            path=fact.path,
            floor=told.envelope.floor,
            node=fact.node,
            direction=fact.direction,
            customer_number=fact.customer_number,
            house_number=fact.house_number,
            service_line_id=optional(fact.service_line),
            started_at=told.at,
            answered_at=told.at,
        )
    )


def phase_entered(rows: Rows, told: Told, fact: facts.PhaseEntered) -> None:
    """The phase before ends where the new one begins."""
    call = rows.get(Call, UUID(fact.call))
    phases = rows.of_call(CallPhase, call.id)
    _close_last(rows, phases, told.envelope.occurred_at, fact.before_ms)
    rows.add(
        CallPhase(
            id=told.row_id,
            tenant_id=told.tenant_id,
            path=call.path,
            call_id=call.id,
            position=len(phases),
            phase=fact.phase,
            started_at=told.at,
        )
    )


def _close_last(rows: Rows, phases: list[CallPhase], at: int, lasted: int) -> None:
    """`lasted` (ms) is what the floor counted, for the clock may have been set; -1: it did not tell."""
    # by position: rows of one millisecond have ids in no order
    last = max(phases, key=lambda phase: phase.position, default=None)
    if last is None or last.ended_at is not None:
        return
    last.ended_at = to_datetime(at)
    last.ms = lasted if lasted >= 0 else at - to_ms(last.started_at)
    rows.put(last)


def queued(rows: Rows, told: Told, fact: facts.CallQueued) -> None:
    """The call waits; the first time it did so counts as its arrival in the queue."""
    call = rows.get(Call, UUID(fact.call))
    call.queue_id = optional(fact.queue)
    call.queued_at = call.queued_at or told.at
    step(rows, told, call, "queued", queue=fact.queue, position=fact.position)


def known(rows: Rows, told: Told, fact: facts.CallerKnown) -> None:
    """Who calls is a VIP, or somebody's customer."""
    call = rows.get(Call, UUID(fact.call))
    step(rows, told, call, "known", vip=fact.vip, person=fact.agent, why=fact.because)


def first_choice_gone(rows: Rows, told: Told, fact: facts.FirstChoiceGone) -> None:
    """Those to whom he was to be offered first were not free."""
    call = rows.get(Call, UUID(fact.call))
    step(
        rows,
        told,
        call,
        fact.choice,
        why=fact.why,
        ahead_ms=fact.ahead_ms,
        group=fact.group,
        person=fact.agent,
    )


def owed(rows: Rows, told: Told, fact: facts.CallbackOwed) -> None:
    """He is owed a call."""
    step(rows, told, rows.get(Call, UUID(fact.call)), "owed", why=fact.reason)


def step(rows: Rows, told: Told, call: Call, name: str, **what: Any) -> None:
    """One more step of the call's way; what is empty is not kept."""
    kept = {key: value for key, value in what.items() if value not in ("", False, None)}
    call.way = [*call.way, {"step": name, "at": told.envelope.occurred_at, **kept}]
    rows.put(call)


def offered(rows: Rows, told: Told, fact: facts.OfferMade) -> None:
    """It rings at an agent's desktop."""
    call = rows.get(Call, UUID(fact.call))
    rows.add(
        Offer(
            id=told.row_id,
            tenant_id=told.tenant_id,
            path=call.path,
            call_id=call.id,
            person_id=UUID(fact.person),
            session_id=UUID(fact.session),
            at=told.at,
        )
    )


def offer_ended(rows: Rows, told: Told, fact: facts.OfferEnded) -> None:
    """The one open offer of this call to this agent ended."""
    for offer in rows.of_call(Offer, UUID(fact.call)):
        if offer.person_id == UUID(fact.person) and offer.ended_at is None:
            offer.ended_at = told.at
            offer.outcome = fact.outcome
            offer.ring_ms = fact.ring_ms
            rows.put(offer)


def attempt_ended(rows: Rows, told: Told, fact: facts.AttemptEnded) -> None:
    """A customer was dialled and not reached: a call without parts."""
    ended_at = told.envelope.occurred_at
    rows.add(
        Call(
            id=UUID(fact.call),
            tenant_id=told.tenant_id,
            path=fact.path,
            floor=told.envelope.floor,
            node=fact.node,
            direction=Call.Direction.OUTBOUND,
            customer_number=fact.customer_number,
            house_number=fact.caller_id,
            service_line_id=optional(fact.service_line),
            attempt_id=UUID(fact.attempt),
            person_id=optional(fact.person),
            started_at=to_datetime(ended_at - fact.ms),
            ended_at=told.at,
            outcome=fact.outcome,
            ended_by=fact.ended_by,
            cause=fact.cause,
            ring_ms=fact.ms,
            duration_ms=fact.ms,
        )
    )


def ended(rows: Rows, told: Told, fact: facts.CallEnded) -> None:
    """The one end of a call, with its sums."""
    call = rows.get(Call, UUID(fact.call))
    phases = rows.of_call(CallPhase, call.id)
    lasted = sum(fact.phases.values()) - sum(phase.ms or 0 for phase in phases if phase.ended_at)
    _close_last(rows, phases, fact.ended_at, lasted)
    call.started_at = to_datetime(fact.started_at)
    call.ended_at = to_datetime(fact.ended_at)
    call.answered_at = moment(fact.answered_at)
    call.outcome = fact.outcome
    call.ended_by = fact.ended_by
    call.cause = fact.cause
    call.duration_ms = fact.ended_at - fact.started_at
    call.queue_ms = fact.phases.get("queue", 0)
    call.ring_ms = fact.phases.get("ring", 0)
    call.talk_ms = fact.phases.get("talk", 0)
    call.hold_ms = fact.phases.get("hold", 0)
    rows.put(call)
