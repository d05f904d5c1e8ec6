"""The audit trail can be read by those who may, and be changed by nobody."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from tests.areas.workbook import exported
from tests.company import Door
from zuoxi.organisation.models import AuditEvent, AuditIsForGood
from zuoxi.organisation.selectors.named import known_as
from zuoxi.organisation.services import audit
from zuoxi.telephony.models import AccessNumber, Device


@pytest.fixture
def line(company):
    audit.note(company.acts(company.agent), "recording.played", company.agent)
    return AuditEvent.objects.get()


@pytest.fixture
def guarded(line):
    """The database's own guards, as the migration puts them (the tests' database goes without)."""
    migration = import_module("zuoxi.organisation.migrations.0002_audit_is_for_good")
    statements = migration.POSTGRESQL if connection.vendor == "postgresql" else migration.SQLITE
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
    return line


def test_code_of_ours_cannot_change_a_line(line):
    line.action = "nothing"
    with pytest.raises(AuditIsForGood):
        line.save()
    with pytest.raises(AuditIsForGood):
        line.delete()
    with pytest.raises(AuditIsForGood):
        AuditEvent.objects.update(action="nothing")
    with pytest.raises(AuditIsForGood):
        AuditEvent.objects.all().delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE organisation_auditevent SET action = 'nothing'",
        "DELETE FROM organisation_auditevent",
    ],
)
def test_plain_sql_cannot_change_a_line_either(guarded, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEvent.objects.get().action == "recording.played"


def test_the_trail_is_read_within_reach(company, other_company, line):
    audit.note(other_company.acts(), "person.changed", other_company.agent)

    trail = Door(company.administrator).get("/audit")
    assert [row["action"] for row in trail["items"]] == ["recording.played"]
    assert Door(company.leader).get("/audit")["code"] == "not_allowed"


def test_the_trail_can_be_searched(company, line):
    door = Door(company.administrator)

    assert door.get("/audit", action="recording")["total"] == 1
    assert door.get("/audit", action="person")["total"] == 0
    assert door.get("/audit", person=company.agent.id)["total"] == 1
    assert door.get("/audit", since="2026-03-02T02:00:01Z")["total"] == 0


def test_taking_out_of_use_and_back_are_told_apart_from_changes(company):
    door, path = Door(company.administrator), f"/people/{company.agent.id}"
    for fields in ({"hidden": True}, {"hidden": False}, {"name": "李"}):
        door.patch(path, fields)

    lines = AuditEvent.objects.filter(subject_id=str(company.agent.id)).order_by("id")
    assert [line.action for line in lines] == ["person.hidden", "person.restored", "person.changed"]


def test_a_row_without_a_name_is_called_by_what_people_know_it_by(company):
    seat = Door(company.administrator).post("/seats", {"org_unit": str(company.hall.id), "name": "A-01"})
    assert AuditEvent.objects.get(subject_id=seat["id"]).subject_name == "A-01"
    assert known_as(AccessNumber(number="4008001234")) == "4008001234"
    assert known_as(Device(endpoint="d0123")) == "d0123"


def test_a_sign_in_under_an_unknown_name_leaves_a_line_and_invented_names_fill_nothing(company):
    door = Door()
    for number in range(25):
        door.post("/session", {"username": f"Nobody{number}", "password": "x"})

    lines = AuditEvent.objects.filter(action="session.refused")
    assert lines.first().subject_name.startswith("nobody")
    assert lines.count() == 20
    assert Door(company.administrator).get("/audit", action="session.refused")["total"] == 20


def test_the_trail_can_be_chosen_from_and_taken_along(company, other_company):
    door = Door(company.administrator)
    door.patch(f"/people/{company.agent.id}", {"name": "=1+1"})
    Door(other_company.administrator).patch(f"/people/{other_company.agent.id}", {"hidden": True})
    assert door.get("/audit/actions") == [
        {"action": "person.changed", "zh": "修改人员", "en": "Person changed"}
    ]
    rows = exported(door, "audit", action="person.changed")
    assert [row[4] for row in rows[1:]] == ["=1+1"], "of the other company there is nothing"


def test_a_line_calls_by_name_what_its_values_name_by_id_or_code(company):
    door = Door(company.administrator)
    hall = str(company.hall.id)
    unit = company.agent.org_unit
    changed = door.patch(f"/people/{company.agent.id}", {"org_unit": hall})
    assert changed["org_unit"]["id"] == hall

    (line,) = door.get("/audit", action="person.changed")["items"]
    assert line["after"]["org_unit_id"] == hall
    assert line["names"] == {str(unit.id): unit.name, hall: company.hall.name}


def test_roles_are_called_by_name_in_the_readers_language(company):
    door, team = Door(company.administrator), company.team_two
    door.patch(f"/people/{company.agent.id}", {"roles": [{"role": "team_leader", "org_unit": str(team.id)}]})

    (line,) = door.get("/audit", action="person.changed")["items"]
    assert line["after"]["roles"] == [f"team_leader@{team.id}"]
    assert (line["names"]["team_leader"], line["names"][str(team.id)]) == ("班长", "二班")
