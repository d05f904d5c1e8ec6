"""Routing and waiting order as pure functions, against looking at everybody."""

from hypothesis import given
from hypothesis import strategies as st
from immutables import Map
from msgspec.structs import replace

from tests.engine.house import CONFIG, NODE, QUEUE
from tests.engine.story import Story
from zuoxi.engine.config import QueueGroup
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.routing import best_call, longest_idle, next_opening, open_groups, slot_name
from zuoxi.engine.state import Agent, IdleKey, WaitingKey
from zuoxi.engine.waiting import first_since, line_of, longest_since

GROUPS = ("a", "b", "c")
IDLE = st.tuples(
    st.integers(0, 9), st.integers(1, 3), st.integers(0, 99), st.text("xyz", min_size=1, max_size=3)
)
PLACE = st.tuples(
    st.integers(0, 1), st.integers(-3, 0), st.integers(1, 50), st.integers(0, 99), st.text("xyz", max_size=3)
)


@given(
    ready=st.dictionaries(st.sampled_from(GROUPS), st.lists(IDLE, min_size=1, max_size=6)),
    groups=st.lists(st.sampled_from(GROUPS), unique=True),
)
def test_the_longest_idle_over_several_groups(ready: dict[str, list[IdleKey]], groups: list[str]):
    lines = Map({slot_name(group, NODE): Ordered(keys) for group, keys in ready.items()})
    everybody = [key for group in groups for key in ready.get(group, [])]
    assert longest_idle(lines, groups, NODE) == min(everybody, default=None)
    assert longest_idle(lines, groups, "another node") is None


@given(places=st.lists(PLACE, max_size=30), moment=st.integers(0, 51))
def test_the_first_who_has_waited_long_enough(places: list[WaitingKey], moment: int):
    line = Ordered(places)
    assert first_since(line, moment) == min((one for one in places if one[2] <= moment), default=None)
    assert longest_since(line) == min((one[2] for one in places), default=0)


@given(
    first=st.lists(PLACE, max_size=12),
    second=st.lists(PLACE, max_size=12),
    after=st.integers(0, 50),
    now=st.integers(50, 90),
)
def test_a_free_agent_takes_the_best_call_of_all_his_queues(
    first: list[WaitingKey], second: list[WaitingKey], after: int, now: int
):
    one = replace(QUEUE, id="one", groups=(QueueGroup(group_id="a"),))
    two = replace(
        QUEUE, id="two", groups=(QueueGroup(group_id="b"), QueueGroup(group_id="a", after_ms=after))
    )
    profile = replace(CONFIG.agents[0], groups=(("a", 1),))
    agent = Agent(
        person="li",
        serial=1,
        profile=profile,
        session="s",
        device=profile.devices[0],
        desktop="p",
        since=0,
        node=NODE,
    )
    waiting = Map({line_of("one", NODE): Ordered(first), line_of("two", NODE): Ordered(second)})
    may = [*first, *(place for place in second if place[2] <= now - after)]
    assert best_call(waiting, (one, two), agent, now) == min(may, default=None)


@given(afters=st.lists(st.integers(0, 100), unique=True, max_size=5), waited=st.integers(0, 120))
def test_groups_open_one_after_another(afters: list[int], waited: int):
    groups = tuple(QueueGroup(group_id=str(after), after_ms=after) for after in afters)
    queue = replace(QUEUE, groups=groups)
    assert set(open_groups(queue, waited)) == {str(after) for after in afters if after <= waited}
    assert next_opening(queue, waited) == min((after for after in afters if after > waited), default=None)


def test_when_two_groups_are_open_the_longest_idle_of_both_is_asked():
    both = replace(QUEUE, groups=(QueueGroup(group_id="first"), QueueGroup(group_id="second")))
    for order in (("li", "zhao"), ("zhao", "li")):
        story = Story(replace(CONFIG, queues=(both,)))
        for person in order:
            story.seat(person)
            story.now += 1_000
        story.queue()
        assert story.agent(order[0]).doing == "ringing"
