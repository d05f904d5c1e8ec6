"""The house itself: a live process takes the floor, the configuration changes, time passes."""

from typing import Final

from msgspec.structs import replace

from zuoxi.engine.config_edit import ConfigEdit, difference
from zuoxi.engine.events import ClockMoved, ConfigChanged, ConfigEdited, EpochStarted, RecordingRoomChanged
from zuoxi.engine.handlers import ivr, line, nodes, overload, sessions, supervising, telling
from zuoxi.engine.handlers.leaving import leave
from zuoxi.engine.handlers.standing import kept
from zuoxi.engine.handlers.unstaffed import is_unstaffed, left_alone
from zuoxi.engine.house import device_of
from zuoxi.engine.state import Agent
from zuoxi.engine.turn import Turn
from zuoxi.engine.waiting import patience_of, place_of

HANDFUL: Final = 20
"""Calls that follow an edited queue in one step: some two milliseconds."""
BEHIND: Final = "house:calls:behind"


def epoch_started(turn: Turn, event: EpochStarted) -> None:
    """A process took over: it has neither switch nor desktops yet; both come back by themselves."""
    turn.epoch = event.epoch
    turn.seed = event.seed
    _set_clock(turn, event.offset)
    for name in sorted(turn.nodes):
        nodes.go_away(turn, name, turn.before.now)
    for person in turn.each("agent", sorted(turn.agents)):
        agent = turn.agents[person]
        if agent.connected:
            sessions.disconnect(turn, agent, withdraw=False)


def clock_moved(turn: Turn, event: ClockMoved) -> None:
    """People's clocks show another time for the same moments."""
    _set_clock(turn, event.offset)


def recording_room_changed(turn: Turn, event: RecordingRoomChanged) -> None:
    """From now on conversations that begin are recorded, or not; what is being recorded goes on."""
    turn.recording_room = event.room


def _set_clock(turn: Turn, offset: int) -> None:
    if offset != turn.offset:
        turn.offset = offset
        turn.touch_all()


def config_changed(turn: Turn, event: ConfigChanged) -> None:
    """A new epoch's process tells the whole configuration; what differs holds from now on."""
    _edit(turn, difference(turn.house.config, event.config))


def config_edited(turn: Turn, event: ConfigEdited) -> None:
    """New rules hold from now on; what is going on keeps going."""
    _edit(turn, event.edit)


def _edit(turn: Turn, edit: ConfigEdit) -> None:
    was = turn.house.flows
    turn.house = turn.house.edited(edit)
    if edit.keys("flows"):
        ivr.keep(turn, was)
    queues = edit.keys("queues")
    turn.touch_queues(queues)
    for person in turn.each("agent", edit.keys("agents")):
        if person in turn.agents:
            _renew_agent(turn, turn.agents[person])
    if queues:
        # the strategy by which agents are put in order may be another one now
        for person in turn.each("agent", _ready(turn)):
            turn.renew_slots(turn.agents[person])
    if queues:
        _fall_behind(turn, frozenset(queues))
    if edit.setup_limit is not None:
        for name in sorted(turn.nodes):
            overload.advance(turn, name)


def _ready(turn: Turn) -> list[str]:
    return sorted(person for person, agent in turn.agents.items() if agent.state == "ready")


def _fall_behind(turn: Turn, queues: frozenset[str]) -> None:
    """Calls of these queues follow the new settings, one handful after another."""
    behind = sorted(
        one for one, call in turn.calls.items() if call.queue is not None and call.queue.id in queues
    )
    first = turn.next_serial()
    for number, start in enumerate(range(0, len(behind), HANDFUL)):
        turn.enter("behind", f"{first:012}-{number:06}", tuple(behind[start : start + HANDFUL]))
    catch_up(turn)


def catch_up(turn: Turn, subject: str = "") -> None:
    """The next handful of calls follows its queue."""
    following = min(turn.behind, default=None)
    if following is None:
        return
    for call_id in turn.each("call", turn.behind[following]):
        if call_id in turn.calls:
            _renew_queue(turn, call_id)
    turn.strike("behind", following)
    if turn.behind:
        turn.set_timer(BEHIND, turn.now + 1)


def _renew_agent(turn: Turn, agent: Agent) -> None:
    profile = turn.house.agents.get(agent.person)
    if profile is None:
        if agent.state != "busy":
            leave(turn, agent, "supervisor")
        elif not supervising.taken_off(turn, agent, "out_of_reach"):
            turn.change_agent(agent, profile=replace(agent.profile, groups=()))
        return
    device = device_of(profile, agent.device.id)
    before = agent
    agent = turn.change_agent(agent, profile=profile)
    for call in agent.calls:
        turn.put_call(turn.calls[call])  # his name is shown there
    if before.profile.path != profile.path:
        supervising.led_by_others(turn, agent)
    if before.profile.groups != profile.groups:
        left_alone(turn, before)
    taken = device is not None and turn.seated.get(device.endpoint, agent.person) != agent.person
    if device is None or device == agent.device or taken or agent.state == "busy":
        return
    line.drop(turn, agent)
    agent = turn.agents[agent.person]
    turn.strike("seated", agent.device.endpoint)
    turn.enter("seated", device.endpoint, agent.person)
    line.reach(turn, turn.change_agent(agent, device=device, node=""))


def _renew_queue(turn: Turn, call_id: str) -> None:
    """A call follows the new settings of its queue; one whose queue is gone waits no longer than it must."""
    call = turn.calls[call_id]
    if call.queue is None:
        return
    queue = turn.house.queues.get(call.queue.id)
    waits = call.place is not None
    if queue is None:
        if waits:
            turn.set_timer(f"call:{call_id}:queue", turn.now)
        return
    call = turn.change_call(turn.leave_line(call), queue=queue, **kept(call, queue))
    if waits:
        due = max(turn.now, call.queued_at + patience_of(call, queue, turn.spans))
        turn.set_timer(
            f"call:{call_id}:queue", turn.now if not call.given_to and is_unstaffed(turn, queue) else due
        )
        turn.set_timer(f"call:{call_id}:overflow", turn.now)
        telling.expect(turn, call)
        turn.join_line(call, queue.id, place_of(call, queue))
