"""Each handler of the tables is made to raise in turn: the next event is served, and nobody is stuck."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, NODE, QUEUE, TENANT
from tests.engine.story import Story
from tests.engine.truths import check
from zuoxi.engine import events, floor
from zuoxi.engine.agent import BROKEN
from zuoxi.engine.blame import BrokenStep
from zuoxi.engine.call import CallState
from zuoxi.engine.commands import GiveBack, HangUp, Remark
from zuoxi.engine.commit import commit
from zuoxi.engine.config_edit import ConfigEdit
from zuoxi.engine.events import HARDEST
from zuoxi.engine.facts import CallbackOwed, CallEnded, CallStarted
from zuoxi.engine.handlers import broken, house_changes, offering, sessions
from zuoxi.engine.handlers.dispatch import HANDLERS
from zuoxi.engine.handlers.ending import UNSERVED
from zuoxi.engine.handlers.timers import OF_CALLS, OF_OTHERS
from zuoxi.engine.phases import PHASES
from zuoxi.engine.turn import Turn

DAY = 86_400_000


class Flawed(Story):
    """Takes events as the live loop does: what breaks becomes an event, gentle first."""

    broke: list[events.StepBroke]

    def __init__(self) -> None:
        self.broke = []
        super().__init__()

    def tell(self, event: events.AnyEvent, late: int = 0) -> tuple[Any, ...]:
        ended: set[tuple[str, ...]] = set()
        for _ in range(5):
            try:
                return super().tell(event, late)
            except BrokenStep as error:
                if not self._end_owner(event, error, ended).again:
                    return self.last
        raise AssertionError(f"{event} is taken again and again")

    def _end_owner(
        self, event: events.AnyEvent, error: BrokenStep, ended: set[tuple[str, ...]]
    ) -> events.StepBroke:
        for hardness in range(1, HARDEST + 1):
            told = floor.blame(self.state, event, error, hardness)
            if told.subjects in ended and hardness == 1:
                continue
            ended.add(told.subjects)
            try:
                super().tell(told)
            except BrokenStep:
                continue
            self.broke.append(told)
            return told
        raise AssertionError("even the last way broke")


def a_full_floor() -> Flawed:
    """Somebody in every state: waiting, ringing, talking, on hold, at the door, being said goodbye."""
    story = Flawed()
    for person in ("li", "wang", "zhao", "qian", "sun"):
        story.seat(person)
    held = story.talk("li", "cust-1")
    story.ask(events.HoldRequested, "li", call=held)
    story.talk("wang", "cust-2")
    story.queue("cust-3")
    story.queue("cust-4")
    story.arrive("cust-5")
    story.arrive("cust-6", dialled="4008005678")
    return story


def serves(story: Flawed) -> None:
    """The floor still does its work, from the door to the end of a conversation."""
    story.tell(events.DeviceRegistered(node=NODE, endpoint="ep-zhao"))
    if "zhao" not in story.state.agents:
        story.seat("zhao", ready=False)
    call = story.arrive("cust-9")
    story.leave("cust-9")
    assert call not in story.state.calls


def everybody_goes(story: Flawed) -> None:
    """When people hang up and time passes nothing of all calls is left, and no agent is in a call."""
    for call in list(story.state.calls.values()):
        story.leave(call.channel)
    story.wait(2 * DAY)
    assert not story.state.calls
    assert {agent.state for agent in story.state.agents.values()} <= {"ready", "not_ready"}


@pytest.fixture
def flaw(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, Any], list[int]]:
    """Makes a row of a table raise for a while; gives back how often it has been called."""

    def put(table: Any, key: Any) -> list[int]:
        called: list[int] = []

        def raises(*args: Any) -> None:
            called.append(1)
            raise ZeroDivisionError(key)

        monkeypatch.setitem(table, key, raises)
        return called

    return put


def told(kind: type[events.Event], story: Flawed, **changed: Any) -> Iterator[events.AnyEvent]:
    """Events of a kind as they could come on the full floor."""
    calls = {call.channel: call.id for call in story.state.calls.values()}
    talking = next(
        party.segment
        for one in story.state.calls.values()
        for party in one.hands
        if party.segment is not None
    )
    fields: dict[str, Any] = {
        "node": NODE,
        "channel": "cust-2",
        "trunk": "carrier",
        "dialled": "4008001234",
        "caller": "13800000009",
        "at": story.now,
        "cause": 16,
        "progress": "ringing",
        "playback": "stray",
        "digit": "1",
        "number": 1,
        "endpoint": "ep-li",
        "recording": talking.recording,
        "command": "StartMusic",
        "subject": "cust-3",
        "reason": "refused",
        "request": "r-flaw",
        "person": "wang",
        "expect": None,
        "call": calls["cust-2"],
        "device": "dev-wang",
        "desktop": "page-1",
        "muted": True,
        "paused": True,
        "digits": "1",
        "tenant": "tenant",
        "segment": "segment",
        "rated": "wang",
        "path": "/root",
        "queue": "orders",
        "score": 5,
        "permit": story.permit("wang"),
        "target": events.Target(kind="agent", id="zhao"),
        "epoch": 2,
        "seed": "seed-2",
        "offset": 0,
        "room": False,
        "config": story.state.house.config,
        "edit": ConfigEdit(version=2, queues=(replace(QUEUE, capacity=9),)),
        "channels": (),
        "bridges": (),
        "endpoints": (),
        "to": "zhao",
        "points": 6,
        "leader": events.Leader(name="Chen", tenant=TENANT, paths=("/root/",)),
        "agent": "zhao",
        "way": "monitor",
        "agents": (),
        "text": "请放慢语速",
        "ids": (),
        "wanted": True,
        "what": "nothing",
        "why": "nobody there",
        "calls": (),
    }
    fields |= changed
    names = kind.__struct_fields__
    yield kind(**{name: fields[name] for name in names if name in fields})  # type: ignore[misc]


@pytest.mark.parametrize("kind", list(HANDLERS), ids=lambda kind: kind.__name__)
def test_a_handler_that_raises_stops_nothing(
    kind: type[events.Event], flaw: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = a_full_floor()
    with monkeypatch.context():
        called = flaw(HANDLERS, kind)
        for event in told(kind, story):
            story.tell(event)
        assert called
        if kind not in (events.CallArrived, events.LegEnded, events.DeviceRegistered):
            story.leave("cust-1")
    monkeypatch.undo()
    serves(story)
    everybody_goes(story)
    check(story.state)


@pytest.mark.parametrize("name", list(OF_CALLS))
def test_a_timer_of_a_call_that_raises_ends_that_call_and_no_other(name: str, flaw: Any) -> None:
    story = a_full_floor()
    called = flaw(OF_CALLS, name)
    story.wait(DAY)
    if not called:
        call = story.arrive("cust-7")
        story.state = with_timer(story, f"call:{call}:{name}")
        story.tell(events.TimePassed())
    assert called
    assert all(one.what == "TimePassed" for one in story.broke)
    serves(story)
    everybody_goes(story)


@pytest.mark.parametrize(("kind", "name"), list(OF_OTHERS))
def test_any_other_timer_that_raises_is_taken_off(kind: str, name: str, flaw: Any) -> None:
    story = a_full_floor()
    one = {
        "agent": "li",
        "channel": "cust-2",
        "recording": "none",
        "permit": "none",
        "node": NODE,
        "house": "calls",
    }[kind]
    called = flaw(OF_OTHERS, (kind, name))
    story.state = with_timer(story, f"{kind}:{one}:{name}")
    story.tell(events.TimePassed())
    assert called == [1]
    serves(story)
    everybody_goes(story)


def with_timer(story: Flawed, timer: str) -> floor.Floor:
    """The floor with one more deadline, which is due."""
    turn = Turn.of(story.state, story.now)
    turn.set_timer(timer, story.now)
    return commit(turn)[0]


def test_a_deadline_is_one_event(flaw: Any) -> None:
    story = a_full_floor()
    story.now += DAY
    before = len(story.state.timers)
    story.tell(events.TimePassed())
    assert len(story.state.timers) >= before - 8
    assert story.state.deadlines.first() is not None


def test_an_unknown_timer_is_dropped_and_the_log_says_so() -> None:
    story = Flawed()
    story.seat("li")
    story.queue()
    for timer in (f"call:{next(iter(story.state.calls))}:renamed", "agent:li:renamed", "moon:x:renamed"):
        story.state = with_timer(story, timer)
        story.tell(events.TimePassed())
        assert story.last == (Remark(code="unknown_timer", data={"timer": timer}),)
        assert timer not in story.state.timers
    assert story.broke == []


def test_a_conversation_that_breaks_hears_an_apology_and_has_a_record(flaw: Any) -> None:
    story = Flawed()
    story.seat("li")
    call = story.talk("li")
    flaw(HANDLERS, events.LegProgressed)
    story.wait(5_000)
    story.tell(events.LegProgressed(node=NODE, channel="cust-1", progress="ringing"))
    assert story.call(call).state == "parting"
    assert story.call(call).parting == "sorry"
    story.hear(call)
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by, ended.phases["talk"]) == ("answered", "system", 5_000)


def test_a_waiting_caller_whose_step_breaks_is_owed_a_call(flaw: Any) -> None:
    story = Flawed()
    call = story.queue()
    flaw(OF_CALLS, "queue")
    story.wait(120_000)
    assert story.call(call).state == "parting"
    assert [owed.call for owed in story.facts(CallbackOwed)] == [call]


def test_an_agent_whose_step_breaks_is_not_ready_and_is_told_why(flaw: Any) -> None:
    story = Flawed()
    story.seat("li")
    flaw(HANDLERS, events.DeviceUnregistered)
    story.tell(events.DeviceUnregistered(node=NODE, endpoint="ep-li"))
    assert (story.agent("li").doing, story.agent("li").reason) == ("not_ready", BROKEN)
    story.ready("li")


@pytest.mark.parametrize("way", [0, 1])
def test_an_arrival_that_breaks_is_given_back_with_a_record(
    way: int, flaw: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Flawed()
    flaw(HANDLERS, events.CallArrived)
    if way:
        monkeypatch.setattr(broken, "_turn_away", lambda turn, event: 1 / 0)
    story.tell(
        events.CallArrived(node=NODE, channel="c9", trunk="t", dialled="4008009999", caller="13800138000")
    )
    assert [one.channel for one in story.said(GiveBack)] == ["c9"]
    assert len(story.facts(CallStarted)) == len(story.facts(CallEnded)) == 1
    assert [one.number for one in story.facts(CallbackOwed)] == ([] if way else ["13800138000"])
    assert not story.state.calls


def test_when_the_gentle_end_breaks_the_call_is_taken_out(flaw: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Flawed()
    story.seat("li")
    call = story.talk("li")
    story.wait(3_000)
    monkeypatch.setattr(broken, "apologise", lambda turn, call: 1 / 0)
    flaw(HANDLERS, events.LegProgressed)
    story.tell(events.LegProgressed(node=NODE, channel="cust-1", progress="ringing"))
    assert call not in story.state.calls
    assert [one.channel for one in story.said(HangUp)] == ["cust-1"]
    (ended,) = story.facts(CallEnded)
    assert ended.ended_at - ended.started_at == sum(ended.phases.values())
    assert (story.agent("li").doing, story.agent("li").reason) == ("not_ready", BROKEN)
    check(story.state)


def test_one_poisoned_caller_at_the_head_of_the_queue_spoils_nobody_elses_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An agent becomes free, and offering him the first caller breaks: that one goes, the event is taken."""
    story = Flawed()
    poison, good = story.queue("cust-1"), story.queue("cust-2")
    offer = offering.offer

    def breaks(turn: Any, call: Any, agent: Any) -> None:
        if call.id == poison:
            raise ZeroDivisionError
        offer(turn, call, agent)

    monkeypatch.setattr(offering, "offer", breaks)
    story.seat("li")
    assert story.call(poison).state == "parting"
    assert story.call(good).party_of("li")
    assert [one.subjects for one in story.broke] == [(f"call:{poison}",)]


@pytest.mark.parametrize("kind", [events.EpochStarted, events.ConfigChanged])
def test_an_event_of_the_whole_house_is_taken_without_the_one_on_whom_it_broke(
    kind: type[events.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = a_full_floor()

    def breaks(turn: Any, agent: Any, **how: Any) -> None:
        if agent.person == "li":
            raise ZeroDivisionError
        turn.change_agent(agent, missed=7)

    monkeypatch.setattr(sessions, "disconnect", breaks)
    monkeypatch.setattr(house_changes, "_renew_agent", breaks)
    moved = tuple(replace(one, path="/root/elsewhere") for one in CONFIG.agents)
    changed = {"config": replace(CONFIG, version=2, agents=moved)}
    for event in told(kind, story, **changed):
        story.tell(event)
    assert story.agent("wang").missed == 7
    assert [(one.subjects, one.hardness) for one in story.broke] == [(("agent:li",), 1), (("agent:li",), 2)]
    assert "li" not in story.state.agents


def test_the_last_way_needs_no_handler(monkeypatch: pytest.MonkeyPatch, flaw: Any) -> None:
    story = a_full_floor()
    flaw(HANDLERS, events.TimePassed)
    flaw(HANDLERS, events.StepBroke)
    story.now += DAY
    while story.state.deadlines.first() is not None and story.state.deadlines.first()[0] <= story.now:  # type: ignore[index]
        story.tell(events.TimePassed())
    assert {one.hardness for one in story.broke} == {HARDEST}


@pytest.mark.parametrize("state", sorted(UNSERVED))
def test_whom_nobody_serves_when_it_breaks_is_owed_a_call(state: CallState) -> None:
    story = Flawed()
    call = story.queue()
    story.state = replace(
        story.state, calls=story.state.calls.set(call, replace(story.call(call), state=state))
    )
    story.tell(events.StepBroke(what="", subjects=(f"call:{call}",), hardness=1))
    assert [one.reason for one in story.facts(CallbackOwed)] == ["abandoned"]


def test_only_conversations_and_farewells_are_something_else_to_a_caller() -> None:
    assert set(PHASES) - UNSERVED == {
        *("talking", "holding", "consulting", "led", "conferring", "rating", "parting"),
        *("phoning", "dialling", "reaching", "announcing", "calling", "intercom"),
    }
