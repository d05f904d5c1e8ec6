"""A small run of the distribution benchmark, and that its oracle can tell wrong from right."""

import pytest

from zuoxi.assembly.bench import acd
from zuoxi.assembly.bench.acd_oracle import Oracle
from zuoxi.engine.commands import RecordFact
from zuoxi.engine.config import Strategy
from zuoxi.engine.facts import AgentStateChanged, CallQueued, Fact, OfferMade


@pytest.mark.parametrize("strategy", acd.STRATEGIES)
def test_many_calls_go_to_whose_turn_it_is_and_none_is_lost(strategy: Strategy):
    figures = acd.measure(agents=120, calls=600, seed=7, strategy=strategy)
    assert (figures["wrong"], figures["lost"], figures["double"]) == (0, 0, 0)
    assert figures["offers"] > 400
    assert figures["events"] > figures["calls"] * 4


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
    oracle = Oracle(acd.house(100))  # even agents serve queue-0, odd ones queue-1
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
    oracle = Oracle(acd.house(50))
    for number in range(2):
        for fact in (
            CallQueued(call=f"c{number}", queue="queue-0", position=1),
            OfferMade(call=f"c{number}", person="agent-0", session="s"),
        ):
            oracle.read(RecordFact(seq=number, tenant="t", stream="s", occurred_at=1_000, fact=fact))
    assert oracle.double == 1
