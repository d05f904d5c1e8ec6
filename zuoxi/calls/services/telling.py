"""Which facts are announced to other areas, and as what."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from zuoxi.calls.events import BlacklistedCallerTurnedAway, CallEnded, RatingLinkOwed, ResultGiven
from zuoxi.calls.models import Call
from zuoxi.calls.services.rows import Rows
from zuoxi.engine import facts
from zuoxi.engine.facts import FactEnvelope
from zuoxi.outbox.announce import Announced, announce_all


def _call_ended(rows: Rows, envelope: FactEnvelope, fact: facts.CallEnded) -> Announced:
    call = rows.get(Call, UUID(fact.call))
    return CallEnded(
        tenant=envelope.tenant,
        call=fact.call,
        direction=call.direction,
        outcome=fact.outcome,
        at=fact.ended_at,
    )


def _attempt_ended(rows: Rows, envelope: FactEnvelope, fact: facts.AttemptEnded) -> Announced:
    return CallEnded(
        tenant=envelope.tenant,
        call=fact.call,
        direction=Call.Direction.OUTBOUND.value,
        outcome=fact.outcome,
        at=envelope.occurred_at,
    )


def _turned_away(rows: Rows, envelope: FactEnvelope, fact: facts.BlacklistHit) -> Announced:
    return BlacklistedCallerTurnedAway(
        tenant=envelope.tenant, call=fact.call, number=fact.number, at=envelope.occurred_at
    )


def _result_given(rows: Rows, envelope: FactEnvelope, fact: facts.DispositionGiven) -> Announced:
    call = rows.get(Call, UUID(fact.call))
    return ResultGiven(
        tenant=envelope.tenant,
        call=fact.call,
        number=call.customer_number,
        person=fact.person,
        disposition=fact.disposition,
        at=envelope.occurred_at,
    )


def _link_owed(rows: Rows, envelope: FactEnvelope, fact: facts.RatingInvited) -> Announced | None:
    """Who is asked by keys hears the question in his call."""
    if fact.way != "link":
        return None
    call = rows.get(Call, UUID(fact.call))
    return RatingLinkOwed(
        tenant=envelope.tenant,
        call=fact.call,
        segment=fact.segment,
        number=call.customer_number,
        person=fact.person,
        path=fact.path,
        queue=fact.queue,
        house_number=call.house_number,
        at=envelope.occurred_at,
    )


ANNOUNCED: dict[type[facts.Fact], Callable[[Rows, FactEnvelope, Any], Announced | None]] = {
    facts.CallEnded: _call_ended,
    facts.AttemptEnded: _attempt_ended,
    facts.BlacklistHit: _turned_away,
    facts.DispositionGiven: _result_given,
    facts.RatingInvited: _link_owed,
}


def tell(rows: Rows, envelopes: Iterable[FactEnvelope]) -> None:
    """Announce what others want to know of these facts, in the recorder's transaction."""
    announce_all(
        [
            announced
            for envelope in envelopes
            if (kind := type(envelope.fact)) in ANNOUNCED
            and (announced := ANNOUNCED[kind](rows, envelope, envelope.fact)) is not None
        ]
    )
