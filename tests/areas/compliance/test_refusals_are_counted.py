"""A refusal that repeats in a day is one row with a count."""

import datetime as dt

import pytest

from tests.areas.compliance.conftest import NOON
from tests.company import Door
from zuoxi.compliance.errors import GateRefused
from zuoxi.compliance.models import Refusal
from zuoxi.compliance.rules import Automatic
from zuoxi.compliance.services import lists, permits
from zuoxi.compliance.services.ground import Wish

NUMBER = "13800000001"
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def barred(house):
    lists.blacklist(house.boss, NUMBER, "threats")


def refuse(person, number=NUMBER, now=NOON, **said):
    with pytest.raises(GateRefused):
        permits.ask(person, number, lambda: now, **said)


def test_the_same_refusal_of_a_day_is_one_row_with_its_first_and_last_moment(house):
    for minute in range(4):
        refuse(house.agent, now=NOON + minute * MINUTE)
    row = Refusal.objects.get()
    assert (row.count, row.first_at, row.at) == (4, NOON, NOON + 3 * MINUTE)


def test_another_day_person_number_reason_or_purpose_is_another_row(house):
    refuse(house.agent)
    refuse(house.agent, now=NOON + DAY)
    refuse(house.colleague)
    refuse(house.agent, "nobody")
    refuse(house.agent, purpose="survey")
    night = NOON + dt.timedelta(hours=14)
    refuse(house.agent, "13800000002", night)
    assert sorted(Refusal.objects.values_list("count", flat=True)) == [1] * 6


def test_the_day_is_the_companys(house):
    before, after = NOON + dt.timedelta(hours=11, minutes=59), NOON + dt.timedelta(hours=12)
    for moment in (before, after):
        refuse(house.agent, now=moment)
    assert [row.day.isoformat() for row in Refusal.objects.order_by("at")] == ["2036-03-03", "2036-03-04"]


def test_a_thousand_refusals_of_the_house_itself_are_one_row(house):
    system = Automatic(tenant=house.tenant.id, path=house.north.path)
    for _ in range(5):
        permits.ask_many(system, [Wish(number=NUMBER)] * permits.AT_ONCE, lambda: NOON)
    row = Refusal.objects.get()
    assert (row.person, row.count) == (None, 5 * permits.AT_ONCE)


def test_the_list_says_how_often_and_since_when(house):
    for minute in range(3):
        refuse(house.agent, now=NOON + minute * MINUTE)
    (row,) = Door(house.leader).get("/refusals")["items"]
    assert row["count"] == 3
    assert dt.datetime.fromisoformat(row["first_at"]) == NOON


def test_a_span_finds_a_row_that_lies_in_it_with_any_of_its_moments(house):
    refuse(house.agent)
    refuse(house.agent, now=NOON + 60 * MINUTE)
    until = (NOON + 30 * MINUTE).isoformat()
    assert Door(house.leader).get("/refusals", until=until)["total"] == 1
    assert Door(house.leader).get("/refusals", since=until)["total"] == 1
    assert Door(house.leader).get("/refusals", until=NOON.isoformat())["total"] == 0


def test_the_house_is_named_in_both_languages_in_what_is_taken_along(house):
    system = Automatic(tenant=house.tenant.id, path=house.north.path)
    permits.ask_many(system, [Wish(number=NUMBER)] * 2, lambda: NOON)
    (row,) = Door(house.leader).get("/refusals")["items"]
    assert (row["person"], row["count"]) == ("", 2)
