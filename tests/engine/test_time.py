"""The wall clock is set in the middle of everything: facts follow it, nothing else does."""

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, START, access
from tests.engine.story import Story
from zuoxi.engine import events, floor
from zuoxi.engine.commands import RecordFact
from zuoxi.engine.facts import CallEnded, OfferEnded, PhaseEntered, SegmentEnded
from zuoxi.kernel.calendars import OpeningHours, Span
from zuoxi.kernel.record import Record

HOUR = 3_600_000
DAY = 24 * HOUR
STEPS = [-DAY, -HOUR, -3_000, 3_000, HOUR, DAY]


def set_clock(story: Story, step: int) -> None:
    story.tell(events.ClockMoved(offset=story.state.offset + step))


def stamped(story: Story, kind: type[Record]) -> list[int]:
    """The wall moments of all facts of a kind."""
    return [
        one.occurred_at
        for one in story.commands
        if isinstance(one, RecordFact) and isinstance(one.fact, kind)
    ]


@pytest.mark.parametrize("step", STEPS)
def test_a_call_lasts_as_long_as_it_lasts_and_its_record_adds_up(step: int) -> None:
    story = Story()
    story.seat("li")
    call = story.talk("li")
    story.wait(20_000)
    set_clock(story, step)
    story.wait(10_000)
    story.ask(events.HangUpRequested, "li", call=call)
    (segment,) = story.facts(SegmentEnded)
    (ended,) = story.facts(CallEnded)
    assert segment.talk_ms == 30_000
    assert ended.ended_at == story.now + step
    assert ended.ended_at - ended.started_at == sum(ended.phases.values()) == 30_000
    assert stamped(story, CallEnded) == [ended.ended_at]


@pytest.mark.parametrize("step", STEPS)
def test_phases_tell_how_long_the_one_before_lasted(step: int) -> None:
    story = Story()
    story.seat("li")
    call = story.queue()
    story.wait(4_000)
    set_clock(story, step)
    story.ask(events.AnswerRequested, "li", call=call)
    assert [(one.phase, one.before_ms) for one in story.facts(PhaseEntered)][-1] == ("talk", 4_000)


@pytest.mark.parametrize("step", STEPS)
def test_deadlines_do_not_notice(step: int) -> None:
    story = Story()
    story.seat("li")
    story.queue()
    story.wait(14_000)
    set_clock(story, step)
    assert story.facts(OfferEnded) == []
    story.wait(999)
    assert story.facts(OfferEnded) == []
    story.wait(1)
    assert [one.outcome for one in story.facts(OfferEnded)] == ["missed"]
    assert stamped(story, OfferEnded) == [START + 15_000 + step]


@pytest.mark.parametrize("step", STEPS)
def test_a_lost_desktop_is_not_given_up_and_can_dial_when_it_is_back(step: int) -> None:
    story = Story()
    story.seat("li")
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    set_clock(story, step)
    story.wait(4_000)
    assert story.sign_in("li").code == "ok"
    assert story.agent("li").doing == "ready"
    assert story.dial("li").code == "ok"


@pytest.mark.parametrize("step", STEPS)
def test_what_people_see_follows_the_clock(step: int) -> None:
    story = Story()
    story.seat("li")
    story.queue()
    story.wait(2_000)
    since = story.look("li").since
    set_clock(story, step)
    assert story.look("li").since == since + step
    story.check_views()


def test_a_step_of_the_clock_names_what_it_changes_in_one_order_in_every_process() -> None:
    story = Story()
    for person in ("zhao", "wang", "li"):
        story.seat(person, ready=False)
    for number in (3, 1, 2):
        story.queue(f"cust-{number}")
    set_clock(story, HOUR)
    (_, changed) = story.state.recent[-1]
    calls = [key for key in changed if key.startswith("call:")]
    assert len(calls) == 3 and calls == sorted(calls)
    assert [key for key in changed if key.startswith("agent:")] == ["agent:li", "agent:wang", "agent:zhao"]


def test_opening_hours_are_the_walls() -> None:
    """A PC whose clock was eight hours ahead when it started opens when people's clocks say so."""
    nine_to_five = OpeningHours(weekly=((Span(start=9 * 60, end=17 * 60),),) * 7)
    story = Story(replace(CONFIG, access_numbers=(access("4008001234", hours=nine_to_five),)))
    steps = range(-DAY, DAY, HOUR // 2)
    closed = next(step for step in steps if not nine_to_five.is_open(story.now + step))
    opened = next(step for step in steps if nine_to_five.is_open(story.now + step))
    set_clock(story, closed)
    assert story.call(story.arrive("cust-1")).state == "parting"
    set_clock(story, opened - closed)
    assert story.call(story.arrive("cust-2")).state == "setting_up"


def test_a_new_process_brings_its_offset() -> None:
    story = Story()
    story.seat("li")
    story.tell(events.EpochStarted(epoch=2, seed="other", offset=-HOUR))
    story.connect()
    story.tell(events.DeviceUnregistered(node=story.node, endpoint="ep-li"))
    assert story.look("li").since == story.agent("li").since - HOUR
    story.check_views()


def test_what_is_heard_late_keeps_its_moment_and_what_it_orders_has_its_whole_span():
    """We were stopped for 12 s: a phone that is dialled only now is not given up at once."""
    story = Story()
    story.seat("li")
    story.wait(30_000)
    happened, arrival = (
        story.now - 12_000,
        events.CallArrived(
            node=story.node, channel="cust-9", trunk="t", dialled="4008001234", caller="13800138000"
        ),
    )
    story.state = replace(story.state, now=happened)
    in_time, said = floor.step(story.state, arrival, happened)
    late, said_late = floor.step(story.state, arrival, happened, 12_000)
    assert said_late == said
    begun = {name: due for name, due in in_time.timers.items() if name.startswith("call:")}
    assert begun
    assert {name: late.timers[name] - due for name, due in begun.items()} == dict.fromkeys(begun, 12_000)
