"""What-if runs: the engine in virtual time against callers followed one by one, and against Erlang A."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zuoxi.assembly.cli import simulate
from zuoxi.assembly.cli.main import main
from zuoxi.simulator.whatif.customers import customers
from zuoxi.simulator.whatif.day import play
from zuoxi.simulator.whatif.figures import count
from zuoxi.simulator.whatif.followed import followed
from zuoxi.simulator.whatif.inbound import Inbound, estimate
from zuoxi.simulator.whatif.interval import student
from zuoxi.simulator.whatif.plan import SLOT_S, Plan, QueuePlan, Serving, TeamPlan
from zuoxi.simulator.whatif.planned import Asked, find
from zuoxi.simulator.whatif.reference import reference


def one_queue(agents, per_hour, **of_queue):
    queue = QueuePlan(name="热线", per_hour=per_hour, **of_queue)
    return Plan(queues=(queue,), teams=(TeamPlan(name="甲班", agents=agents, serves=(Serving(queue=0),)),))


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 12),
    st.lists(st.floats(0, 400), min_size=1, max_size=3),
    st.floats(10, 400),
    st.floats(5, 300),
    st.sampled_from([0, 10, 30]),
    st.integers(0, 5),
)
def test_the_engine_serves_callers_of_one_queue_exactly_as_one_by_one(
    agents, rates, talk, patience, wrap, run
):
    plan = one_queue(agents, tuple(rates), talk_s=talk, patience_s=patience, wrap_up_s=wrap)
    calling = customers(plan, run)

    assert play(plan, calling) == followed(calling, agents, wrap * 1000)


def test_fewer_agents_meet_the_very_same_callers():
    plan, fewer = (one_queue(agents, (200, 300), talk_s=120, patience_s=60) for agents in (12, 9))

    assert customers(plan) == customers(fewer)
    before, after = (
        count(play(one, customers(one)), window_ms=(0, 3_600_000), threshold_s=20, agents=one.agents).figures
        for one in (plan, fewer)
    )
    assert after.service_level < before.service_level
    assert after.abandonment > before.abandonment
    assert after.utilisation > before.utilisation


def test_another_patience_leaves_arrivals_and_conversations_as_they_were():
    patient, impatient = (one_queue(5, (120,), talk_s=60, patience_s=span) for span in (300, 30))

    assert [(one.arrives_ms, one.talk_ms) for one in customers(patient)] == [
        (one.arrives_ms, one.talk_ms) for one in customers(impatient)
    ]


def test_a_second_team_helps_after_its_time_and_who_waits_too_long_is_told():
    queues = (
        QueuePlan(name="订购", per_hour=(120,), talk_s=120, timeout_s=60),
        QueuePlan(name="售后", per_hour=(10,), talk_s=60),
    )
    alone = Plan(
        queues=queues,
        teams=(
            TeamPlan(name="甲", agents=3, serves=(Serving(queue=0),)),
            TeamPlan(name="乙", agents=2, serves=(Serving(queue=1),)),
        ),
    )
    helped = Plan(
        queues=queues,
        teams=(
            alone.teams[0],
            TeamPlan(name="乙", agents=2, serves=(Serving(queue=1), Serving(queue=0, after_s=15))),
        ),
    )

    def told_busy(plan):
        return [fate for fate in play(plan, customers(plan)) if fate.outcome == "told_busy"]

    assert told_busy(alone)
    assert {fate.waited_ms for fate in told_busy(alone)} == {60_000}
    assert len(told_busy(helped)) < len(told_busy(alone))


def test_a_run_can_be_broken_off():
    class Enough(Exception):
        pass

    def heard(part):
        if part > 0:
            raise Enough

    plan = one_queue(2, (2_000,), talk_s=10, patience_s=5)
    with pytest.raises(Enough):
        play(plan, customers(plan), heard)


@pytest.mark.parametrize(
    "supposed",
    [
        Inbound(agents=8, per_hour=200, talk_s=150, patience_s=60, seed=3),
        Inbound(agents=12, per_hour=480, talk_s=80, patience_s=40, threshold_s=10, seed=4),
    ],
)
def test_what_it_finds_is_what_erlang_a_says(supposed):
    """Each figure lies where the formula says, as far as so few runs can tell."""
    found = estimate(supposed, runs=2, half_width=0.01)

    formula = supposed.erlang_a
    assert found.half_width <= 0.01
    assert found.differences == 0
    assert abs(found.figures.service_level - formula.service_level(supposed.threshold_s)) < 0.015
    assert found.figures.abandonment == pytest.approx(formula.abandonment(), abs=0.015)
    assert found.figures.utilisation == pytest.approx(formula.utilisation(), abs=0.01)


def test_what_callers_would_be_told_of_their_wait_is_neither_too_much_nor_too_little():
    """On the whole: a single wait is as uncertain as conversations are long."""
    found = estimate(Inbound(agents=10, per_hour=200, talk_s=180, patience_s=120), runs=4, half_width=1)

    expected = found.expected
    assert expected.callers > 1_000
    assert expected.expected_s == pytest.approx(expected.waited_s, rel=0.05)
    assert expected.error_s < 0.6 * expected.waited_s


def test_with_wrap_up_there_is_no_formula_to_compare_with():
    assert Inbound(agents=8, per_hour=200, talk_s=150, wrap_up_s=10).erlang_a is None
    assert (
        Inbound(agents=8, per_hour=200, talk_s=150).erlang_a is None
    )  # nobody gives up, more than they can do
    assert Inbound(agents=9, per_hour=200, talk_s=150).erlang_a is not None


@pytest.mark.parametrize(("freedom", "table"), [(5, 2.571), (9, 2.262), (19, 2.093), (120, 1.980)])
def test_student_s_factor_is_that_of_the_tables(freedom, table):
    assert student(freedom, 0.95) == pytest.approx(table, rel=1e-3)


def test_the_command_prints_what_is_asked_for(capsys):
    line = (
        "simulate inbound --agents 4 --per-hour 60 --talk 120 --patience 60 --runs 2 --half-width 20 --json"
    )

    assert main(line.split()) == 0
    found = json.loads(capsys.readouterr().out)
    assert {
        "service_level",
        "half_width",
        "erlang_a",
        "abandonment",
        "mean_wait_s",
        "utilisation",
        "runs",
        "told_callers",
        "told_expected_s",
        "told_waited_s",
        "told_error_s",
    } <= set(found)


@pytest.mark.parametrize(
    "line", ["--agents 0", "--agents 5 --per-hour 200 --talk 180 --patience 0", "--patience -1"]
)
def test_what_makes_no_sense_is_said_and_nothing_runs(line, capsys):
    assert main(["simulate", "inbound", *line.split()]) != 0
    assert "--" in capsys.readouterr().err


def test_every_option_says_its_bounds():
    assert all(least <= usual <= most for _kind, usual, least, most, _meaning in simulate.SUPPOSED.values())


def test_what_a_day_is_measured_as_is_what_became_of_its_callers():
    """The catalogue's sums, from the facts, and the fates agree."""
    plan = one_queue(6, (0, 150, 150, 40, 0), talk_s=120, patience_s=45, wrap_up_s=10)
    team = msgspec.structs.replace(plan.teams[0], comes=1, goes=4)
    plan = msgspec.structs.replace(plan, teams=(team,))
    (found,) = find(Asked(plan=plan, days=2)).staffings
    fates = [fate for day in range(2) for fate in play(plan, customers(plan, day))]

    answered = [fate for fate in fates if fate.outcome == "answered"]
    assert found.sums["offered"] == found.calls == len(fates)
    assert found.sums["answered"] == found.sums["conversations"] == len(answered)
    assert found.sums["in_time"] == sum(fate.waited_ms <= 20_000 for fate in answered)
    assert found.sums["abandoned"] == len(fates) - len(answered)
    assert found.sums["talk_ms"] == sum(fate.customer.talk_ms for fate in answered)
    assert found.teams[0]["signed_in_ms"] >= 2 * 6 * 3 * SLOT_S * 1000
    assert found.queues[0]["offered"] == sum(half.sums.get("offered", 0) for half in found.half_hours)
    assert [half.calls for half in found.half_hours][0::4] == [0, 0]


def test_who_goes_home_ends_the_call_that_he_has_and_takes_no_other():
    plan = one_queue(1, (0, 0, 30, 30), talk_s=1_700, timeout_s=60)
    plan = msgspec.structs.replace(plan, teams=(msgspec.structs.replace(plan.teams[0], goes=3),))
    fates = play(plan, customers(plan))
    taken = [fate for fate in fates if fate.outcome == "answered"]

    assert taken
    assert all(one.customer.arrives_ms + one.waited_ms < 3 * SLOT_S * 1000 for one in taken)
    assert any(
        one.customer.arrives_ms + one.waited_ms + one.customer.talk_ms > 3 * SLOT_S * 1000 for one in taken
    )


def test_the_best_are_asked_first_where_the_queue_says_so():
    plan = one_queue(3, (20, 20), talk_s=60, strategy="level_first", patience_s=60)
    better = TeamPlan(name="能手", agents=3, level=1, serves=(Serving(queue=0),))
    plan = msgspec.structs.replace(plan, teams=(msgspec.structs.replace(plan.teams[0], level=2), better))
    (found,) = find(Asked(plan=plan, days=1)).staffings

    assert found.teams[1]["conversations"] > 4 * found.teams[0].get("conversations", 0)


def test_at_rest_a_day_is_what_erlang_a_says_of_each_half_hour():
    plan = one_queue(10, (180,) * 48, talk_s=150, patience_s=60)
    (found,) = find(Asked(plan=plan, days=3)).staffings

    assert found.reference.why_not == ()
    assert not found.reference.changes
    level = found.sums["in_time"] / found.sums["offered"]
    assert level == pytest.approx(found.reference.service_level[7], abs=max(0.01, 1.5 * found.half_width))
    assert found.sums["abandoned"] / found.sums["offered"] == pytest.approx(
        found.reference.abandonment[7], abs=0.01
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"wrap_up_s": 10}, ("wrap_up",)),
        ({"timeout_s": 60}, ("timeout",)),
        ({"patience_s": 0}, ("overload",)),
        ({}, ()),
    ],
)
def test_the_formula_says_what_of_a_plan_it_does_not_know(changes, why):
    assert reference(one_queue(2, (200, 0), **{"talk_s": 60, "patience_s": 30, **changes})).why_not == why


def test_the_formula_knows_neither_overflow_nor_ringing_nor_a_second_queue():
    plan = one_queue(2, (20,), talk_s=60)
    late = TeamPlan(name="乙", agents=1, serves=(Serving(queue=0, after_s=10),))
    other = msgspec.structs.replace(
        plan, queues=(*plan.queues, plan.queues[0]), teams=(*plan.teams, late), ring_s=3
    )
    assert reference(other).why_not == ("queues", "overflow", "ring")
    assert reference(one_queue(2, (20, 30), talk_s=60)).changes
