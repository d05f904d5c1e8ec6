"""What goes wrong on a caller's way: where he may hang up, who may be missing, a switch that dies."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, KNOWING, QUEUE, TENANT, agent
from tests.engine.story import Story
from tests.engine.truths import check
from zuoxi.engine import events
from zuoxi.engine.config import SkillGroupConfig
from zuoxi.engine.events import ConferenceRequested, ConsultRequested, Target, TransferRequested
from zuoxi.engine.facts import CallbackOwed, CallEnded, FirstChoiceGone

TELLING = replace(
    QUEUE, announce_every_ms=30_000, callback_by_key=True, voicemail_by_key=True, timeout_ms=60_000
)
WANG = Target(kind="agent", id="wang")

Step = Callable[[Story], object]


def before_the_answer(story: Story) -> None:
    story.arrive()


def in_the_greeting(story: Story) -> None:
    story.arrive()
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))


def in_the_recording_notice(story: Story) -> None:
    in_the_greeting(story)
    story.wait(1_000)


def waiting_and_told_his_place(story: Story) -> None:
    story.queue()


def waiting(story: Story) -> None:
    call = story.queue()
    story.hear(call)
    story.wait(5_000)


def told_that_he_will_be_called(story: Story) -> None:
    waiting(story)
    press(story, "1")


def asked_for_a_message(story: Story) -> None:
    waiting(story)
    press(story, "2")


def told_that_nobody_can_come(story: Story) -> None:
    waiting(story)
    story.wait(TELLING.timeout_ms)


def ringing(story: Story) -> None:
    story.seat("li")
    story.queue()


def ringing_at_the_second(story: Story) -> None:
    story.seat("li")
    story.seat("wang")
    call = story.queue()
    story.ask(events.DeclineRequested, "li", call=call, reason="")


def talking(story: Story) -> str:
    story.seat("li")
    call = story.talk("li")
    story.wait(10_000)
    story.seat("wang")
    return call


def on_hold(story: Story) -> None:
    assert story.ask(events.HoldRequested, "li", call=talking(story)).code == "ok"


def with_a_lost_agent(story: Story) -> None:
    talking(story)
    story.leave(story.line("li"), cause=0)


def passed_on(story: Story) -> None:
    assert story.ask(TransferRequested, "li", call=talking(story), target=WANG).code == "ok"


def while_his_agent_rings_a_colleague(story: Story) -> None:
    assert story.ask(ConsultRequested, "li", call=talking(story), target=WANG).code == "ok"


def while_his_agent_asks_a_colleague(story: Story) -> str:
    call = talking(story)
    assert story.ask(ConsultRequested, "li", call=call, target=WANG).code == "ok"
    assert story.ask(events.AnswerRequested, "wang", call=call).code == "ok"
    return call


def in_a_conference(story: Story) -> None:
    call = while_his_agent_asks_a_colleague(story)
    assert story.ask(ConferenceRequested, "li", call=call).code == "ok"


REACHED_NOBODY: tuple[Step, ...] = (
    before_the_answer,
    in_the_greeting,
    in_the_recording_notice,
    waiting_and_told_his_place,
    waiting,
    told_that_he_will_be_called,
    asked_for_a_message,
    told_that_nobody_can_come,
    ringing,
    ringing_at_the_second,
)
SPOKE: tuple[Step, ...] = (
    talking,
    on_hold,
    with_a_lost_agent,
    passed_on,
    while_his_agent_rings_a_colleague,
    while_his_agent_asks_a_colleague,
    in_a_conference,
)


def press(story: Story, key: str) -> None:
    story.tell(events.KeyPressed(node=story.node, channel="cust-1", digit=key))


@pytest.mark.parametrize("step", [*REACHED_NOBODY, *SPOKE], ids=lambda step: step.__name__)
def test_a_caller_may_hang_up_at_every_step(step: Step):
    """Nothing of him is left, nobody is kept by him, he has one end; who reached nobody is owed a call."""
    story = Story(replace(CONFIG, queues=(TELLING,)))
    step(story)
    check(story.state)
    story.leave("cust-1")

    assert not story.state.calls and len(story.facts(CallEnded)) == 1
    assert not [timer for timer in story.state.timers if timer.startswith("call:")]
    assert {one.doing for one in story.state.agents.values() if one.call} <= {"wrap_up"}
    assert {one.doing for one in story.state.agents.values()} <= {
        "ready",
        "wrap_up",
        "not_ready",
        "reconnecting",
    }
    if step in REACHED_NOBODY:
        assert len(story.facts(CallbackOwed)) == 1
    check(story.state)


def test_a_vip_group_in_which_nobody_is_at_all_keeps_no_vip_waiting():
    groups = (*CONFIG.skill_groups, SkillGroupConfig(id="vips", name="贵宾组"))
    queue = replace(KNOWING, vip_group="vips")
    story = Story(replace(CONFIG, skill_groups=groups, queues=(queue,)))
    story.seat("li")
    known = (events.Known(tenant=TENANT, vip=True),)
    call = story.arrive(dialled="4008009999", known=known)
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    assert story.agent("li").call == call
    assert [(one.choice, one.why) for one in story.facts(FirstChoiceGone)] == [("vip_group", "signed_out")]


def test_while_nobody_is_ready_a_caller_waits_his_time_and_is_owed_a_call_then():
    story = Story()
    for person in ("li", "wang", "zhao"):
        story.seat(person, ready=False)
    call = story.queue()
    story.wait(QUEUE.timeout_ms - 1_000)
    assert story.call(call).state == "queued"
    story.wait(1_000)
    assert [one.reason for one in story.facts(CallbackOwed)] == ["queue_timeout"]


def test_a_switch_that_starts_again_under_twenty_calls_leaves_nothing_behind():
    """Each has its one end, who was waiting or cut is owed a call, and everybody can work again."""
    people = [f"agent-{number}" for number in range(8)]
    story = Story(
        replace(
            CONFIG,
            setup_limit=20,
            queues=(replace(QUEUE, capacity=20),),
            agents=tuple(agent(one) for one in people),
        )
    )
    for person in people:
        story.seat(person)
    for number in range(20):
        call = story.queue(f"cust-{number}", f"1380000{number:04}")
        if number < 6:
            (at,) = [one.person for one in story.state.agents.values() if one.call == call]
            assert story.ask(events.AnswerRequested, at, call=call).code == "ok"
    assert len(story.state.calls) == 20
    story.wait(5_000)

    story.tell(events.SwitchLost(node=story.node))
    assert len(story.state.calls) == 20, "that it is gone is no proof that it has died"
    story.connect(boot="boot-2", endpoints=())
    assert not story.state.calls
    ended = story.facts(CallEnded)
    assert len(ended) == len({one.call for one in ended}) == 20
    assert {one.outcome for one in ended} == {"switch_lost"}
    assert len(story.facts(CallbackOwed)) == 20
    assert {one.doing for one in story.state.agents.values() if one.call} <= {"wrap_up"}
    check(story.state)
    story.wait(60_000)
    for person in people:
        story.tell(events.DeviceRegistered(node=story.node, endpoint=f"ep-{person}"))
        story.take_line(person)
        story.ready(person)
    after = story.queue("cust-after")
    assert [one.doing for one in story.state.agents.values() if one.call == after] == ["ringing"]
