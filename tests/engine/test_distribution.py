"""A small run of the distribution benchmark, and that its oracle can tell wrong from right."""

from random import Random

import pytest

from zuoxi.assembly.bench import acd
from zuoxi.assembly.bench.acd_house import STRATEGIES, house, small_house
from zuoxi.assembly.bench.acd_oracle import Oracle
from zuoxi.engine.commands import RecordFact
from zuoxi.engine.facts import AgentStateChanged, CallQueued, Fact, OfferMade


@pytest.mark.parametrize("strategy", (acd.MIXED, *STRATEGIES))
def test_many_calls_go_to_whose_turn_it_is_and_none_is_lost(strategy: str):
    figures = acd.measure(agents=250, calls=700, seed=7, strategy=strategy)
    assert (figures["wrong"], figures["lost"], figures["double"]) == (0, 0, 0)
    assert figures["offers"] > 400
    assert figures["events"] > figures["calls"] * 4
    assert figures["strategies"] == sorted(STRATEGIES if strategy == acd.MIXED else [strategy])


def walked(seeds: range, calls: int) -> dict[str, int]:
    """Small floors thrown together by chance, each with so many calls: what was not as it should be."""
    found = {"wrong": 0, "lost": 0, "double": 0, "events": 0}
    for seed in seeds:
        figures = acd.figures_of(acd.Bench(small_house(Random(seed)), calls, seed))
        found = {name: count + figures[name] for name, count in found.items()}
    return found


def test_small_floors_do_what_the_slow_model_does():
    assert walked(range(5), 200) | {"events": 0} == {"wrong": 0, "lost": 0, "double": 0, "events": 0}


@pytest.mark.deep
@pytest.mark.parametrize("part", range(67))
def test_small_floors_agree_with_the_slow_model_over_ten_million_events(part: int):
    """Each part is twenty floors of a thousand calls: 150,000 events."""
    found = walked(range(1_000 + 20 * part, 1_020 + 20 * part), 1_000)
    assert (found["wrong"], found["lost"], found["double"]) == (0, 0, 0)
    assert found["events"] > 140_000


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(4))
def test_a_thousand_agents_are_served_as_the_slow_model_says(seed: int):
    figures = acd.measure(agents=1_000, calls=4_000, seed=seed)
    assert (figures["wrong"], figures["lost"], figures["double"]) == (0, 0, 0)


def state(person: str, state: str) -> AgentStateChanged:
    return AgentStateChanged(
        session="s",
        person=person,
        path="/",
        previous="not_ready",
        state=state,  # type: ignore[arg-type]
        reason="",
        cause="agent",
        by=person,
        call="",
        lasted_ms=0,
    )


@pytest.mark.parametrize(("person", "wrong"), [("agent-0", 0), ("agent-2", 1), ("agent-1", 1)])
def test_the_oracle_sees_an_offer_to_the_wrong_agent(person: str, wrong: int):
    oracle = Oracle(house(100))  # even agents serve queue-0, odd ones queue-1
    facts: list[Fact] = [
        state("agent-1", "ready"),
        state("agent-0", "ready"),
        state("agent-2", "ready"),
        CallQueued(call="c", queue="queue-0", position=1),
        OfferMade(call="c", person=person, session="s"),
    ]
    for number, fact in enumerate(facts):
        record = RecordFact(seq=number, tenant="t", stream="s", occurred_at=1_000 + number, fact=fact)  # type: ignore[arg-type]
        oracle.read(record)
    assert oracle.wrong == wrong


def test_the_oracle_sees_an_agent_with_two_calls():
    oracle = Oracle(house(50))
    for number in range(2):
        for fact in (
            CallQueued(call=f"c{number}", queue="queue-0", position=1),
            OfferMade(call=f"c{number}", person="agent-0", session="s"),
        ):
            oracle.read(RecordFact(seq=number, tenant="t", stream="s", occurred_at=1_000, fact=fact))
    assert oracle.double == 1
