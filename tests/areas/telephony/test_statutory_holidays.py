"""A company's calendar starts with the statutory days, and everything in it can be changed."""

import datetime as dt

from tests.company import Door
from zuoxi.organisation.events import CompanyFounded
from zuoxi.telephony.handlers import give_first_holidays
from zuoxi.telephony.models import HolidayDay
from zuoxi.telephony.selectors.floor import opening_hours
from zuoxi.telephony.services.statutory import MOVED, OFF, YEARS, days

WEEK = [[[540, 1080]]] * 5 + [[], []]


def test_the_days_are_those_that_were_announced():
    assert sum(1 for _, spans in days(2026).values() if not spans) == 33
    assert all(day.weekday() >= 5 for day in MOVED)
    assert not set(MOVED) & {day for day, (_, spans) in days(2026).items() if not spans}
    assert sum(1 for _ in days(2027)) == 13  # the days that the law names
    assert all(first <= last for first, last, _ in OFF)
    assert YEARS == (2026, 2027)
    assert days(2031) == {}


def test_days_that_are_missing_are_added_and_what_was_set_by_hand_stays(company, door):
    door.put("/holidays/2026-10-01", {"name": "照常营业", "spans": [[480, 1320]]})
    assert door.post("/holidays", {"years": [2026]}) == {"added": 38}
    assert door.post("/holidays", {"years": [2026]}) == {"added": 0}
    first = door.get("/holidays", year=2026)
    assert {day["date"]: day["name"] for day in first}["2026-10-01"] == "照常营业"
    assert Door(company.agent).post("/holidays", {"years": [2026]})["code"] == "not_allowed"


def test_numbers_are_closed_on_holidays_and_open_on_moved_working_days(company, door):
    door.post("/holidays", {"years": [2026]})
    hours = opening_hours(company.tenant.id, WEEK, HolidayDay.objects.all())

    def open_at(day):
        return hours.is_open(int(dt.datetime.fromisoformat(f"{day}T10:00+08:00").timestamp() * 1000))

    assert not open_at("2026-10-01")
    assert open_at("2026-10-10")
    assert not open_at("2026-10-11")
    assert open_at("2026-10-12")


def test_a_new_company_has_them(company, monkeypatch):
    now = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
    monkeypatch.setattr("zuoxi.telephony.handlers.utc_now", lambda: now)
    for _ in range(2):
        give_first_holidays(CompanyFounded(tenant=str(company.tenant.id)))
    assert HolidayDay.objects.filter(tenant=company.tenant).count() == 39 + 13
