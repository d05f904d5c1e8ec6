"""When something is open, and when it opens next."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zuoxi.kernel.calendars import (
    HORIZON_DAYS,
    OpeningHours,
    Span,
    next_opening,
    wrong_with_day,
    wrong_with_week,
)
from zuoxi.kernel.clock import to_ms

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = OpeningHours(weekly=((Span(start=9 * 60, end=18 * 60),),) * 5 + ((),) * 2)


def at(text: str, zone: ZoneInfo = SHANGHAI) -> int:
    return to_ms(dt.datetime.fromisoformat(text).replace(tzinfo=zone))


def test_the_office_opens_and_closes_to_the_minute() -> None:
    assert not OFFICE.is_open(at("2026-03-02T08:59:59"))
    assert OFFICE.is_open(at("2026-03-02T09:00:00"))
    assert OFFICE.is_open(at("2026-03-02T17:59:59"))
    assert not OFFICE.is_open(at("2026-03-02T18:00:00"))


def test_after_friday_evening_comes_monday_morning() -> None:
    assert next_opening([OFFICE], at("2026-03-06T18:30")) == at("2026-03-09T09:00")


def test_a_holiday_is_closed_and_a_moved_working_day_is_open() -> None:
    plan = OpeningHours(
        weekly=OFFICE.weekly,
        days=(("2026-03-09", ()), ("2026-03-07", (Span(start=600, end=720),))),
    )
    assert next_opening([plan], at("2026-03-06T18:30")) == at("2026-03-07T10:00")
    assert next_opening([plan], at("2026-03-07T12:00")) == at("2026-03-10T09:00")


def test_two_plans_open_when_both_are_open() -> None:
    here = OpeningHours(weekly=((Span(start=9 * 60, end=21 * 60),),) * 7)
    there = OpeningHours(timezone="America/Los_Angeles", weekly=here.weekly)
    opens = next_opening([here, there], at("2026-03-02T14:00"))
    assert opens == at("2026-03-02T17:00", ZoneInfo("America/Los_Angeles"))


def test_a_night_belongs_to_the_day_on_which_it_began() -> None:
    friday = OpeningHours(weekly=((),) * 4 + ((Span(start=21 * 60, end=26 * 60),), (), ()))
    assert friday.is_open(at("2026-03-06T21:00"))
    assert friday.is_open(at("2026-03-07T01:59:59"))
    assert not friday.is_open(at("2026-03-07T02:00"))
    assert not friday.is_open(at("2026-03-06T01:00"))
    assert next_opening([friday], at("2026-03-07T02:00")) == at("2026-03-13T21:00")
    holiday = OpeningHours(weekly=friday.weekly, days=(("2026-03-06", ()),))
    assert not holiday.is_open(at("2026-03-07T01:00"))


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        ([], ""),
        ([[480, 720], [810, 1440]], ""),
        ([[1260, 1560]], ""),
        ([[0, 1440]], ""),
        ([[600, 600]], "form"),
        ([[1440, 1500]], "form"),
        ([[0, 1441]], "form"),
        ([[480, 720], [700, 900]], "order"),
    ],
)
def test_what_is_wrong_with_a_day(day: list[list[int]], wrong: str) -> None:
    assert wrong_with_day(day) == wrong


def test_a_night_may_reach_the_next_day_but_not_its_hours() -> None:
    night = [[1260, 1560]]
    assert wrong_with_week([night] * 7) == {}
    assert wrong_with_week([[[60, 120]], [], [], [], [], [], night]) == {6: "overnight"}


def test_a_plan_that_never_opens_has_no_next_opening() -> None:
    assert next_opening([OpeningHours(weekly=((),) * 7)], at("2026-03-02T12:00")) is None


spans = st.tuples(st.integers(0, 1438), st.integers(1, 600)).map(
    lambda pair: Span(start=pair[0], end=pair[0] + pair[1])
)
plans = st.builds(
    OpeningHours,
    timezone=st.sampled_from(["Asia/Shanghai", "Europe/London", "America/Los_Angeles"]),
    weekly=st.tuples(*[st.lists(spans, max_size=2).map(tuple)] * 7),
)


@given(plan=plans, hour=st.integers(0, 24 * 365))
def test_the_next_opening_is_open_and_nothing_before_it_is(plan: OpeningHours, hour: int) -> None:
    now = at("2026-01-01T00:00") + hour * 3_600_000
    opens = next_opening([plan], now)
    step = 10 * 60_000
    end = opens if opens is not None else now + (HORIZON_DAYS - 1) * 86_400_000
    if opens is not None:
        assert plan.is_open(opens)
    assert not any(plan.is_open(moment) for moment in range(now, min(end, now + 200 * step), step))
