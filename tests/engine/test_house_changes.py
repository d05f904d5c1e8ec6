"""The configuration changes in the middle of everything."""

from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.config import QueueGroup
from zuoxi.engine.facts import AgentSignedOut, CallbackOwed


def change(story: Story, **fields: object) -> None:
    story.tell(events.ConfigChanged(config=replace(CONFIG, version=2, **fields)))


def test_an_agent_who_is_removed_in_a_call_finishes_it_and_is_signed_out():
    story = Story()
    story.seat("li")
    call = story.talk("li")
    change(story, agents=())
    assert story.call(call).state == "talking"
    assert story.ask(events.HangUpRequested, "li", call=call).code == "ok"
    story.wait(30_000)
    assert "li" not in story.state.agents
    assert story.facts(AgentSignedOut)[0].cause == "supervisor"


def test_an_agent_who_is_removed_while_it_rings_is_signed_out_when_the_offer_ends():
    story = Story()
    story.seat("li")
    call = story.queue()
    change(story, agents=())
    story.tell(events.DesktopLost(person="li", desktop="page-1"))
    assert not story.state.agents
    assert story.call(call).state == "queued"


def test_an_agent_who_is_removed_between_calls_is_signed_out_at_once():
    story = Story()
    story.seat("li")
    change(story, agents=())
    assert not story.state.agents
    story.check_views()


def test_a_call_talks_on_when_its_queue_is_removed():
    story = Story()
    story.seat("li")
    call = story.talk("li")
    change(story, queues=())
    story.leave(story.line("li"))
    story.wait(0)
    assert story.call(call).state == "reconnecting"
    assert "queue:orders" not in story.shown


def test_who_waits_in_a_queue_that_is_removed_is_told_and_will_be_called_back():
    story = Story()
    call = story.queue()
    change(story, queues=())
    story.wait(0)
    assert story.call(call).state == "parting"
    assert story.facts(CallbackOwed)[0].reason == "queue_timeout"


def test_a_waiting_call_follows_the_new_groups_of_its_queue():
    story = Story()
    story.seat("zhao")
    call = story.queue()
    change(story, queues=(replace(QUEUE, groups=(QueueGroup(group_id="second"),)),))
    assert story.agent("zhao").call == call


def test_an_agent_who_joins_a_group_takes_its_waiting_call():
    story = Story()
    story.seat("zhao")
    call = story.queue()
    change(story, agents=tuple(replace(one, groups=(("first", 1),)) for one in CONFIG.agents))
    assert story.agent("zhao").call == call


def test_a_new_name_is_shown_at_once():
    story = Story()
    story.seat("li")
    change(story, agents=(replace(CONFIG.agents[0], name="Li Na"),))
    assert story.look("li").name == "Li Na"
    story.check_views()
