"""Everybody keeps his own views of a list."""

import pytest

from tests.company import Door

MISSED = {"name": "未接", "address": "outcome=abandoned&sort=-waited", "columns": ["number"], "first": True}
PLAIN = {"name": "全部", "address": "", "columns": [], "first": False}


def test_a_person_finds_his_views_again_and_nobody_else_does(company):
    agent = Door(company.agent)
    assert agent.put("/list-views/calls", {"views": [MISSED, PLAIN]})["views"] == [MISSED, PLAIN]
    assert agent.get("/list-views") == [{"name": "calls", "views": [MISSED, PLAIN]}]
    assert Door(company.leader).get("/list-views") == []

    agent.put("/list-views/calls", {"views": [PLAIN]})
    assert agent.get("/list-views") == [{"name": "calls", "views": [PLAIN]}]


@pytest.mark.parametrize(
    ("views", "field"),
    [
        ([PLAIN, PLAIN], "views.1.name"),
        ([MISSED, {**PLAIN, "first": True}], "views"),
    ],
)
def test_two_of_one_name_or_two_that_come_first_are_refused(company, views, field):
    door = Door(company.agent)
    refused = door.put("/list-views/calls", {"views": views})
    assert door.status == 422
    assert list(refused["data"]["fields"]) == [field]


def test_a_list_without_a_possible_name_is_none(company):
    door = Door(company.agent)
    door.put("/list-views/..%2Fx", {"views": []})
    assert door.status in (404, 422)


def test_what_a_person_keeps_is_bounded(company, monkeypatch):
    monkeypatch.setattr("zuoxi.organisation.services.list_views.LISTS_MOST", 2)
    door = Door(company.agent)
    for name in ("calls", "callbacks"):
        door.put(f"/list-views/{name}", {"views": [PLAIN]})
        assert door.status == 200
    door.put("/list-views/customers", {"views": [PLAIN]})
    assert door.status == 422
    door.put("/list-views/calls", {"views": []})
    assert door.status == 200, "what is there can be changed"
