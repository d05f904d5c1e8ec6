"""Who asks: the session behind a request, and whether he saw what he acts on."""

from zuoxi.engine.events import Request
from zuoxi.engine.party import PartyState
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Agent, Call, Party
from zuoxi.engine.turn import Turn


def asker(turn: Turn, event: Request) -> Agent:
    """The agent who asks; refused without a session or when he saw an older state."""
    agent = turn.agents.get(event.person)
    if agent is None:
        raise Refused("no_session")
    if event.expect is not None and event.expect != agent.version:
        raise Refused("stale", version=agent.version)
    return agent


def own_part(
    turn: Turn, agent: Agent, call_id: str, states: frozenset[PartyState], *, at_once: bool = True
) -> tuple[Call, Party]:
    """A call that the agent has in hand and his part in it, which must be in one of `states`.

    `at_once`: what is asked of the call needs its switch node now.
    """
    call = turn.calls.get(call_id)
    if call is None:
        raise Refused("no_such_call")
    party = call.party_of(agent.person)
    if party is None:
        raise Refused("not_your_call")
    if party.state not in states:
        raise Refused("wrong_state", state=party.state)
    if at_once:
        commandable(turn, call.node)
    return call, party


def commandable(turn: Turn, node: str) -> None:
    """What is asked needs the switch now."""
    if not turn.is_up(node):
        raise Refused("switch_away")
