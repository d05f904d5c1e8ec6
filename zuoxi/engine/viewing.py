"""How what people see is made from the floor, and what of it a step has changed."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Final, Literal, Protocol

from immutables import Map

from zuoxi.engine.config import FlowConfig, flow_key
from zuoxi.engine.house import House
from zuoxi.engine.ivr.flow import kind_of
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.pace import Pace
from zuoxi.engine.party import WAYS
from zuoxi.engine.routing import line_is_up
from zuoxi.engine.state import Agent, Call, Floor, Node, Party, WaitingKey
from zuoxi.engine.view import (
    AgentView,
    AnyView,
    CallView,
    FoundView,
    LeaderView,
    LeadView,
    PartView,
    QueueView,
    SupervisesView,
    WordView,
)
from zuoxi.engine.waiting import HEAD_START_MS, ahead_ms, head_starts, lines_of, longest_since

_agent_shows: Final = attrgetter("since", "doing", "missed", "next_reason", "connected", "wrap_up_until")
_call_shows: Final = attrgetter("since", "state", "phase")
"""What is shown of an agent and a call as it stands in the record, and changes most often."""


class Shown(Protocol):
    """What views are made from: a floor, or a step in the making."""

    @property
    def offset(self) -> int: ...
    @property
    def house(self) -> House: ...
    @property
    def nodes(self) -> Map[str, Node]: ...
    @property
    def agents(self) -> Map[str, Agent]: ...
    @property
    def calls(self) -> Map[str, Call]: ...
    @property
    def waiting(self) -> Map[str, Ordered[WaitingKey]]: ...
    @property
    def paces(self) -> Map[str, Pace]: ...
    @property
    def flows(self) -> Map[str, FlowConfig]: ...
    @property
    def queue_versions(self) -> Map[str, int]: ...


def views(state: Floor) -> dict[str, AnyView]:
    """Everything that can be seen now, by key."""
    keys = (
        *(f"agent:{person}" for person in state.agents),
        *(f"call:{call}" for call in state.calls),
        *(f"queue:{queue}" for queue in state.house.queues),
    )
    return {key: view for key in sorted(keys) if (view := seen(state, key)) is not None}


def changes(before: Floor, after: Floor) -> tuple[dict[str, AnyView], tuple[str, ...]]:
    """What a step changed: (records to put, keys to remove). Costs what changed, not what stands.

    A view is another one exactly when its version is.
    """
    put: dict[str, AnyView] = {}
    gone: list[str] = []
    for key in _changed_keys(before, after):
        was, now = _version(before, key), seen(after, key)
        if now is None and was is not None:
            gone.append(key)
        elif now is not None and now.version != was:
            put[key] = now
    return put, tuple(gone)


def seen(state: Shown, key: str) -> AnyView | None:
    """One view by its key, or None when there is nothing (any more)."""
    kind, _, one = key.partition(":")
    return _OF[kind](state, one)


def agent_differs(before: Shown, after: Shown, was: Agent | None, now: Agent | None) -> bool:
    """Whether an agent's view is another one; told without making it where a shown field is enough."""
    if was is None or now is None:
        return was is not now
    if before.offset == after.offset and _agent_shows(was) != _agent_shows(now):
        return True
    return _agent(before, was.person) != _agent(after, now.person)


def call_differs(before: Shown, after: Shown, was: Call | None, now: Call | None) -> bool:
    """Whether a call's view is another one; told without making it where a shown field is enough."""
    if was is None or now is None:
        return was is not now
    if before.offset == after.offset and _call_shows(was) != _call_shows(now):
        return True
    return _call(before, was.id) != _call(after, now.id)


def queue_differs(before: Shown, after: Shown, queue: str) -> bool:
    """Whether a queue's view is another one; what waits is looked at first, for that is what changes."""
    was, now = before.house.queues.get(queue), after.house.queues.get(queue)
    if was is now and before.offset == after.offset:
        if now is None:
            return False
        if before.waiting is after.waiting and before.paces is after.paces:
            return False
        return _waits(before, queue) != _waits(after, queue) or _place(before, queue) != _place(after, queue)
    return _queue(before, queue) != _queue(after, queue)


def _version(state: Floor, key: str) -> int | None:
    kind, _, one = key.partition(":")
    if kind == "queue":
        return state.queue_versions.get(one, 0) if one in state.house.queues else None
    row = state.agents.get(one) if kind == "agent" else state.calls.get(one)
    return row.version if row else None


def _changed_keys(before: Floor, after: Floor) -> list[str]:
    """Keys that may differ: from the notes of the latest steps, or all when these do not reach back."""
    if before.revision == after.revision:
        return []
    noted = [(revision, keys) for revision, keys in after.recent if revision > before.revision]
    if noted and noted[0][0] == before.revision + 1:
        return list(dict.fromkeys(key for _, keys in noted for key in keys))
    return sorted({*views(before), *views(after)})


def _agent(state: Shown, person: str) -> AgentView | None:
    agent = state.agents.get(person)
    if agent is None:
        return None
    node = state.nodes.get(agent.node)
    line: Literal["down", "dialling", "up"] = "down"
    if node is not None and node.up:
        line = "up" if line_is_up(agent) else "dialling" if agent.line else "down"
    return AgentView(
        id=agent.person,
        session=agent.session,
        tenant=agent.profile.tenant,
        path=agent.profile.path,
        name=agent.profile.name,
        number=agent.profile.number,
        state=agent.doing,
        reason=agent.reason,
        since=_told_at(state, _doing_since(state, agent)),
        next_reason=agent.next_reason,
        device=agent.device.id,
        device_kind=agent.device.kind,
        line=line,
        desktop=agent.desktop,
        connected=agent.connected,
        call=agent.call,
        groups=tuple(group for group, _ in agent.profile.groups),
        missed=agent.missed,
        wrap_up_until=_told_at(state, agent.wrap_up_until),
        version=agent.version,
        help_since=_told_at(state, agent.help_since),
        supervises=_supervises(state, agent),
        words=tuple(
            WordView(id=one.id, at=_told_at(state, one.at), kind=one.kind, by=one.by, text=one.text)
            for one in agent.words
        ),
    )


def _supervises(state: Shown, agent: Agent) -> SupervisesView | None:
    if agent.doing != "supervising":
        return None
    call = state.calls.get(agent.call)
    party = call.party_of(agent.person) if call is not None else None
    if call is None or party is None:
        return None
    since = _told_at(state, party.since)
    return SupervisesView(agent=party.agent, call=call.id, way=WAYS[party.state], since=since)


def _doing_since(state: Shown, agent: Agent) -> int:
    call = state.calls.get(agent.call) if agent.doing == "talking" else None
    for party in call.hands if call else ():
        if party.person == agent.person and party.segment is not None:
            return party.since - party.segment.talk_ms - party.segment.hold_ms
    return agent.since


def _told_at(state: Shown, moment: int) -> int:
    return moment and moment + state.offset


def _call(state: Shown, call_id: str) -> CallView | None:
    call = state.calls.get(call_id)
    if call is None:
        return None
    foremost = next(iter(call.hands), None)
    return CallView(
        id=call.id,
        tenant=call.tenant,
        path=call.path,
        direction=call.direction,
        phase=call.phase,
        state=call.state,
        since=_told_at(state, call.since),
        started_at=_told_at(state, call.started_at),
        queued_at=_told_at(state, call.queued_at),
        answered_at=_told_at(state, call.answered_at),
        customer_number=call.number,
        house_number=call.house_number,
        service_line=call.service_line_name,
        service_line_en=call.service_line_name_en,
        called_for=call.permit.purpose if call.permit and call.automatic else "",
        queue=call.queue.id if call.queue else "",
        standing=call.standing,
        agent=foremost.person if foremost else "",
        segment=foremost.segment.id if foremost and foremost.segment else "",
        muted=foremost is not None and foremost.muted,
        recording=any(_is_recorded(party) for party in call.hands),
        hung_up_by=call.hung_up_by,
        version=call.version,
        decline_needs_reason=call.decline_needs_reason,
        hands=tuple(_part(state, party) for party in call.hands),
        priority=_points(call),
        raised=call.raised,
        before_all=call.sent_back or call.automatic,
        given_to=call.given_to,
        lead=_lead(state, call) if call.lead is not None else None,
        leaders=tuple(
            LeaderView(
                person=party.person, name=_name(state, party.person), way=WAYS[party.state], agent=party.agent
            )
            for party in call.leaders
            if party.state != "monitoring"
        ),
    )


def _lead(state: Shown, call: Call) -> LeadView | None:
    lead, ivr = call.lead, call.ivr
    if lead is None or ivr is None:
        return None
    key = flow_key(ivr.flow, ivr.version)
    flow = state.house.flows.get(key) or state.flows.get(key)
    node = flow.flow.node(ivr.node) if flow is not None and not lead.came else None
    return LeadView(
        name=lead.name,
        name_en=lead.name_en,
        node=node.name if node is not None else "",
        node_kind=kind_of(node) if node is not None else "",
        came=lead.came,
        found=tuple(FoundView(label=label, value=value) for label, value in lead.found),
    )


def _is_recorded(party: Party) -> bool:
    return party.segment.recorded if party.segment is not None else bool(party.recording)


def _points(call: Call) -> int:
    queue = call.queue
    return queue.priority + ahead_ms(queue, call.standing) // HEAD_START_MS + call.raised if queue else 0


def _name(state: Shown, person: str) -> str:
    agent = state.agents.get(person)
    return agent.profile.name if agent is not None else ""


def _part(state: Shown, party: Party) -> PartView:
    agent = state.agents.get(party.person)
    return PartView(
        person=party.person,
        name=agent.profile.name if agent else "",
        state=party.state,
        number=party.number,
        segment=party.segment.id if party.segment else "",
        muted=party.muted,
        paused=party.segment is not None and party.segment.paused,
        agent_number=agent.profile.number if agent else "",
    )


def _waits(state: Shown, queue_id: str) -> tuple[int, int]:
    """(how many wait in a queue, since when the longest does; 0: nobody)."""
    count, longest, waiting = 0, 0, state.waiting
    queue = state.house.queues.get(queue_id) if waiting else None
    if queue is None:
        return 0, 0
    for node in state.nodes:
        for name, head_start in zip(lines_of(queue_id, node), head_starts(queue), strict=True):
            if name in waiting and (line := waiting[name]):
                since = longest_since(line, head_start)
                longest = min(longest or since, since)
                count += len(line)
    return count, longest


def _place(state: Shown, queue_id: str) -> int:
    pace = state.paces.get(queue_id)
    return pace.place_ms if pace is not None else 0


def _queue(state: Shown, queue_id: str) -> QueueView | None:
    queue = state.house.queues.get(queue_id)
    if queue is None:
        return None
    waiting, longest = _waits(state, queue_id)
    return QueueView(
        id=queue.id,
        tenant=queue.tenant,
        path=queue.path,
        name=queue.name,
        name_en=queue.name_en,
        waiting=waiting,
        longest_since=_told_at(state, longest),
        place_ms=_place(state, queue_id),
        version=state.queue_versions.get(queue_id, 0),
    )


_OF: Final[Mapping[str, Callable[[Shown, str], AnyView | None]]] = {
    "agent": _agent,
    "call": _call,
    "queue": _queue,
}
