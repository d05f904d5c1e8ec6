"""A configuration and what was edited in it: nothing else is sent, written or looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE, TENANT, access, agent
from tests.engine.story import Story
from zuoxi.engine import events, floor
from zuoxi.engine.config import (
    AccessNumberConfig,
    AgentConfig,
    FloorConfig,
    QueueConfig,
    SkillGroupConfig,
    Timers,
    TrunkConfig,
)
from zuoxi.engine.config_edit import KEYS, difference, edited
from zuoxi.engine.encoding import changed_rows
from zuoxi.engine.handlers.house_changes import HANDFUL
from zuoxi.engine.house import House
from zuoxi.kernel.phone import national

NUMBERS = ("4008001234", "01088886666", "010-88886666", "+864008001234")


def rows(key, *made):
    """A few rows, each key once."""
    return st.lists(st.builds(*made), max_size=4, unique_by=key).map(tuple)


def queue(id: str, capacity: int) -> QueueConfig:
    return replace(QUEUE, id=id, capacity=capacity)


def number(number: str, queue_id: str) -> AccessNumberConfig:
    return access(number, queue_id=queue_id)


def seat(who: str, level: int) -> AgentConfig:
    return agent(who, ("first", level))


few = st.integers(1, 2)
configs = st.builds(
    FloorConfig,
    version=st.integers(0, 9),
    timers=st.builds(Timers, wrap_up_ms=few),
    setup_limit=few,
    skill_groups=st.just((SkillGroupConfig(id="first", name="一组"),)),
    queues=rows(lambda one: one.id, queue, st.sampled_from("qrs"), few),
    access_numbers=rows(lambda one: one.number, number, st.sampled_from(NUMBERS), st.sampled_from("qr")),
    agents=rows(lambda one: one.person_id, seat, st.sampled_from("lwz"), few),
    trunks=st.sampled_from([(), (TrunkConfig(id="t", node="n", endpoint="e"),)]),
)


def in_order(config: FloorConfig) -> FloorConfig:
    return replace(
        config, **{kind: tuple(sorted(getattr(config, kind), key=key)) for kind, key in KEYS.items()}
    )


@given(st.lists(configs, min_size=1, max_size=5))
def test_edits_one_after_another_give_the_last_configuration(versions: list[FloorConfig]):
    house = House(FloorConfig())
    for config in versions:
        house = house.edited(difference(house.config, config))
    fresh = House(in_order(versions[-1]))
    assert in_order(house.config) == fresh.config
    assert (house.agents, house.queues) == (fresh.agents, fresh.queues)
    assert house.served(["first", "second"]) == fresh.served(["first", "second"])
    for dialled in (*NUMBERS, *map(national, NUMBERS)):
        assert house.access_number("n", "e", dialled) == fresh.access_number("n", "e", dialled)


def test_an_edit_holds_what_was_edited_and_nothing_else():
    after = replace(CONFIG, version=2, agents=(*CONFIG.agents[1:], replace(CONFIG.agents[0], name="Li Na")))
    edit = difference(CONFIG, after)
    assert [one.name for one in edit.agents] == ["Li Na"]
    assert (edit.queues, edit.access_numbers, edit.gone, edit.timers) == ((), (), {}, None)
    assert edited(CONFIG, edit).queues is CONFIG.queues


def waiting(count: int) -> Story:
    story = Story(replace(CONFIG, setup_limit=1_000, queues=(replace(QUEUE, capacity=1_000),)))
    for number in range(count):
        story.queue(f"cust-{number}", caller=f"138{number:08}")
    return story


@pytest.mark.parametrize("count", [HANDFUL, 3 * HANDFUL + 5])
def test_calls_follow_their_queue_a_few_at_a_time_and_in_the_end_all(count: int):
    story = waiting(count)
    hurried = replace(QUEUE, capacity=1_000, timeout_ms=30_000)
    before = story.state
    story.tell(
        events.ConfigEdited(
            edit=difference(before.house.config, replace(before.house.config, queues=(hurried,)))
        )
    )
    followed = [one for one, call in story.state.calls.items() if call is not before.calls[one]]
    assert len(followed) == HANDFUL
    story.wait(50)
    assert {call.queue for call in story.state.calls.values()} == {hurried}
    assert not story.state.behind
    story.wait(30_000)
    assert {call.state for call in story.state.calls.values()} == {"parting"}


def test_a_floor_that_was_killed_on_the_way_goes_on_following():
    story = waiting(3 * HANDFUL)
    hurried = replace(QUEUE, capacity=1_000, timeout_ms=30_000)
    story.tell(events.ConfigChanged(config=replace(story.state.house.config, queues=(hurried,))))
    story.state = floor.load(floor.dump(story.state))
    story.wait(50)
    assert {call.queue for call in story.state.calls.values()} == {hurried}


def test_an_edit_of_somebody_else_touches_no_call_and_no_other_agent():
    story = waiting(HANDFUL)
    story.seat("li")
    before = story.state
    config = before.house.config
    other = replace(config, agents=(*config.agents, agent("new")), access_numbers=(access("95500"),))
    story.tell(events.ConfigEdited(edit=difference(config, other)))
    assert story.state.calls is before.calls
    assert story.state.agents is before.agents
    assert {one.tenant for one in story.state.house.config.agents} == {TENANT}


def test_the_journal_holds_what_was_edited_and_a_reading_of_it_gives_the_same_house():
    story = waiting(1)
    story.seat("li")
    config = story.state.house.config
    renamed = tuple(replace(one, name="Li Na") if one.person_id == "li" else one for one in config.agents)
    after, _ = floor.step(
        story.state, events.ConfigEdited(edit=difference(config, replace(config, agents=renamed))), story.now
    )
    rows = changed_rows(story.state, after)
    assert list(rows["house.agents"]) == ["li"]
    assert list(rows["calls"]) == list(after.agents["li"].calls), "his name is shown on what he has in hand"
    assert not {"house.queues", "house.access_numbers"} & set(rows)
    assert floor.load(floor.dump(after)).house == after.house
