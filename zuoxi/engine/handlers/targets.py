"""To whom a customer can be passed on, and who can be asked: found, or refused with the reason (T11)."""

from collections.abc import Iterable

from zuoxi.engine.config import FlowConfig, QueueConfig
from zuoxi.engine.events import Passing
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.handlers.outbound import check_permit, node_of
from zuoxi.engine.refusals import Refused
from zuoxi.engine.routing import line_is_up, next_agent, open_groups
from zuoxi.engine.state import Agent, Call
from zuoxi.engine.turn import Turn


def somebody(turn: Turn, asker: Agent, call: Call, event: Passing) -> Agent | DialPermit:
    """The one agent who is meant, or somebody outside with his permit."""
    target = event.target
    match target.kind:
        case "outside":
            return outside(turn, call, event)
        case "agent":
            return _colleague(turn, asker, call, target.id)
        case "group":
            if all(group.id != target.id for group in turn.house.config.skill_groups):
                raise Refused("no_such_target")
            return _whoever(turn, asker, call, (target.id,))
        case "queue":
            queue = queue_of(turn, asker, target.id)
            return _whoever(turn, asker, call, open_groups(queue, 0, call.standing))
        case "flow":
            raise Refused("no_such_target")  # nobody is asked there


def outside(turn: Turn, call: Call, event: Passing) -> DialPermit:
    """Somebody outside whom the gate has passed, by a line that the call can meet."""
    permit = event.permit
    if permit is None:
        raise Refused("permit_invalid")
    check_permit(turn, permit, event.person, event.age_ms)
    if not turn.can_meet(call.node, node_of(turn, permit)):
        raise Refused("no_trunk")
    return permit


def queue_of(turn: Turn, asker: Agent, queue_id: str) -> QueueConfig:
    """A queue of the asker's company."""
    queue = turn.house.queues.get(queue_id)
    if queue is None or queue.tenant != asker.profile.tenant:
        raise Refused("no_such_target")
    return queue


def flow_of(turn: Turn, asker: Agent, flow_id: str) -> FlowConfig:
    """The flow, as it is published now, into which an agent may send his customer."""
    for flow in turn.house.flows.values():
        if flow.id == flow_id and flow.tenant == asker.profile.tenant and flow.flow.comes_back:
            return flow
    raise Refused("no_such_target")


def is_free(turn: Turn, call: Call, other: Agent) -> bool:
    """Whether the call can ring at an agent who has no other in hand."""
    return other.connected and line_is_up(other) and turn.can_meet(call.node, other.node)


def _colleague(turn: Turn, asker: Agent, call: Call, person: str) -> Agent:
    known = turn.house.agents.get(person)
    if person == asker.person:
        raise Refused("target_yourself")
    if known is None or known.tenant != asker.profile.tenant:
        raise Refused("no_such_target")
    other = turn.agents.get(person)
    if other is None or not is_free(turn, call, other):
        raise Refused("target_absent")
    if other.state == "not_ready":
        raise Refused("target_not_ready")
    if other.state != "ready":
        raise Refused("target_busy")
    return other


def _whoever(turn: Turn, asker: Agent, call: Call, groups: Iterable[str]) -> Agent:
    """Who of these groups has been free the longest, as the first of their strategies counts it."""
    nodes = turn.agents_in_reach(call.node)
    for group in groups:
        for strategy in turn.house.strategies(group):
            person = next_agent(turn.those_ready(), strategy, (group,), nodes)
            if person and turn.agents[person].profile.tenant == asker.profile.tenant:
                return turn.agents[person]
    raise Refused("target_nobody_free")
