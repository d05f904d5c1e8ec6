"""What must hold of every state of the floor, whatever happened before: checked the slow, naive way."""

from zuoxi.engine.joint import JOINT
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.party import CONVERSING, DOING, SUPERVISING, PartyState
from zuoxi.engine.phases import PHASES
from zuoxi.engine.routing import line_is_up, open_groups, slots_of
from zuoxi.engine.state import NEVER, Agent, Call, Floor, Leg, channel_key
from zuoxi.engine.waiting import line_of

TIMER_OF = {
    "setting_up": "setup",
    "greeting": "prompt",
    "queued": "queue",
    "ringing": "ring",
    "phoning": "dial",
    "dialling": "dial",
    "reaching": "dial",
    "announcing": "prompt",
    "reconnecting": "reconnect",
    "inviting": "prompt",
    "messaging": "message",
    "parting": "prompt",
    "calling": "ring",
}
"""States that end by themselves -> the timer that sees to it."""
IN_ITS_PLACE = {"ring": ("join", "dial")}
"""A phone that was taken up unheard rings no more; a moment later it is a conversation. Who calls a colleague
by a SIP phone takes that up first."""


def check(floor: Floor) -> None:
    """All truths."""
    _calls_and_agents_agree(floor)
    _nobody_is_stuck(floor)
    _who_is_elsewhere_is_linked(floor)
    _indexes_are_true(floor)
    _nobody_waits_for_a_free_agent(floor)


def _calls_and_agents_agree(floor: Floor) -> None:
    for call in floor.calls.values():
        assert call.state in PHASES and call.phase == PHASES[call.state]
        assert call.customer.role == "customer" and call.customer.state == "present"
        assert {party.state for party in call.hands} <= JOINT[call.state]
        assert bool(call.hands) == bool(JOINT[call.state])
        _several_agree(floor, call)
        for party in call.hands:
            if party.person:
                assert call.id in floor.agents[party.person].calls
                assert (party.segment is not None) == (party.state in CONVERSING)
            else:
                assert party.endpoint or party.number, "nobody known: outside, or an adopted conversation"
            assert bool(party.offered_at) == (party.state == "ringing" and call.direction != "internal")
        _leaders_are_there_for_somebody(floor, call)
    for agent in floor.agents.values():
        assert (agent.state == "busy") == bool(agent.calls)
        assert agent.doing == (DOING[foremost(floor, agent)] if agent.calls else agent.state)
        for call_id in agent.calls:
            assert floor.calls[call_id].party_of(agent.person) is not None
        assert not agent.worked or agent.state == "wrap_up"


def _leaders_are_there_for_somebody(floor: Floor, call: Call) -> None:
    for party in call.leaders:
        assert party.state in SUPERVISING and floor.agents[party.person].calls == (call.id,)
        watched = call.party(party.watches)
        assert watched in call.hands and watched.person == party.agent and watched.leg is not None
        assert party.person in floor.house.agents and not floor.agents[party.person].graced
        assert _leads(floor.agents[party.agent].profile.path, party.leads)
        assert party.leg is not None and party.leg.node == watched.leg.node
        assert party.hears == (party.state == "barging") == (party.ear is None)
        assert party.speaks == (party.state != "monitoring")
        if party.ear is not None:
            assert floor.channels[_key(party.ear)] == ("ear", call.id, party.id)


def _leads(path: str, paths: tuple[str, ...]) -> bool:
    return any(path[: len(above)] == above for above in paths)


def _several_agree(floor: Floor, call: Call) -> None:
    """Who asks, who is asked, and whether it is decided."""
    rings = call.of("ringing", "called")
    assert (call.transfer is not None) == (call.state in ("consulting", "led", "transferring"))
    if call.state == "consulting":
        assert len(call.of("consulting")) == 1 and len(call.hands) == 2
        assert not call.customer.hears and call.customer.sound is not None
    elif call.state == "conferring":
        assert len(call.hands) > 1
    elif call.direction == "internal":
        _colleagues_are_among_themselves(call)
    elif call.state != "ringing":
        assert len(call.hands) < 2
    if call.state in ("consulting", "transferring") and rings:
        assert any(f"call:{call.id}:{one}" in floor.timers for one in ("ring", "join"))


def _colleagues_are_among_themselves(call: Call) -> None:
    """Nobody from outside, no leader, nothing to wait for; they hear each other exactly when they speak."""
    assert call.customer.leg is None and not call.leaders and call.queue is None and call.permit is None
    assert len(call.hands) == 1 + (not call.of("taking_phone"))
    for party in call.hands:
        assert party.segment is None and party.hears == party.speaks == (call.state == "intercom")


def foremost(floor: Floor, agent: Agent) -> PartyState:
    parts = {
        party.state
        for call in agent.calls
        for party in floor.calls[call].parties
        if party.person == agent.person
    }
    return next(state for state in DOING if state in parts)


def _key(leg: Leg) -> str:
    return channel_key(leg.node, leg.channel)


def _nobody_is_stuck(floor: Floor) -> None:
    for call in floor.calls.values():
        if call.state in TIMER_OF:
            timer = TIMER_OF[call.state]
            due = {f"call:{call.id}:{one}" for one in (timer, *IN_ITS_PLACE.get(timer, ()))}
            assert any(one in floor.timers for one in due), call.state
        if call.state == "held":
            assert (call.serial, call.id) in floor.nodes[call.node].held
        for party in call.parties:
            if party.leg is not None and not party.leg.standing:
                assert floor.channels[_key(party.leg)] == ("party", call.id, party.id)
        assert call.channel or call.state == "phoning" or call.direction == "internal"
    for agent in floor.agents.values():
        if agent.state == "wrap_up":
            assert f"agent:{agent.person}:wrap_up" in floor.timers
        if agent.line is not None:
            assert floor.channels[_key(agent.line)] == ("line", agent.person, "")
            if agent.line.state != "up":
                assert f"agent:{agent.person}:device" in floor.timers
        elif agent.device.kind == "webrtc" and agent.device.endpoint in floor.registered:
            node = floor.nodes.get(floor.registered[agent.device.endpoint])
            assert node is None or not node.up or f"agent:{agent.person}:line" in floor.timers


def _who_is_elsewhere_is_linked(floor: Floor) -> None:
    """Sound reaches everybody in a call, and no link stands that nobody needs."""
    for call in floor.calls.values():
        legs = [(party, party.leg) for party in call.parties if party.leg is not None]
        speaking = {leg.node for party, leg in legs if party.hears} - {call.node}
        assert speaking <= {link.node for link in call.links} <= {leg.node for _, leg in legs}
        for link in call.links:
            assert (link.near.node, link.far.node) == (call.node, link.node)
            for leg in (link.near, link.far):
                assert floor.channels[_key(leg)] == ("link", call.id, link.node)
            assert link.is_up or f"call:{call.id}:link" in floor.timers


def _indexes_are_true(floor: Floor) -> None:
    ready: dict[str, list[tuple[int, int, int, str]]] = {}
    for agent in floor.agents.values():
        node = floor.nodes.get(agent.node)
        slots = slots_of(agent, floor.house, node_up=node is not None and node.up)
        assert slots == agent.slots
        for name, key in slots:
            ready.setdefault(name, []).append(key)
    assert {name: list(line) for name, line in floor.ready.items()} == {
        name: sorted(keys) for name, keys in ready.items()
    }
    waiting: dict[str, list[tuple[int, int, int, int, str]]] = {}
    for call in floor.calls.values():
        assert (call.place is not None) == (call.state == "queued")
        if call.place is not None and call.queue is not None:
            waiting.setdefault(
                line_of(call.queue.id, call.node, call.standing, kept=bool(call.given_to)), []
            ).append(call.place)
    assert {name: list(line) for name, line in floor.waiting.items()} == {
        name: sorted(places) for name, places in waiting.items()
    }
    kept = [(call.given_to, call.place) for call in floor.calls.values() if call.given_to and call.place]
    assert sorted(kept) == [(person, place) for person, line in sorted(floor.kept.items()) for place in line]
    assert Ordered((due, timer) for timer, due in floor.timers.items()) == floor.deadlines
    assert all(due <= NEVER for due in floor.timers.values())
    for node in floor.nodes.values():
        assert all(call in floor.calls for call in node.setting_up)
        assert all(floor.calls[call].state == "held" for _, call in node.held)
    for kind, owner, party in floor.channels.values():
        assert owner in (floor.agents if kind == "line" else floor.calls)
        assert kind != "party" or floor.calls[owner].party(party)
        assert kind != "ear" or floor.calls[owner].party(party).ear
        assert kind != "link" or floor.calls[owner].link_to(party)


def _nobody_waits_for_a_free_agent(floor: Floor) -> None:
    for call in floor.calls.values():
        if call.state == "queued":
            assert not eligible(floor, call), "a free agent and a waiting call do not stand side by side"
        if call.given_to and call.place:
            his = floor.agents[call.given_to]
            assert his.state in ("ready", "busy", "wrap_up") and not his.next_reason, "who waits for nobody"


def eligible(floor: Floor, call: Call) -> list[Agent]:
    """Agents who may be offered the call now, by looking at everybody."""
    if call.queue is None or call.queue.id not in floor.house.queues:
        return []
    if call.given_to:
        his = floor.agents[call.given_to]
        free = his.state == "ready" and his.connected and line_is_up(his)
        return [his] if free and _can_meet(floor, call.node, his.node) else []
    groups = set(open_groups(call.queue, floor.now - call.queued_at, call.standing))
    overflow = f"call:{call.id}:overflow"
    if floor.timers.get(overflow, NEVER) <= floor.now:
        return []  # a group opens in the next step
    return [
        agent
        for agent in floor.agents.values()
        if agent.slots
        and _can_meet(floor, call.node, agent.node)
        and groups & {group for group, _ in agent.profile.groups}
    ]


def _can_meet(floor: Floor, home: str, other: str) -> bool:
    known = floor.nodes[home]
    linked = other in known.links and other not in known.apart and floor.nodes[other].up
    return known.up and (home == other or linked)
