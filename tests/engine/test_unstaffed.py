"""A queue that nobody serves: its callers are told at once, where the company wants it so (T5)."""

from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import PlayPrompt
from zuoxi.engine.config_edit import difference
from zuoxi.engine.facts import CallbackOwed, CallEnded


def house(**changes):
    return Story(replace(CONFIG, queues=(replace(QUEUE, tell_unstaffed=True, **changes),)))


def test_the_last_agent_leaves_and_whoever_waits_is_told_at_once_and_owed_a_call():
    story = house()
    story.seat("li", ready=False)
    waits = story.queue()
    story.wait(5_000)
    assert story.call(waits).state == "queued"
    assert story.ask(events.SignOutRequested, "li").code == "ok"
    story.wait(0)
    assert story.said(PlayPrompt)[-1].prompts == ("all-busy",)
    assert [(one.reason, one.waited_ms) for one in story.facts(CallbackOwed)] == [("unstaffed", 5_000)]
    story.hear(waits)
    assert [one.outcome for one in story.facts(CallEnded)] == ["unstaffed"]


def test_who_calls_when_nobody_is_there_is_told_at_once():
    story = house()
    story.queue()
    story.wait(0)
    assert [(one.reason, one.waited_ms) for one in story.facts(CallbackOwed)] == [("unstaffed", 0)]


def test_somebody_who_is_only_not_ready_is_there():
    story = house()
    story.seat("li", ready=False)
    call = story.queue()
    story.wait(60_000)
    assert story.call(call).state == "queued"


def test_an_agent_of_a_group_that_joins_later_counts():
    story = house()
    story.seat("zhao", ready=False)
    call = story.queue()
    story.wait(1_000)
    assert story.call(call).state == "queued"


def test_a_queue_without_the_setting_lets_them_wait_their_time():
    story = Story()
    story.seat("li", ready=False)
    call = story.queue()
    story.ask(events.SignOutRequested, "li")
    story.wait(119_999)
    assert story.call(call).state == "queued"
    story.wait(1)
    assert [one.reason for one in story.facts(CallbackOwed)] == ["queue_timeout"]


def test_an_agent_who_is_put_into_other_groups_leaves_the_queue_too():
    story = house()
    story.seat("li", ready=False)
    call = story.queue()
    moved = replace(CONFIG.agents[0], groups=(("elsewhere", 1),))
    config = story.state.house.config
    changed = replace(config, version=2, agents=(moved, *config.agents[1:]))
    story.tell(events.ConfigEdited(edit=difference(config, changed)))
    story.wait(0)
    assert story.call(call).parting == "all-busy"
