"""Reasons for not being ready that have a daily allowance, and what agents have taken of them (T10, K22)."""

import pytest

from tests.areas.calls.stories import NINE
from tests.areas.calls.test_shifts import MINUTE, Day, moment
from tests.company import Door
from zuoxi.calls.selectors.breaks import breaks_of_floor
from zuoxi.calls.selectors.shifts import shift_of
from zuoxi.calls.services.facts import record
from zuoxi.telephony.models import NotReadyReason
from zuoxi.telephony.services import reasons


@pytest.fixture
def allowed(house):
    """A rest is 30 minutes a day, a meal 60; nobody counts the others."""
    reasons.sow(house.tenant.id)
    for code, minutes in (("rest", 30), ("meal", 60)):
        NotReadyReason.objects.filter(tenant=house.tenant, code=code).update(allowance_min=minutes)
    return house


def taken(house, viewer, now, since=NINE):
    found = breaks_of_floor(viewer, moment(since), moment(now))
    return {(one.person, one.reason): one.ms for one in found}


def busy_day(person_of):
    """Rest, work, meal, a second session with a rest that goes on."""
    day = Day(person_of).comes(NINE).does("not_ready", NINE + MINUTE, "rest")
    day.does("ready", NINE + 11 * MINUTE).does("not_ready", NINE + 12 * MINUTE, "training")
    day.does("not_ready", NINE + 20 * MINUTE, "meal").goes(NINE + 45 * MINUTE)
    return day.comes(NINE + 50 * MINUTE).does("not_ready", NINE + 51 * MINUTE, "rest")


def test_a_day_of_breaks_is_summed_by_reason_and_runs_on(allowed):
    record(busy_day(allowed).teller.told)
    me = allowed.agent.id
    assert taken(allowed, allowed.leader, NINE + 56 * MINUTE) == {
        (me, "rest"): 15 * MINUTE,
        (me, "meal"): 25 * MINUTE,
    }


@pytest.mark.parametrize("since", [NINE - MINUTE, NINE + 5 * MINUTE, NINE + 30 * MINUTE])
def test_a_leader_reads_the_figure_that_the_agent_reads(allowed, since):
    record(busy_day(allowed).teller.told)
    now = NINE + 60 * MINUTE
    spent = shift_of(allowed.agent, moment(since), moment(now)).spent
    own = {(allowed.agent.id, one.reason): one.ms for one in spent if one.reason in ("rest", "meal")}
    assert own and taken(allowed, allowed.leader, now, since) == own


def test_a_session_that_nobody_ended_takes_no_more(allowed):
    day = Day(allowed).comes(NINE).does("not_ready", NINE + MINUTE, "rest")
    record(day.comes(NINE + 30 * MINUTE).teller.told)
    assert taken(allowed, allowed.leader, NINE + 40 * MINUTE) == {}


def test_only_reasons_with_an_allowance_are_counted_and_without_any_nothing_is_read(
    allowed, django_assert_max_num_queries
):
    record(busy_day(allowed).teller.told)
    NotReadyReason.objects.update(allowance_min=None)
    with django_assert_max_num_queries(4):
        assert taken(allowed, allowed.leader, NINE + 56 * MINUTE) == {}


def test_a_leader_reads_his_own_floor_and_an_agent_none(allowed):
    record(busy_day(allowed).teller.told)
    door = Door(allowed.leader)
    at = moment(NINE).isoformat()
    assert {one["person"] for one in door.get("/floor-breaks", since=at)["taken"]} <= {str(allowed.agent.id)}
    agent = Door(allowed.agent)
    agent.get("/floor-breaks", since=at)
    assert agent.status == 403


def test_an_allowance_is_set_changed_and_lifted_and_stands_in_the_trail(allowed):
    boss = Door(allowed.administrator)
    word = next(one for one in boss.get("/not-ready-reasons", size=100)["items"] if one["code"] == "rest")
    assert word["allowance_min"] == 30
    assert boss.patch(f"/not-ready-reasons/{word['id']}", {"allowance_min": 20})["allowance_min"] == 20
    assert boss.patch(f"/not-ready-reasons/{word['id']}", {"name": "小休"})["allowance_min"] == 20
    assert boss.patch(f"/not-ready-reasons/{word['id']}", {"allowance_min": None})["allowance_min"] is None
    boss.patch(f"/not-ready-reasons/{word['id']}", {"allowance_min": 0})
    assert boss.status == 422
