"""An approval under way: every act in every state, side-by-side steps, time."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.approvals.rules import run as rules
from zuoxi.approvals.rules.chain import Chain, Condition, Step
from zuoxi.approvals.rules.run import ACTS, ENDED, HOUR, Act, Refused, Run

NOW = 1_760_000_000_000
CHAIN = Chain(
    steps=(
        Step(key="leader", stage=1, name="部门领导", role="department_leader"),
        Step(key="plan", stage=2, name="方案", role="city_outbound_team", remark=True),
        Step(key="check", stage=3, name="核对", role="department_leader"),
        Step(key="service", stage=3, name="客服核对", role="customer_service_leader"),
        Step(
            key="big",
            stage=4,
            name="大项目",
            role="customer_service_leader",
            when=(Condition(fact="customers", test="ge", value=5000),),
        ),
    )
)
SMALL, BIG = {"customers": 10}, {"customers": 5000}


def did(run, what, key="", *, at=NOW, by="decides", facts=SMALL, reason="好", chain=CHAIN) -> Run:
    return rules.act(
        chain,
        run,
        what,
        key,
        at,
        facts=facts,
        decides=by in ("decides", "both"),
        requested=by in ("requested", "both"),
        reason=reason,
    )


def states(run):
    return {step.key: step.state for step in run.steps}


def test_the_first_stage_opens_and_what_no_condition_asks_for_is_passed_over():
    run = rules.begin(CHAIN, SMALL, NOW)
    assert states(run) == {
        "leader": "open",
        "plan": "ahead",
        "check": "ahead",
        "service": "ahead",
        "big": "passed_over",
    }
    assert states(rules.begin(CHAIN, BIG, NOW))["big"] == "ahead"


def test_steps_of_one_stage_lie_side_by_side_and_the_next_waits_for_all_of_them():
    run = did(did(rules.begin(CHAIN, BIG, NOW), "approve", "leader"), "approve", "plan")
    assert (states(run)["check"], states(run)["service"]) == ("open", "open")
    run = did(run, "approve", "service")
    assert (states(run)["check"], states(run)["big"]) == ("open", "ahead")
    run = did(run, "approve", "check")
    assert states(run)["big"] == "open"
    assert did(run, "approve", "big").state == "approved"


def test_a_rejection_ends_it_and_what_lay_beside_it_is_dropped():
    run = did(did(rules.begin(CHAIN, SMALL, NOW), "approve", "leader"), "approve", "plan")
    run = did(run, "reject", "check", reason="方案不合规")
    assert run.state == "rejected"
    assert (states(run)["check"], states(run)["service"]) == ("rejected", "dropped")


def test_what_is_sent_back_and_handed_in_again_begins_a_new_round_by_its_new_facts():
    run = did(rules.begin(CHAIN, SMALL, NOW), "approve", "leader")
    back = did(run, "return", "plan", reason="客户数不对")
    assert back.state == "returned"
    again = did(back, "hand_in", by="requested", facts=BIG)
    assert (again.state, again.round) == ("running", 2)
    assert (states(again)["leader"], states(again)["big"]) == ("open", "ahead")


@pytest.mark.parametrize(
    ("what", "key", "by", "reason", "why"),
    [
        ("reject", "leader", "decides", " ", "reason_needed"),
        ("return", "leader", "decides", "", "reason_needed"),
        ("approve", "plan", "decides", "好", "not_open"),
        ("approve", "nothing", "decides", "好", "not_open"),
        ("approve", "leader", "nobody", "好", "not_yours"),
        ("approve", "leader", "both", "好", "own_request"),
        ("withdraw", "", "decides", "", "not_yours"),
        ("remind", "", "decides", "", "not_yours"),
        ("hand_in", "", "requested", "", "over"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_reason(what, key, by, reason, why):
    with pytest.raises(Refused) as refused:
        did(rules.begin(CHAIN, SMALL, NOW), what, key, by=by, reason=reason)
    assert refused.value.why == why


def test_a_step_that_asks_for_words_is_not_approved_without():
    run = did(rules.begin(CHAIN, SMALL, NOW), "approve", "leader", reason="")
    with pytest.raises(Refused, match="reason_needed"):
        did(run, "approve", "plan", reason="  ")


def test_where_a_chain_allows_it_a_requester_decides_his_own():
    chain = Chain(steps=CHAIN.steps[:1], own=True)
    run = rules.begin(chain, SMALL, NOW)
    assert did(run, "approve", "leader", by="both", chain=chain).state == "approved"


def test_a_requester_reminds_once_an_hour():
    run = did(rules.begin(CHAIN, SMALL, NOW), "remind", by="requested")
    assert run.steps[0].reminded == 1
    with pytest.raises(Refused, match="too_soon"):
        did(run, "remind", by="requested", at=NOW + HOUR - 1)
    assert did(run, "remind", by="requested", at=NOW + HOUR).steps[0].reminded == 2


def test_time_reminds_and_then_lets_the_next_above_decide():
    run = rules.begin(CHAIN, SMALL, NOW)
    assert rules.next_due(run) == NOW + 24 * HOUR
    run, above = rules.lapse(CHAIN, run, NOW + 24 * HOUR)
    assert (run.steps[0].reminded, above, rules.next_due(run)) == (1, (), NOW + 48 * HOUR)
    run, above = rules.lapse(CHAIN, run, NOW + 72 * HOUR)
    assert (run.steps[0].reminded, above) == (2, ("leader",))
    assert rules.lapse(CHAIN, run, NOW + 72 * HOUR)[1] == (), "what time has brought comes once"


@given(st.data())
def test_whatever_is_done_in_whatever_order_every_state_is_one_of_the_table(data):
    facts = data.draw(st.sampled_from([SMALL, BIG]))
    run, at = rules.begin(CHAIN, facts, NOW), NOW
    for _ in range(data.draw(st.integers(0, 25))):
        at += data.draw(st.integers(0, 80 * HOUR))
        what = data.draw(st.sampled_from(get_args(Act)))
        key = data.draw(st.sampled_from([step.key for step in CHAIN.steps]))
        by, before = data.draw(st.sampled_from(["decides", "requested"])), run
        try:
            run = did(run, what, key, at=at, by=by, facts=facts)
        except Refused:
            assert run == before
            continue
        assert before.state in ACTS[what].states, "nothing is done in a state that does not allow it"
        open_now = [step for step in run.steps if step.state == "open"]
        assert bool(open_now) == (run.state == "running"), "it lies with somebody exactly while it runs"
        assert len({rules.step_of(CHAIN, step.key).stage for step in open_now}) <= 1
        if run.state == "approved":
            assert {step.state for step in run.steps} <= {"approved", "passed_over"}
        if run.state in ENDED:
            assert rules.next_due(run) == 0
        run, _ = rules.lapse(CHAIN, run, at)
