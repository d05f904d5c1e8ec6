"""What is wrong with a chain, and where; what its conditions ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.approvals.rules.chain import TESTS, Chain, Condition, Step, faults, holds, wrong_conditions
from zuoxi.approvals.rules.ready import BUSINESS_FACTS, FORMAL_FROM, READY, TRACKS
from zuoxi.organisation.rules import Role

ROLES = frozenset(role.value for role in Role)
ONE = Step(key="one", stage=1, name="一", role="team_leader")


def found(*steps):
    return set(faults(Chain(steps=steps), BUSINESS_FACTS, ROLES))


@pytest.mark.parametrize("ready", READY, ids=lambda ready: ready.code)
def test_every_ready_chain_is_without_a_fault(ready):
    assert faults(ready.chain, BUSINESS_FACTS, ROLES) == {}
    assert wrong_conditions(ready.when, BUSINESS_FACTS, "when") == {}


@given(st.integers(1, 10**7), st.sampled_from(sorted(TRACKS)))
def test_exactly_one_ready_chain_holds_for_every_request(customers, track):
    holding = [ready.code for ready in READY if holds(ready.when, {"customers": customers, "track": track})]
    form = "petition" if customers >= FORMAL_FROM else "contact_form"
    assert holding == [f"{form}_{track}"]


@pytest.mark.parametrize(
    ("steps", "at"),
    [
        ((), {"steps"}),
        ((ONE, Step(key="one", stage=2, name="二", role="agent")), {"steps.0.key", "steps.1.key"}),
        ((Step(key="a", stage=2, name="二", role="agent"),), {"steps"}),
        ((Step(key="a", stage=1, name="一", role="nobody"),), {"steps.0.role"}),
        ((Step(key="a", stage=1, name="一", role="agent", escalate_to="king"),), {"steps.0.escalate_to"}),
        ((Step(key="a", stage=1, name="一", role="agent", lies="unit"),), {"steps.0.unit"}),
        (
            (
                Step(
                    key="a",
                    stage=1,
                    name="一",
                    role="agent",
                    when=(Condition(fact="customers", test="lt", value=9),),
                ),
            ),
            {"steps"},
        ),
    ],
)
def test_a_fault_is_told_at_its_place(steps, at):
    assert found(*steps) == at


@pytest.mark.parametrize(
    ("condition", "at"),
    [
        (Condition(fact="weather", test="eq", value=1), "when.0.fact"),
        (Condition(fact="customers", test="eq", value="many"), "when.0.value"),
        (Condition(fact="track", test="lt", value="region"), "when.0.test"),
        (Condition(fact="track", test="eq", value="moon"), "when.0.value"),
    ],
)
def test_a_condition_that_asks_nonsense_is_told(condition, at):
    assert set(wrong_conditions((condition,), BUSINESS_FACTS, "when")) == {at}


def test_what_is_asked_of_a_fact_that_nobody_knows_does_not_hold():
    for test in TESTS:
        assert not holds((Condition(fact="weight", test=test, value=1),), {"customers": 1})
        assert not holds((Condition(fact="track", test=test, value=1),), {"track": "region"})
