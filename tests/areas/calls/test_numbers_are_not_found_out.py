"""Whoever sees numbers masked does not find them out digit by digit through the search."""

import pytest

from tests.areas.calls.test_callbacks import give_up
from tests.areas.calls.test_calls_api import HOUR, NUMBER, tell_answered
from tests.areas.workbook import exported, work
from tests.company import Door
from zuoxi.organisation.models import AuditEvent
from zuoxi.organisation.services.lookups import LOOKED_UP
from zuoxi.outbox.models import Job


def totals(who, path, *ends):
    return [Door(who).get(path, q=end)["total"] for end in ends]


def test_the_list_of_calls_is_searched_by_what_a_masked_number_shows(house):
    tell_answered(house, house.agent, ago=2 * HOUR)

    assert totals(house.assessor, "/calls", "0001", "00001", "3800000001") == [1, 0, 0]
    assert totals(house.agent, "/calls", "0001", "00001") == [1, 0]
    assert totals(house.assessor, "/calls", NUMBER) == [1], "who knows the number finds its calls"
    assert totals(house.leader, "/calls", "00001", "3800000001") == [1, 1], "who sees it may search by it"


def test_the_workbook_is_no_way_round(house):
    tell_answered(house, house.agent, ago=2 * HOUR)
    rows = []
    for end in ("0001", "00001"):
        rows.append(len(exported(Door(house.assessor), "calls", q=end)) - 1)

    assert rows == [1, 0]


def test_calls_owed_are_searched_the_same_way(house):
    give_up(house)

    assert totals(house.agent, "/callbacks", "0001", "00001", NUMBER) == [1, 0, 1]
    assert totals(house.leader, "/callbacks", "00001") == [1]


@pytest.mark.parametrize("name", ["calls", "callbacks"])
def test_a_workbook_counts_as_one_look_up_however_late_its_job_comes(house, settings, monkeypatch, name):
    settings.ZUOXI_LOOK_UPS_PER_MINUTE = 1
    tell_answered(house, house.agent, ago=2 * HOUR)
    job = Door(house.agent).post("/exports", {"list": name, "query": {"q": NUMBER}})
    monkeypatch.setattr("zuoxi.organisation.services.lookups.SPAN", -10 * HOUR)  # long ago when it is done
    work()
    assert Job.objects.get(id=job["id"]).state == "done"
    assert AuditEvent.objects.filter(action=LOOKED_UP).count() == 1
