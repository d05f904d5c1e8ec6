"""Facts of a shift -> `AgentSession`, `AgentStateChange` (T10)."""

from uuid import UUID

from zuoxi.calls.models import AgentSession, AgentStateChange
from zuoxi.calls.services.rows import Rows, Told, optional
from zuoxi.engine import facts


def signed_in(rows: Rows, told: Told, fact: facts.AgentSignedIn) -> None:
    """A shift begins."""
    rows.add(
        AgentSession(
            id=UUID(fact.session),
            tenant_id=told.tenant_id,
            path=fact.path,
            person_id=UUID(fact.person),
            device_id=optional(fact.device),
            started_at=told.at,
        )
    )


def state_changed(rows: Rows, told: Told, fact: facts.AgentStateChanged) -> None:
    """Every change is kept with its time, its cause and who made it."""
    rows.add(
        AgentStateChange(
            id=told.row_id,
            tenant_id=told.tenant_id,
            path=fact.path,
            session_id=UUID(fact.session),
            person_id=UUID(fact.person),
            at=told.at,
            previous=fact.previous,
            state=fact.state,
            reason=fact.reason,
            cause=fact.cause,
            by_id=optional(fact.by),
            call_id=optional(fact.call),
            lasted_ms=fact.lasted_ms,
        )
    )


def signed_out(rows: Rows, told: Told, fact: facts.AgentSignedOut) -> None:
    """The shift is over."""
    session = rows.get(AgentSession, UUID(fact.session))
    session.ended_at = told.at
    session.end_cause = fact.cause
    rows.put(session)
