"""The end of a session."""

from typing import Literal

from zuoxi.engine.facts import AgentSignedOut
from zuoxi.engine.handlers import channels, helping
from zuoxi.engine.handlers.unstaffed import left_alone
from zuoxi.engine.moves import move_agent
from zuoxi.engine.state import Agent
from zuoxi.engine.turn import Turn

AGENT_TIMERS = ("wrap_up", "grace", "expiry", "line", "device")


def leave(
    turn: Turn,
    agent: Agent,
    cause: Literal["agent", "expired", "taken_over", "supervisor"],
    *,
    by: str = "",
) -> None:
    """The agent, who has no call, is signed out; his standing line is hung up. `by`: a leader."""
    agent = helping.end(turn, agent, "signed_out")
    if agent.line is not None:
        channels.hang_up(turn, agent.line)
    for timer in AGENT_TIMERS:
        turn.clear_timer(f"agent:{agent.person}:{timer}")
    agent = move_agent(
        turn,
        agent,
        "sign_out",
        cause="agent" if cause == "agent" else "supervisor" if by else "system",
        by=agent.person if cause == "agent" else by,
        line=None,
    )
    turn.agent_fact(agent, AgentSignedOut(session=agent.session, person=agent.person, cause=cause))
    turn.strike("seated", agent.device.endpoint)
    turn.remove_agent(agent)
    left_alone(turn, agent)
