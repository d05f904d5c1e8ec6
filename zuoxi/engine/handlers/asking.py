"""Who asks: the session behind a request, and whether he saw what he acts on."""

from zuoxi.engine.events import Request
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Agent, Call
from zuoxi.engine.turn import Turn


def asker(turn: Turn, event: Request) -> Agent:
    """The agent who asks; refused without a session or when he saw an older state."""
    agent = turn.agents.get(event.person)
    if agent is None:
        raise Refused("no_session")
    if event.expect is not None and event.expect != agent.version:
        raise Refused("stale", version=agent.version)
    return agent


def own_call(turn: Turn, agent: Agent, call_id: str) -> Call:
    """The call that the agent has in hand, which must be the one he means."""
    call = turn.calls.get(call_id)
    if call is None:
        raise Refused("no_such_call")
    if call.agent != agent.person:
        raise Refused("not_your_call")
    return call


def commandable(turn: Turn, node: str) -> None:
    """What is asked needs the switch now."""
    if not turn.is_up(node):
        raise Refused("switch_away")
