"""What `zuoxi doctor` finds in a running house, and that it says what to do."""

import datetime as dt
from collections import namedtuple

import pytest
from django.db import OperationalError

from tests.company import Company
from zuoxi.assembly import doctor
from zuoxi.assembly.doctor import CHECKS, Check, looked
from zuoxi.kernel.clock import utc_now
from zuoxi.outbox.jobs import HOUSE
from zuoxi.outbox.models import Job
from zuoxi.telephony.models import AccessNumber, Queue, ServiceLine, SwitchNode, Trunk

Usage = namedtuple("Usage", "total used free")
GB = 1_000_000_000


def code(check):
    found = looked(Check("检查", "check", check))
    assert found is None or (found.zh and found.en)
    return found.code if found else ""


@pytest.mark.django_db
def test_the_tables_are_those_of_this_release(monkeypatch):
    assert code(doctor.database) == ""
    loader = namedtuple("Loader", "disk_migrations applied_migrations")({("calls", "9999_new"): 1}, {})
    monkeypatch.setattr(
        doctor, "MigrationExecutor", lambda connection: namedtuple("Executor", "loader")(loader)
    )
    assert code(doctor.database) == "tables"


def test_a_database_that_does_not_answer_is_said_and_no_check_breaks_by_it(monkeypatch):
    def away(*arguments):
        raise OperationalError("connection refused")

    monkeypatch.setattr(doctor, "MigrationExecutor", away)
    assert code(doctor.database) == "database"
    assert code(away) == "not_looked"


@pytest.mark.parametrize(
    ("free", "told"), [(500 * GB, ""), (60 * GB, "room"), (GB, "room")], ids=["much", "a part", "little"]
)
def test_the_disk_has_room(free, told, monkeypatch, tmp_path):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda folder: Usage(1_000 * GB, 0, free))
    assert code(lambda: doctor.room(tmp_path)) == told


@pytest.mark.parametrize(("state", "told"), [(0, ""), (-1, ""), (5, "clock")])
def test_somebody_keeps_the_time(state, told, monkeypatch):
    monkeypatch.setattr(doctor, "_clock_state", lambda: state)
    assert code(doctor.clock) == told


def test_linux_says_how_its_clock_is():
    assert doctor._clock_state() in range(-1, 6)


@pytest.mark.django_db
def test_customers_can_call_in():
    assert code(doctor.trunks) == "trunks"
    company = Company("Doctor")
    here = {"tenant": company.tenant, "org_unit": company.root}
    node = SwitchNode.objects.create(name="house")
    trunk = Trunk.objects.create(**here, node=node, name="a", endpoint="a", numbers=["4008001234"])
    assert code(doctor.trunks) == "numbers"
    AccessNumber.objects.create(
        **here,
        number="4008001234",
        trunk=trunk,
        service_line=ServiceLine.objects.create(**here, name="a"),
        queue=Queue.objects.create(**here, name="a"),
    )
    assert code(doctor.trunks) == ""


@pytest.mark.django_db
def test_jobs_are_done_when_due_and_none_was_given_up():
    now = utc_now()

    def job(state, **times):
        Job.objects.create(tenant_id=HOUSE, kind="a.b", state=state, created_at=now, **times)

    job(Job.State.WAITING, due_at=now - dt.timedelta(minutes=5))
    job(Job.State.WAITING, due_at=now + dt.timedelta(hours=5))
    job(Job.State.FAILED, due_at=now, ended_at=now - dt.timedelta(days=2))
    assert (code(doctor.jobs), code(doctor.failed_jobs)) == ("", "")
    job(Job.State.WAITING, due_at=now - dt.timedelta(minutes=20))
    job(Job.State.FAILED, due_at=now, ended_at=now)
    assert (code(doctor.jobs), code(doctor.failed_jobs)) == ("jobs", "failed_jobs")
    assert "a.b" in doctor.failed_jobs().en


def test_each_check_has_a_name_in_both_languages():
    assert all(check.zh and check.en for check in CHECKS)
    assert len({check.en for check in CHECKS}) == len(CHECKS)
