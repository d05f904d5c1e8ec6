"""Facts of a party's connection -> `Leg`."""

from uuid import UUID

from zuoxi.calls.models import Call, Leg
from zuoxi.calls.services.rows import Rows, Told, optional
from zuoxi.engine import facts


def started(rows: Rows, told: Told, fact: facts.LegStarted) -> None:
    """A party's channel stands or is being dialled."""
    call = rows.get(Call, UUID(fact.call))
    rows.add(
        Leg(
            id=UUID(fact.leg),
            tenant_id=told.tenant_id,
            path=call.path,
            call_id=call.id,
            kind=fact.kind,
            node=fact.node,
            channel=fact.channel,
            person_id=optional(fact.person),
            attempt_id=optional(fact.attempt),
            started_at=told.at,
        )
    )


def answered(rows: Rows, told: Told, fact: facts.LegAnsweredFact) -> None:
    """The party is there."""
    leg = rows.get(Leg, UUID(fact.leg))
    leg.answered_at = told.at
    rows.put(leg)


def ended(rows: Rows, told: Told, fact: facts.LegEndedFact) -> None:
    """The party's channel is gone."""
    leg = rows.get(Leg, UUID(fact.leg))
    leg.ended_at = told.at
    leg.cause = fact.cause
    rows.put(leg)
