"""Routing and waiting order as pure functions, against looking at everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from immutables import Map
from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE
from tests.engine.story import Story
from zuoxi.engine.config import FloorConfig, QueueGroup, Strategy
from zuoxi.engine.house import House
from zuoxi.engine.leg import LegState
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.routing import (
    AT_ONCE,
    KEYS,
    LEVEL_MS,
    all_agents,
    best_call,
    next_agent,
    next_opening,
    open_groups,
    slots_of,
)
from zuoxi.engine.state import Agent, Leg, WaitingKey
from zuoxi.engine.waiting import HEAD_START_MS, first_since, line_of, longest_since

GROUPS = ("a", "b", "c")
NODES = ("north", "south")
STRATEGIES: tuple[Strategy, ...] = tuple(KEYS)
UP: LegState = "up"


def house_of(strategy: Strategy) -> House:
    """All groups serve queues of this strategy, and one of them a queue of another too."""
    groups = tuple(QueueGroup(group_id=group) for group in GROUPS)
    other = replace(QUEUE, id="other", groups=groups[:1], strategy="longest_idle")
    return House(FloorConfig(queues=(replace(QUEUE, groups=groups, strategy=strategy), other)))


def agent_of(number: int, **fields: Any) -> Agent:
    """One ready agent; unlike any other by his person and serial."""
    groups = tuple(sorted(fields.pop("levels").items()))
    profile = replace(CONFIG.agents[0], person_id=f"p{number}", groups=groups)
    return Agent(
        person=f"p{number}",
        profile=profile,
        session="s",
        device=profile.devices[0],
        desktop="page",
        since=0,
        serial=number + 1,
        state="ready",
        line=Leg(id="l", node=fields["node"], channel=f"c{number}", state=UP, since=0),
        **fields,
    )


AGENTS = st.lists(
    st.fixed_dictionaries(
        {
            "levels": st.dictionaries(st.sampled_from(GROUPS), st.integers(1, 3), min_size=1),
            "node": st.sampled_from(NODES),
            "idle_since": st.integers(0, 4).map(lambda steps: steps * LEVEL_MS // 2),
            "taken": st.integers(0, 3),
            "offered": st.integers(0, 3),
        }
    ),
    max_size=12,
).map(lambda all_fields: [agent_of(number, **fields) for number, fields in enumerate(all_fields)])

# What each strategy promises, said the slow way: by what two agents with these levels are compared.
SLOW: dict[Strategy, Callable[[Agent, int], tuple[Any, ...]]] = {
    # a better level counts as a minute of idle time more
    "longest_idle": lambda agent, level: (
        agent.idle_since + 60_000 * (level - 1),
        level,
        agent.serial,
    ),
    "fewest_calls": lambda agent, level: (agent.taken, level, agent.idle_since),
    "level_first": lambda agent, level: (level, agent.idle_since, agent.serial),
    "round_robin": lambda agent, level: (agent.offered, level, agent.serial),
    "ring_all": lambda agent, level: (agent.idle_since + 60_000 * (level - 1), level, agent.serial),
}


def by_looking_at_everybody(
    agents: list[Agent], strategy: Strategy, groups: list[str], nodes: list[str]
) -> list[str]:
    """All who may take the call, whose turn it is first: each by the best of his groups that are open.

    Where he stands counts among those only who are alike in everything else.
    """
    places = []
    for agent in agents:
        levels = [level for group, level in agent.profile.groups if group in groups]
        if levels and agent.node in nodes:
            rank = min(SLOW[strategy](agent, level) for level in levels)
            places.append((*rank, nodes.index(agent.node), agent.person))
    return [place[-1] for place in sorted(places)]


def ready_lines(agents: list[Agent], house: House) -> Map[str, Ordered[Any]]:
    lines: dict[str, list[Any]] = {}
    for agent in agents:
        for name, key in slots_of(agent, house, node_up=True):
            lines.setdefault(name, []).append(key)
    return Map({name: Ordered(keys) for name, keys in lines.items()})


@pytest.mark.parametrize("strategy", STRATEGIES)
@given(
    agents=AGENTS,
    groups=st.lists(st.sampled_from(GROUPS), unique=True),
    nodes=st.lists(st.sampled_from(NODES), unique=True),
)
def test_each_strategy_agrees_with_looking_at_everybody(
    strategy: Strategy, agents: list[Agent], groups: list[str], nodes: list[str]
):
    house = house_of(strategy)
    lines = ready_lines(agents, house)
    expected = by_looking_at_everybody(agents, strategy, groups, nodes)
    assert next_agent(lines, strategy, groups, nodes) == (expected[0] if expected else "")
    if strategy == "ring_all":
        assert all_agents(lines, groups, nodes) == tuple(expected[:AT_ONCE])


def test_who_is_not_ready_or_cannot_be_reached_stands_nowhere():
    agent = agent_of(1, levels={"a": 1}, node="north")
    house = house_of("longest_idle")
    assert slots_of(agent, house, node_up=True)
    assert slots_of(agent, house, node_up=False) == ()
    assert slots_of(replace(agent, connected=False), house, node_up=True) == ()
    assert slots_of(replace(agent, line=None), house, node_up=True) == ()
    assert slots_of(replace(agent, state="wrap_up"), house, node_up=True) == ()


HEAD_STARTS = st.integers(-3, 3).map(lambda priority: priority * HEAD_START_MS)
TIMES = st.integers(1, 50).map(lambda step: step * HEAD_START_MS // 4)


def places(head_start: int, queued: list[tuple[int, int, int]], ahead: int = 0) -> list[WaitingKey]:
    """The places of one queue's calls: (sent back or not, since, serial) each; a leader has put each seventh
    ahead by so much (ms)."""
    return [
        (rank, since - head_start - (ahead if serial % 7 == 0 else 0), since, serial, f"call-{serial}")
        for rank, since, serial in queued
    ]


QUEUED = st.lists(
    st.tuples(st.integers(0, 1), TIMES, st.integers(0, 99)), max_size=20, unique_by=lambda one: one[2]
)


@given(head_start=HEAD_STARTS, queued=QUEUED, moment=TIMES, ahead=TIMES)
def test_the_first_who_has_waited_long_enough(
    head_start: int, queued: list[tuple[int, int, int]], moment: int, ahead: int
):
    all_places = places(head_start, queued, ahead)
    line = Ordered(all_places)
    may = [one for one in all_places if one[2] <= moment]
    assert first_since(line, moment, head_start) == min(may, default=None)
    longest = min((one[2] for one in all_places), default=0)
    assert longest_since(line, head_start) == longest_since(line, None) == longest


@given(
    first=QUEUED,
    second=QUEUED,
    starts=st.tuples(HEAD_STARTS, HEAD_STARTS),
    after=TIMES,
    now=TIMES,
    reach=st.lists(st.sampled_from(NODES), unique=True),
    weight=st.integers(1, 4),
)
def test_a_free_agent_takes_the_best_call_of_all_his_queues_on_all_nodes_within_reach(
    first: list[tuple[int, int, int]],
    second: list[tuple[int, int, int]],
    starts: tuple[int, int],
    after: int,
    now: int,
    reach: list[str],
    weight: int,
):
    one = replace(QUEUE, id="one", groups=(QueueGroup(group_id="a"),))
    two = replace(
        QUEUE,
        id="two",
        groups=(QueueGroup(group_id="b"), QueueGroup(group_id="a", after_ms=after)),
        weight=weight,
    )
    agent = agent_of(1, levels={"a": 1}, node="north")
    first_places = places(starts[0], first)
    second_places = [(*place[:4], f"two-{place[4]}") for place in places(starts[1], second)]
    north, south = first_places[::2], first_places[1::2]
    waiting = Map(
        {
            line_of("one", "north"): Ordered(north),
            line_of("one", "south"): Ordered(south),
            line_of("two", "south"): Ordered(second_places),
        }
    )
    may = [place for place in north if "north" in reach and place[2] <= now]
    may += [place for place in south if "south" in reach and place[2] <= now]
    may += [place for place in second_places if "south" in reach and place[2] <= now - after]

    def turn(place: WaitingKey) -> tuple[int, ...]:
        """Sent back first; then who has waited the longest, as his queue counts it."""
        rank, _, since, serial, _ = place
        of_two = place in second_places
        counted = (now - since) * (weight if of_two else 1) + starts[of_two]
        return (rank, -counted, since, serial, of_two)

    best = best_call(waiting, (one, two), agent, now, reach)
    assert (best is None) == (not may)
    if best is not None:
        assert turn(best)[:4] == min(map(turn, may))[:4]


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
