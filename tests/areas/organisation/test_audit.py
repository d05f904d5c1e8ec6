"""The audit trail can be read by those who may, and be changed by nobody."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from tests.company import Door
from zuoxi.organisation.models import AuditEvent, AuditIsForGood
from zuoxi.organisation.services import audit


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
