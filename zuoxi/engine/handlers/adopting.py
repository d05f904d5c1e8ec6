"""What stands in a node and nobody knows: it is never destroyed, for somebody may be speaking there.

Who waits at the door has arrived. A bridge with people in it becomes a call, and they go on speaking; the
agent whose standing line is in it has it in hand, at once or when he signs in. A device's line is kept for
its agent. A customer whom we called and who is alone is told that he will be called again, and is owed it.
What rings for nobody is ended: a call that is answered by silence helps no one. A conversation over a link
between two nodes is left as it is until it ends, for neither node shows more than its half.
"""

from collections.abc import Container, Iterable

from msgspec.structs import replace

from zuoxi.engine.commands import DestroyBridge
from zuoxi.engine.events import CallArrived, ChannelSeen, InventoryTaken
from zuoxi.engine.facts import CallAdopted, ColleagueAnswered, ColleagueCalled, LegAnsweredFact, LegStarted
from zuoxi.engine.handlers import arrival, channels, recordings, segments
from zuoxi.engine.handlers.ending import owe_callback
from zuoxi.engine.handlers.parting import part
from zuoxi.engine.leg import LEG
from zuoxi.engine.moves import move_agent, move_call, new_party
from zuoxi.engine.party import PARTY
from zuoxi.engine.state import EARS, Agent, Call, Leg, Owner, Party, Segment, channel_key
from zuoxi.engine.turn import Turn
from zuoxi.kernel.phone import LONGEST, can_be_dialled, national

BRIDGES = "zb-"
"""Beginning of the names of our bridges; the call's id follows."""


def account(turn: Turn, event: InventoryTaken, *, at_once: bool) -> bool:
    """Deal with the channels and bridges that nobody knows; True when another look is needed.

    `at_once`: nothing else can have happened to the node since. Otherwise they may just be coming or going,
    so only what two inventories in a row show counts.
    """
    unknown = [one for one in event.channels if one.ours and _is_unknown(turn, event.node, one)]
    seen_before = set(turn.node(event.node).unknown)
    turn.put_node(replace(turn.node(event.node), unknown=tuple(sorted(one.channel for one in unknown))))
    stay = [one for one in unknown if at_once or one.channel in seen_before]
    strange = [
        bridge
        for bridge in event.bridges
        if bridge.startswith(BRIDGES) and not _stands_here(turn, event.node, bridge[len(BRIDGES) :])
    ]
    halves = {one.bridge for one in unknown if one.linked and one.bridge in strange}
    strange = [bridge for bridge in strange if bridge not in halves]
    settled = {one.channel for one in stay if one.bridge not in halves or _ends_in_silence(event, one)}
    beside = {one.call for one in event.channels if one.call and one.bridge != BRIDGES + one.call}
    for bridge in sorted(strange):
        people = [one for one in event.channels if one.bridge == bridge]
        up = any(one.channel in settled and one.state == "up" for one in people)
        if up and len(people) > 1 and bridge[len(BRIDGES) :] not in turn.calls:
            settled -= _adopt(turn, event.node, bridge[len(BRIDGES) :], people, beside)
        elif len(people) < 2 or all(not _is_unknown(turn, event.node, one) for one in people):
            turn.order(DestroyBridge(node=event.node, bridge=bridge))
    for bridge in _unheard(turn, event):
        turn.order(DestroyBridge(node=event.node, bridge=bridge))
    for one in sorted(stay, key=lambda one: one.channel):
        if one.channel in settled and _is_unknown(turn, event.node, one):
            _alone(turn, event.node, one)
    return len(stay) < len(unknown)


def _unheard(turn: Turn, event: InventoryTaken) -> list[str]:
    """Bridges in which no leader listens (any more)."""
    heard = {one.ear_bridge for call in turn.calls.values() for one in call.leaders}
    return [one for one in event.bridges if one.startswith(EARS) and one not in heard]


def _stands_here(turn: Turn, node: str, call_id: str) -> bool:
    call = turn.calls.get(call_id)
    return call is not None and (call.node == node or node in call.nodes)


def _ends_in_silence(event: InventoryTaken, one: ChannelSeen) -> bool:
    """A link's end with nobody beside it in its bridge."""
    return bool(one.linked) and not any(
        other.bridge == one.bridge and not other.linked for other in event.channels
    )


def _is_unknown(turn: Turn, node: str, one: ChannelSeen) -> bool:
    key = channel_key(node, one.channel)
    return key not in turn.channels and key not in turn.closing


def _alone(turn: Turn, node: str, one: ChannelSeen) -> None:
    """A channel that is in no conversation."""
    if one.direction == "inbound":
        arrived = CallArrived(
            node=node,
            channel=one.channel,
            trunk=one.trunk,
            dialled=one.dialled,
            caller=one.caller,
            barred_by=one.barred_by,
            known=one.known,
            rang_ms=one.rang_ms,
        )
        arrival.found(turn, arrived, up=one.state == "up")
    elif one.state != "up" or one.linked or one.spies:
        channels.end(turn, node, one.channel)
    elif one.endpoint:
        _keep_line(turn, node, one)
    elif one.direction == "outbound":
        _left_alone(turn, node, one)


def _left_alone(turn: Turn, node: str, customer: ChannelSeen) -> None:
    """A customer whom we called hears nothing, and who was to speak with him is not known any more."""
    known = turn.calls.get(customer.call)
    call = _begin(turn, node, customer.call if customer.call and known is None else turn.new_id(), customer)
    call = _enter(turn, call, call.customer, node, customer.channel, standing=False)
    owe_callback(turn, call, "dropped")
    say_what = turn.house.config.announcements
    part(turn, call, say_what.all_busy if can_be_dialled(call.number) else say_what.sorry, "dropped")


def _keep_line(turn: Turn, node: str, one: ChannelSeen) -> None:
    """The line of a device: its agent's, or kept until he comes."""
    turn.enter("strays", one.endpoint, channel_key(node, one.channel))
    agent = turn.agents.get(turn.seated.get(one.endpoint, ""))
    if agent is not None and agent.line is None:
        claim(turn, agent)


def claim(turn: Turn, agent: Agent) -> Agent:
    """An agent whose device's line stands already has it, and the call that it is in."""
    key = turn.strays.get(agent.device.endpoint)
    if key is None or agent.line is not None:
        return agent
    owner = turn.channels.get(key)
    if owner is not None and agent.calls:
        return agent  # that line is in a conversation, and he is in another
    turn.strike("strays", agent.device.endpoint)
    node, _, channel = key.rpartition("/")
    if owner is not None and not _is_nobodys(turn, owner, agent.device.endpoint):
        return agent
    leg = _standing(turn, node, channel)
    turn.enter("channels", key, ("line", agent.person, ""))
    turn.clear_timer(f"agent:{agent.person}:line")
    agent = turn.change_agent(agent, line=leg, node=node)
    if owner is not None and owner[0] == "party" and owner[1] in turn.calls:
        _take(turn, turn.calls[owner[1]], turn.calls[owner[1]].party(owner[2]), agent)
    return turn.agents[agent.person]


def _is_nobodys(turn: Turn, owner: Owner, endpoint: str) -> bool:
    """Whether a line is in an adopted call and waits there for its agent."""
    if owner[0] == "line":
        return False
    party = turn.calls[owner[1]].party(owner[2])
    return party.endpoint == endpoint and not party.person


def _standing(turn: Turn, node: str, channel: str) -> Leg:
    return Leg(
        id=turn.new_id(),
        node=node,
        channel=channel,
        state=LEG.move(LEG.move("new", "dial"), "answer"),
        since=turn.now,
        standing=True,
    )


def _adopt(
    turn: Turn, node: str, call_id: str, people: Iterable[ChannelSeen], beside: Container[str]
) -> set[str]:
    """The conversation in a bridge that nobody knows becomes a call; the channels that are in it now.

    `beside`: the calls of which somebody is not in their bridge.
    """
    strangers = [one for one in people if one.state == "up" and _is_unknown(turn, node, one)]
    devices = [one for one in strangers if one.endpoint and one.direction != "inbound"]
    devices += [one for one in people if _line_of(turn, node, one) is not None]
    others = [one for one in strangers if one not in devices]
    if len(devices) == 2 and not others:
        if call_id in beside:
            return set()  # they consult about a customer who waits: it is his call, and none of theirs
        return _adopt_colleagues(turn, node, call_id, devices)
    if not devices or not others:
        return set()
    customer, device = others[0], devices[0]
    agent = _line_of(turn, node, device)
    if agent is not None and agent.calls:
        return set()  # he is wanted elsewhere
    call = move_call(turn, _begin(turn, node, call_id, customer), "adopt")
    call = _enter(turn, call, call.customer, node, customer.channel, standing=False)
    running = (customer.recording or device.recording or "").split()
    recording = running[-1] if running else ""
    party = new_party(turn, "agent", "adopt", endpoint=device.endpoint, recording=recording)
    call = turn.put_party(call, party)
    call = _enter(turn, call, party, node, device.channel, standing=True)
    if agent is not None:
        _take(turn, call, call.party(party.id), agent)
    else:
        turn.enter("channels", channel_key(node, device.channel), ("party", call.id, party.id))
        _keep_line(turn, node, device)
    return {customer.channel, device.channel}


def _adopt_colleagues(turn: Turn, node: str, call_id: str, devices: list[ChannelSeen]) -> set[str]:
    """Two who speak with each other, and nobody from outside; who is recorded has called.

    Of whom nobody knows both the recording belongs to nobody: none is kept, and so the step ends it.
    """
    devices = sorted(devices, key=lambda one: not one.recording)
    known = [_line_of(turn, node, one) for one in devices]
    if any(agent is not None and agent.calls for agent in known):
        return set()  # somebody is wanted elsewhere
    owners = [turn.house.agent_at(one.endpoint) for one in devices]
    first, second = owners
    if first is not None and first is second:
        return set()  # two devices of one
    call = Call(
        id=call_id,
        serial=turn.next_serial(),
        tenant=next((one.tenant for one in owners if one), turn.house.tenant),
        path=next((one.path for one in owners if one), ""),
        node=node,
        direction="internal",
        number="",
        house_number="",
        parties=(new_party(turn, "customer", "come"),),
        started_at=turn.now,
        since=turn.now,
        answered_at=turn.now,
        colleague=second.person_id if second else "",
    )
    call = move_call(turn, _from_here_on(turn, call), "found")
    recording = ""
    if first and second:
        turn.call_fact(
            call, ColleagueCalled(call=call.id, person=first.person_id, colleague=second.person_id)
        )
        recording = next(iter((devices[0].recording or "").split()), "")
        answered = ColleagueAnswered(
            call=call.id,
            person=second.person_id,
            caller=first.person_id,
            path=call.path,
            recording=recording,
        )
        turn.call_fact(call, answered)
    for device, agent, name in zip(devices, known, (recording, ""), strict=True):
        _colleague(turn, call.id, node, device, agent, name)
    return {one.channel for one in devices}


def _colleague(
    turn: Turn, call_id: str, node: str, device: ChannelSeen, agent: Agent | None, recording: str
) -> None:
    """One of the two, who has the call in hand or whose line waits there for him."""
    party = new_party(turn, "agent", "find", endpoint=device.endpoint, recording=recording)
    call = turn.put_party(turn.calls[call_id], party)
    call = _enter(turn, call, party, node, device.channel, standing=True)
    if recording:
        recordings.begin(turn, call, Segment(id="", recording=recording))
    if agent is not None:
        _take(turn, call, call.party(party.id), agent)
    else:
        turn.enter("channels", channel_key(node, device.channel), ("party", call.id, party.id))
        _keep_line(turn, node, device)


def _line_of(turn: Turn, node: str, one: ChannelSeen) -> Agent | None:
    owner = turn.owner(node, one.channel)
    return turn.agents[owner[1]] if owner is not None and owner[0] == "line" else None


def _begin(turn: Turn, node: str, call_id: str, customer: ChannelSeen) -> Call:
    """From here on it has a record."""
    return _from_here_on(turn, _new_call(turn, node, call_id, customer))


def _from_here_on(turn: Turn, call: Call) -> Call:
    turn.call_fact(
        call,
        CallAdopted(
            call=call.id,
            direction=call.direction,
            node=call.node,
            path=call.path,
            customer_number=call.number,
            house_number=call.house_number,
            service_line=call.service_line,
        ),
    )
    return turn.put_call(call)


def _new_call(turn: Turn, node: str, call_id: str, customer: ChannelSeen) -> Call:
    access = turn.house.access_number(node, customer.trunk, customer.dialled) if customer.dialled else None
    owner = access or turn.house.trunk_at(node, customer.trunk)
    inbound = customer.direction == "inbound"
    return Call(
        id=call_id,
        serial=turn.next_serial(),
        tenant=(owner.tenant if owner else "") or turn.house.tenant,
        path=owner.path if owner else "",
        node=node,
        direction="inbound" if inbound else "outbound",
        number=national(customer.caller if inbound else customer.dialled),
        house_number=access.number if access else customer.dialled[:LONGEST] if inbound else "",
        parties=(new_party(turn, "customer", "come", hears=True, speaks=True),),
        started_at=turn.now,
        since=turn.now,
        answered_at=turn.now,
        service_line=access.service_line.id if access else "",
        service_line_name=access.service_line.name if access else "",
        service_line_name_en=access.service_line.name_en if access else "",
        language=access.language if access else "zh",
        queue=turn.house.queues.get(access.queue_id) if access else None,
    )


def _enter(turn: Turn, call: Call, party: Party, node: str, channel: str, *, standing: bool) -> Call:
    """A party whose channel stands already."""
    leg = replace(_standing(turn, node, channel), standing=standing)
    turn.call_fact(
        call, LegStarted(call=call.id, leg=leg.id, kind=party.role, node=node, channel=channel, person="")
    )
    turn.call_fact(call, LegAnsweredFact(call=call.id, leg=leg.id))
    if not standing:
        turn.enter("channels", channel_key(node, channel), ("party", call.id, party.id))
    return turn.change_party(call, party, leg=leg, hears=True, speaks=True)


def _take(turn: Turn, call: Call, party: Party, agent: Agent) -> None:
    """The agent has the adopted call in hand; from here on it is his conversation."""
    assert PARTY.allows(party.state, "leave"), "only a part that goes on is taken"
    call = turn.change_party(call, party, person=agent.person, session=agent.session)
    if call.direction != "internal":
        segments.begin(turn, call, call.party(party.id), agent, recording=party.recording)
    rest = "ready" if agent.state == "ready" else "not_ready"
    move_agent(
        turn,
        agent,
        "take",
        cause="system",
        calls=(*agent.calls, call.id),
        worked="",
        segment="",
        rest=rest,
        rest_reason=agent.reason,
    )
