"""What befell an agent: his shift, his states, his wrap-up."""

from typing import Literal

from zuoxi.engine.facts.base import AgentState, Fact


class WrapUpEnded(Fact):
    """The work after a conversation is over: finished by the agent, by its timer, or with the session."""

    call: str
    segment: str
    person: str
    wrap_up_ms: int


class AgentSignedIn(Fact):
    session: str
    person: str
    path: str
    device: str


class AgentStateChanged(Fact):
    """`previous` lasted `lasted_ms`; from `occurred_at` on the agent is in `state` (T10)."""

    session: str
    person: str
    path: str
    previous: AgentState
    state: AgentState
    reason: str
    cause: Literal["agent", "call", "timer", "system", "supervisor"]
    by: str
    """Person who caused it; empty for the system."""
    call: str
    lasted_ms: int


class AgentSignedOut(Fact):
    session: str
    person: str
    cause: Literal["agent", "expired", "taken_over", "supervisor"]
