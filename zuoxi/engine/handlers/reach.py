"""How far a leader reaches: whom and what he asks about must lie where he leads (T12)."""

from zuoxi.engine.events import ForcedTransferRequested, Leader, Leading
from zuoxi.engine.handlers.asking import commandable
from zuoxi.engine.party import PartyState
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Agent, Call, Party
from zuoxi.engine.turn import Turn

Asks = Leading | ForcedTransferRequested


def leads(leader: Leader, tenant: str, path: str) -> bool:
    """Whether he leads what is at a path."""
    return tenant == leader.tenant and covers(leader.paths, path)


def covers(paths: tuple[str, ...], path: str) -> bool:
    """Whether a path lies at or below one of these."""
    return any(path.startswith(above) for above in paths)


def agent_of(turn: Turn, event: Asks, person: str) -> Agent:
    """An agent whom the asker leads, with a session."""
    known = turn.agents.get(person)
    profile = known.profile if known is not None else turn.house.agents.get(person)
    if profile is None or not leads(event.leader, profile.tenant, profile.path):
        raise Refused("not_in_reach")
    if person == event.person:
        raise Refused("not_yourself")
    if known is None:
        raise Refused("agent_absent")
    return known


def part_of(
    turn: Turn, event: Asks, person: str, call_id: str, states: frozenset[PartyState]
) -> tuple[Call, Party]:
    """An agent's part in a call, which must be in one of `states`, and the asker leads him."""
    agent = agent_of(turn, event, person)
    call = turn.calls.get(call_id)
    party = call.party_of(agent.person) if call is not None else None
    if call is None or party is None:
        raise Refused("no_such_call")
    if party.state not in states:
        raise Refused("wrong_state", state=party.state)
    commandable(turn, call.node)
    return call, party
