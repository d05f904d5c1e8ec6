"""Lists leave the house as workbooks: written by a job, in words, for nobody but who asked."""

import datetime as dt
import os
from uuid import UUID

import pytest

from tests.areas.workbook import exported, work
from tests.company import Door
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import AuditEvent, RoleAssignment
from zuoxi.organisation.rules import Role
from zuoxi.organisation.services import exports
from zuoxi.outbox.models import Job


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.ZUOXI_HOME = tmp_path
    return tmp_path


def test_people_leave_by_name_with_their_roles_in_words(company):
    company.agent.name = "=1+1"
    company.agent.save()
    rows = exported(Door(company.administrator), "people", sort="username")
    assert rows[0][:4] == ["工号", "姓名", "用户名", "所属组织"]
    agent = next(row for row in rows if row[0] == company.agent.number)
    assert agent[1] == "=1+1"
    assert "坐席" in agent[4]


def test_the_trail_leaves_in_the_reader_s_language_and_without_codes(company, other_company):
    Door(company.administrator).patch(f"/people/{company.agent.id}", {"name": "王小芳", "hidden": True})
    Door(other_company.administrator).patch(f"/people/{other_company.agent.id}", {"hidden": True})
    company.administrator.language = "en"
    company.administrator.save()
    rows = exported(Door(company.administrator), "audit", action="person.")
    assert rows[0][:3] == ["Time", "Person", "Action"]
    assert [row[2:5] for row in rows[1:]] == [["Person deactivated", "Person", "王小芳"]]
    assert "Name: 王小芳" in rows[1][6]
    assert AuditEvent.objects.get(action="audit.exported").after == {
        "rows": 1,
        "filters": {"action": "person."},
    }


def test_a_long_list_is_whole_in_order_and_says_how_far_it_is(company, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 3)
    rows = exported(Door(company.administrator), "people", sort="-username")
    names = [row[2] for row in rows[1:]]
    assert names == sorted(names, reverse=True)
    assert len(names) == Door(company.administrator).get("/people")["total"] > 3
    job = Job.objects.get()
    assert (job.done, job.total) == (len(names), len(names))


def test_what_is_more_than_a_workbook_holds_is_said(company, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 2)
    assert len(exported(Door(company.administrator), "people")) == 3
    assert Job.objects.get().result["more"] is True


def test_the_file_is_for_nobody_but_who_asked(company):
    door = Door(company.administrator)
    job = door.post("/exports", {"list": "people"})
    assert job["title"] == {"zh": "人员", "en": "People"}
    assert job["file"] is False
    door.get(f"/jobs/{job['id']}/file")
    assert door.status == 404, "it is not written yet"
    work()
    for other in (company.leader, company.operator):
        stranger = Door(other)
        stranger.get(f"/jobs/{job['id']}/file")
        assert stranger.status == 404
    assert exports.place_of(Job.objects.get().id).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "query", "status"),
    [
        ("people", {}, 403),
        ("audit", {}, 403),
        ("nothing", {}, 404),
        ("calls", {"since": "yesterday"}, 422),
        ("calls", {"sort": "path"}, 422),
    ],
)
def test_what_one_may_not_have_or_cannot_be_is_refused_at_the_door(company, name, query, status):
    door = Door(company.agent)
    door.post("/exports", {"list": name, "query": query})
    assert door.status == status
    assert not Job.objects.exists()


def test_a_workbook_is_tidied_away_after_a_week_and_says_so(company):
    door = Door(company.administrator)
    job = door.post("/exports", {"list": "people"})
    work()
    file = exports.place_of(Job.objects.get().id)
    assert exports.tidy(utc_now()) == 0
    long_ago = (utc_now() - dt.timedelta(days=8)).timestamp()
    os.utime(file, (long_ago, long_ago))
    assert exports.tidy(utc_now()) == 1
    assert door.get(f"/jobs/{job['id']}/file")["code"] == "export_gone"
    assert door.status == 410


def test_an_export_that_is_stopped_leaves_nothing(company):
    door = Door(company.administrator)
    job = door.post("/exports", {"list": "people"})
    Job.objects.update(cancel_asked=True)
    work()
    door.get(f"/jobs/{job['id']}/file")
    assert door.status == 404
    assert not AuditEvent.objects.filter(action="people.exported").exists()


def test_one_person_fills_neither_the_disk_nor_the_workers(company):
    door = Door(company.administrator)
    for _ in range(exports.UNDER_WAY):
        door.post("/exports", {"list": "people"})
    assert door.post("/exports", {"list": "people"})["code"] == "too_many_exports"
    assert (door.status, Job.objects.count()) == (429, exports.UNDER_WAY)
    work()
    door.post("/exports", {"list": "people"})
    assert door.status == 202


def test_who_may_not_have_the_list_any_more_does_not_get_the_file_either(company):
    door = Door(company.administrator)
    job = door.post("/exports", {"list": "people"})
    work()
    company.administrator.assignments.all().delete()
    door.get(f"/jobs/{job['id']}/file")
    assert door.status == 403


def test_a_file_that_shows_what_one_may_not_see_any_more_is_withdrawn(company):
    add = {"name": "张伟", "org_unit": str(company.hall.id), "numbers": [{"number": "13502800037"}]}
    Door(company.administrator).post("/customers", add)
    leader = company.leader
    door = Door(leader)
    job = door.post("/exports", {"list": "customers"})
    work()
    door.get(f"/jobs/{job['id']}/file")
    assert door.status == 200

    leader.assignments.update(role=Role.AGENT.value)
    refused = door.get(f"/jobs/{job['id']}/file")
    assert (door.status, refused["code"]) == (403, "export_withdrawn")
    assert "13502800037" not in str(exported(door, "customers"))

    leader.assignments.update(role=Role.TEAM_LEADER.value)
    RoleAssignment.objects.create(
        tenant_id=leader.tenant_id, person=leader, org_unit=company.hall, role=Role.QUALITY_ASSESSOR.value
    )
    door.get(f"/jobs/{job['id']}/file")
    assert door.status == 200, "who may do more sees no more than he saw"


def test_the_latest_workbooks_of_a_person_are_kept_and_no_more(company, monkeypatch):
    monkeypatch.setattr(exports, "KEPT_EACH", 2)
    jobs = []
    for _ in range(4):
        jobs.append(Door(company.administrator).post("/exports", {"list": "people"})["id"])
        work()
    others = Door(company.leader).post("/exports", {"list": "calls"})["id"]
    work()
    there = [exports.place_of(UUID(id)).exists() for id in (*jobs, others)]
    assert there == [False, False, True, True, True]
    assert Door(company.administrator).get(f"/jobs/{jobs[0]}/file")["code"] == "export_gone"
