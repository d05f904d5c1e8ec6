"""Each way of offering calls, and that nobody starves, told as stories."""

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE, access, agent
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.config import FloorConfig, Strategy
from zuoxi.engine.facts import CallbackOwed, CallEnded, OfferEnded, OfferMade
from zuoxi.engine.waiting import HEAD_START_MS


def house(strategy: Strategy, *agents: tuple[str, int]) -> FloorConfig:
    people = tuple(agent(person, ("first", level)) for person, level in agents)
    return replace(CONFIG, queues=(replace(QUEUE, strategy=strategy, capacity=50),), agents=people)


def offered(story: Story) -> list[str]:
    return [one.person for one in story.facts(OfferMade)]


def takes(story: Story, channel: str) -> str:
    """A customer calls, whoever it rings at answers and hangs up at once; who it was."""
    call = story.queue(channel)
    person = offered(story)[-1]
    assert story.ask(events.AnswerRequested, person, call=call).code == "ok"
    story.ask(events.HangUpRequested, person, call=call)
    story.ready(person)
    return person


def test_fewest_calls_goes_to_who_took_the_fewest_however_long_others_are_idle():
    story = Story(house("fewest_calls", ("li", 1), ("wang", 1)))
    story.seat("li")
    takes(story, "cust-1")
    takes(story, "cust-2")
    story.now += 3_600_000
    story.seat("wang")
    assert [takes(story, f"cust-{number}") for number in (3, 4)] == ["wang", "wang"]
    assert takes(story, "cust-5") == "li"


def test_level_first_goes_to_the_best_level_however_long_others_are_idle():
    story = Story(house("level_first", ("li", 2), ("wang", 1)))
    story.seat("li")
    story.now += 3_600_000
    story.seat("wang")
    assert [takes(story, f"cust-{number}") for number in (1, 2)] == ["wang", "wang"]


def test_in_turn_everybody_is_asked_once_before_anybody_is_asked_twice():
    story = Story(house("round_robin", ("li", 1), ("wang", 1), ("zhao", 1)))
    for person in ("li", "wang", "zhao"):
        story.seat(person)
    asked = [takes(story, f"cust-{number}") for number in range(6)]
    assert sorted(asked[:3]) == ["li", "wang", "zhao"]
    assert asked[3:] == asked[:3]


def test_a_better_level_is_worth_a_minute_of_idle_time():
    story = Story(house("longest_idle", ("li", 2), ("wang", 1)))
    story.seat("li")
    story.now += 59_999
    story.seat("wang")
    story.queue("cust-1")
    assert offered(story) == ["wang"]
    story = Story(house("longest_idle", ("li", 2), ("wang", 1)))
    story.seat("li")
    story.now += 60_001
    story.seat("wang")
    story.queue("cust-1")
    assert offered(story) == ["li"]


class TestRingAll:
    @pytest.fixture
    def story(self) -> Story:
        story = Story(house("ring_all", ("li", 1), ("wang", 1), ("zhao", 1)))
        for person in ("li", "wang", "zhao"):
            story.seat(person)
        return story

    def test_it_rings_at_all_and_who_answers_first_has_it(self, story: Story):
        call = story.queue()
        assert sorted(offered(story)) == ["li", "wang", "zhao"]
        assert story.ask(events.AnswerRequested, "wang", call=call).code == "ok"
        assert {one.person: one.outcome for one in story.facts(OfferEnded)} == {
            "li": "withdrawn",
            "wang": "answered",
            "zhao": "withdrawn",
        }
        assert (story.agent("li").state, story.agent("zhao").state) == ("ready", "ready")
        assert story.agent("wang").doing == "talking"

    def test_a_second_caller_waits_while_all_are_rung_at_and_comes_next(self, story: Story):
        first, second = story.queue("cust-1"), story.queue("cust-2")
        assert story.call(second).state == "queued"
        story.ask(events.AnswerRequested, "li", call=first)
        assert story.call(second).state == "ringing"
        assert sorted(offered(story)[3:]) == ["wang", "zhao"]

    def test_when_nobody_answers_all_have_missed_it(self, story: Story):
        call = story.queue()
        story.wait(QUEUE.ring_timeout_ms)
        outcomes = [one.outcome for one in story.facts(OfferEnded)]
        assert outcomes == ["missed"] * 3
        assert story.call(call).sent_back

    def test_a_line_that_is_lost_leaves_the_others_ringing(self, story: Story):
        call = story.queue()
        story.leave(story.line("li"))
        assert story.call(call).state == "ringing"
        assert story.ask(events.AnswerRequested, "zhao", call=call).code == "ok"


def test_a_change_of_strategy_holds_at_once():
    story = Story(house("longest_idle", ("li", 2), ("wang", 1)))
    story.seat("li")
    story.now += 600_000
    story.seat("wang")
    queue = replace(QUEUE, strategy="level_first", capacity=50)
    story.tell(events.ConfigChanged(config=replace(story.state.house.config, version=2, queues=(queue,))))
    story.queue("cust-1")
    assert offered(story) == ["wang"]


class TestPriority:
    @pytest.fixture
    def story(self) -> Story:
        urgent = replace(QUEUE, id="urgent", priority=5)
        numbers = (*CONFIG.access_numbers, access("4008000001", queue_id="urgent", greeting=""))
        return Story(replace(CONFIG, queues=(QUEUE, urgent), access_numbers=numbers))

    def urgent(self, story: Story, channel: str) -> str:
        call = story.arrive(channel, dialled="4008000001")
        story.tell(events.LegAnswered(node=story.node, channel=channel))
        story.hear(call)
        return call

    def test_it_is_a_head_start(self, story: Story):
        story.queue("cust-1")
        story.wait(5 * HEAD_START_MS - 1)
        call = self.urgent(story, "cust-2")
        story.seat("li")
        assert story.agent("li").call == call

    def test_who_has_waited_longer_than_that_is_served_first(self, story: Story):
        call = story.queue("cust-1")
        story.wait(5 * HEAD_START_MS + 1)
        self.urgent(story, "cust-2")
        story.seat("li")
        assert story.agent("li").call == call


class TestWeight:
    @pytest.fixture
    def story(self) -> Story:
        heavy = replace(QUEUE, id="heavy", weight=3)
        numbers = (*CONFIG.access_numbers, access("4008000001", queue_id="heavy", greeting=""))
        return Story(replace(CONFIG, queues=(QUEUE, heavy), access_numbers=numbers))

    def heavy(self, story: Story, channel: str) -> str:
        call = story.arrive(channel, dialled="4008000001")
        story.tell(events.LegAnswered(node=story.node, channel=channel))
        story.hear(call)
        return call

    @pytest.mark.parametrize(("further_ms", "served"), [(14_999, "light"), (15_001, "heavy")])
    def test_a_second_in_a_queue_of_weight_three_counts_as_three(
        self, story: Story, further_ms: int, served: str
    ):
        """30 s ahead: after 15 s more, 45 s of the one are 3 x 15 s of the other."""
        calls = {"light": story.queue("cust-1")}
        story.now += 30_000
        calls["heavy"] = self.heavy(story, "cust-2")
        story.now += further_ms
        story.seat("li")
        assert story.agent("li").call == calls[served]

    def test_nobody_starves_beside_a_queue_that_never_runs_dry(self, story: Story):
        """One agent, a new caller of the heavy queue for each that he has served: the other gets his turn."""
        self.heavy(story, "heavy-0")
        story.seat("li")
        call = story.queue("light")
        story.now += 1_000
        served = 0
        while story.call(call).state == "queued":
            served += 1
            self.heavy(story, f"heavy-{served}")
            story.now += 4_000
            story.ask(events.AnswerRequested, "li", call=story.agent("li").call)
            story.ask(events.HangUpRequested, "li", call=story.agent("li").call)
            story.ready("li")
        assert story.agent("li").call == call
        assert 1 < served < 10


def test_the_queues_time_holds_also_while_it_rings_round_absent_agents():
    """Ten agents who are ready and not there: 120 s are 120 s, and the last ring comes to its end."""
    people = tuple(agent(f"absent-{number}") for number in range(10))
    story = Story(replace(CONFIG, agents=people, queues=(replace(QUEUE, max_missed=100),)))
    for one in people:
        story.seat(one.person_id)
    call = story.queue()
    begun = story.now
    while story.call(call).state in ("queued", "ringing"):
        story.wait(1_000)
    assert story.now - begun <= QUEUE.timeout_ms + QUEUE.ring_timeout_ms
    assert [one.reason for one in story.facts(CallbackOwed)] == ["queue_timeout"]
    story.hear(call)
    assert story.facts(CallEnded)[0].outcome == "queue_timeout"
