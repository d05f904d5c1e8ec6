"""Whoever changes the trail from outside, with all rights on the database, is found out."""

import datetime as dt
from importlib import import_module
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from tests.company import NOW, Door
from zuoxi.kernel.clock import utc_now
from zuoxi.kernel.ids import made_at, uuid7
from zuoxi.organisation.models import AuditCheck, AuditEvent, AuditIsForGood, AuditSeal, SealedLine
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.sealing import (
    LINES_A_SEAL,
    Keeper,
    accept_restored,
    seal,
    seal_all,
    unsealed,
)
from zuoxi.organisation.services.verifying import FOUND, TOLD, check

SEALED = utc_now()
"""Lines have ids of the moment in which a story runs, so their seals do as well."""


@pytest.fixture
def keeper(tmp_path):
    return Keeper(keys=(b"the installation's own",), heads=tmp_path)


@pytest.fixture
def trail(company, keeper):
    """Six lines in three seals."""
    for step in range(3):
        for name in ("一", "two"):
            audit.note(
                company.acts(company.agent),
                "recording.played",
                company.agent,
                name=name,
                after={"n": 1.5, "é": [step]},
            )
        assert seal(keeper, company.tenant.pk, SEALED) == 2
    return list(AuditEvent.objects.order_by("pk"))


def found(company, keeper):
    looked = check(keeper, company.tenant.pk, NOW)
    assert looked.found == len(looked.findings)
    return [(one["code"], one["seal"]) for one in looked.findings]


def sql(statement, *values):
    """What somebody with all rights does: around our code, and without the database's guards."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def raw(id: UUID):
    return id if connection.vendor == "postgresql" else id.hex


def test_a_trail_that_nobody_touched_is_as_it_was_written(company, keeper, trail):
    looked = check(keeper, company.tenant.pk, NOW)
    assert (looked.lines, looked.seals, looked.found, looked.findings) == (6, 3, 0, [])
    assert [seal.number for seal in AuditSeal.objects.order_by("number")] == [1, 2, 3]
    assert not unsealed(company.tenant.pk).exists()


@pytest.mark.parametrize(
    "change",
    [
        "person_name = 'somebody else'",
        "action = 'session.began'",
        "subject_name = ''",
        "address = '10.0.0.1'",
        "at = '2026-03-02 02:00:00.000001+00:00'",
        "person_id = NULL",
        '"after" = \'{"n": 1.5, "é": [7]}\'',
        "\"before\" = '{}'",
    ],
)
def test_a_value_that_is_altered_is_found_in_its_line(company, keeper, trail, change):
    sql(f"UPDATE organisation_auditevent SET {change} WHERE id = %s", raw(trail[2].pk))

    looked = check(keeper, company.tenant.pk, NOW)
    assert [(one["code"], one["seal"], one["line"]) for one in looked.findings] == [
        ("line_altered", 2, str(trail[2].pk))
    ]
    assert looked.lines == 5


def test_a_line_that_is_taken_out_is_missed(company, keeper, trail):
    sql("DELETE FROM organisation_auditevent WHERE id = %s", raw(trail[0].pk))
    assert found(company, keeper) == [("line_missing", 1)]


def test_a_line_that_is_taken_out_with_what_was_sealed_of_it_breaks_its_seal(company, keeper, trail):
    sql("DELETE FROM organisation_auditevent WHERE id = %s", raw(trail[0].pk))
    sql("DELETE FROM organisation_sealedline WHERE line = %s", raw(trail[0].pk))
    assert found(company, keeper) == [("seal_altered", 1)]


def test_a_line_that_is_slipped_in_years_later_is_no_line_of_then(company, keeper, trail):
    old = uuid7(made_at(trail[0].pk) - int(dt.timedelta(days=3).total_seconds() * 1000), 7)
    AuditEvent.objects.create(id=old, tenant=company.tenant, at=NOW, action="recording.played")

    assert seal(keeper, company.tenant.pk, SEALED) == 0
    assert found(company, keeper) == [("line_added", 0)]


def test_a_seal_made_again_with_another_key_is_not_the_installations(company, keeper, trail):
    """The forger rewrites the last block whole, and even the file of the heads; he lacks the key."""
    sql("UPDATE organisation_auditevent SET action = 'session.began' WHERE id = %s", raw(trail[5].pk))
    last = AuditSeal.objects.get(number=3)
    sql("DELETE FROM organisation_sealedline WHERE seal_id = %s", raw(last.pk))
    sql("DELETE FROM organisation_auditseal WHERE id = %s", raw(last.pk))
    forger = Keeper(keys=(b"a guess",), heads=keeper.heads)
    for path in keeper.heads.glob("*.jsonl"):
        path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    assert seal(forger, company.tenant.pk, SEALED) == 2

    assert found(company, keeper) == [("mark_wrong", 3)]


def test_an_end_that_is_cut_off_whole_is_known_from_the_heads_outside(company, keeper, trail):
    last = AuditSeal.objects.get(number=3)
    sql("DELETE FROM organisation_sealedline WHERE seal_id = %s", raw(last.pk))
    sql("DELETE FROM organisation_auditseal WHERE id = %s", raw(last.pk))
    sql("DELETE FROM organisation_auditevent WHERE id IN (%s, %s)", raw(trail[4].pk), raw(trail[5].pk))
    assert found(company, keeper) == [("end_missing", 3)]

    audit.note(company.acts(company.agent), "recording.played", company.agent)
    seal(keeper, company.tenant.pk, SEALED)
    assert found(company, keeper) == [("head_differs", 3)]


def test_a_seal_out_of_the_middle_leaves_a_gap(company, keeper, trail):
    middle = AuditSeal.objects.get(number=2)
    lines = list(SealedLine.objects.filter(seal=middle).values_list("line", flat=True))
    sql("DELETE FROM organisation_sealedline WHERE seal_id = %s", raw(middle.pk))
    sql("DELETE FROM organisation_auditseal WHERE id = %s", raw(middle.pk))
    for line in lines:
        sql("DELETE FROM organisation_auditevent WHERE id = %s", raw(line))
    assert found(company, keeper) == [("seal_missing", 2)]


def test_a_house_restored_from_a_copy_says_so_and_goes_on(company, keeper, trail):
    """The copy ends with the second seal; what came after it is lost, and known to be."""
    with transaction.atomic():
        last = AuditSeal.objects.get(number=3)
        sql("DELETE FROM organisation_sealedline WHERE seal_id = %s", raw(last.pk))
        sql("DELETE FROM organisation_auditseal WHERE id = %s", raw(last.pk))
        sql("DELETE FROM organisation_auditevent WHERE id IN (%s, %s)", raw(trail[4].pk), raw(trail[5].pk))
    assert found(company, keeper) == [("end_missing", 3)]
    assert accept_restored(keeper, SEALED) == 1
    assert accept_restored(keeper, SEALED) == 0, "it is written down once"
    audit.note(company.acts(company.agent), "recording.played", company.agent)
    seal(keeper, company.tenant.pk, SEALED)

    assert found(company, keeper) == []


def test_a_line_of_the_heads_that_a_full_disk_cut_short_is_passed_over(company, keeper, trail):
    path = next(keeper.heads.glob("*.jsonl"))
    path.write_bytes(path.read_bytes() + b'{"tenant":"')
    assert found(company, keeper) == []


def test_a_transaction_that_ends_late_is_sealed_with_those_after_it(company, keeper, trail):
    slow = uuid7(made_at(trail[0].pk) - 60_000, 7)
    AuditEvent.objects.create(id=slow, tenant=company.tenant, at=NOW, action="recording.played")

    assert seal(keeper, company.tenant.pk, SEALED) == 1
    assert found(company, keeper) == []


def test_a_line_from_a_clock_that_was_set_ahead_keeps_no_other_from_being_sealed(company, keeper, trail):
    ahead = uuid7(made_at(trail[5].pk) + int(dt.timedelta(days=9).total_seconds() * 1000), 7)
    AuditEvent.objects.create(id=ahead, tenant=company.tenant, at=NOW, action="recording.played")
    assert seal(keeper, company.tenant.pk, SEALED) == 1
    audit.note(company.acts(company.agent), "recording.played", company.agent)

    assert seal(keeper, company.tenant.pk, SEALED) == 1
    assert found(company, keeper) == []


def test_a_long_trail_is_sealed_in_blocks_and_each_company_by_itself(company, other_company, keeper):
    for one, count in ((company, LINES_A_SEAL + 1), (other_company, 1)):
        AuditEvent.objects.bulk_create(
            [AuditEvent(tenant=one.tenant, at=NOW, action="recording.played") for _ in range(count)]
        )
    assert seal_all(keeper, SEALED) == LINES_A_SEAL + 2
    assert list(AuditSeal.objects.filter(tenant=company.tenant).values_list("number", flat=True)) == [1, 2]
    assert AuditSeal.objects.get(tenant=other_company.tenant).number == 1
    assert found(company, keeper) == found(other_company, keeper) == []


def test_of_very_many_findings_the_first_are_kept_and_all_are_counted(company, keeper):
    AuditEvent.objects.bulk_create(
        [AuditEvent(tenant=company.tenant, at=NOW, action="recording.played") for _ in range(TOLD + 5)]
    )
    seal(keeper, company.tenant.pk, SEALED)
    sql("UPDATE organisation_auditevent SET address = 'elsewhere'")
    looked = check(keeper, company.tenant.pk, NOW)
    assert (looked.found, len(looked.findings)) == (TOLD + 5, TOLD)


def test_an_older_key_still_vouches_for_what_it_marked(company, keeper, trail):
    renewed = Keeper(keys=(b"a new one", *keeper.keys), heads=keeper.heads)
    audit.note(company.acts(company.agent), "recording.played", company.agent)
    seal(renewed, company.tenant.pk, SEALED)
    assert found(company, renewed) == []
    assert found(company, keeper) == [("mark_wrong", 4)]


def test_seals_are_for_good_in_our_code(company, keeper, trail):
    row = AuditSeal.objects.first()
    for act in (row.save, row.delete, AuditSeal.objects.all().delete, SealedLine.objects.all().delete):
        with pytest.raises(AuditIsForGood):
            act()
    with pytest.raises(AuditIsForGood):
        AuditCheck.objects.update(found=0)


@pytest.mark.parametrize("table", ["auditseal", "sealedline", "auditcheck"])
def test_seals_are_for_good_in_the_database(company, keeper, trail, table):
    check(keeper, company.tenant.pk, NOW)
    lines = import_module("zuoxi.organisation.migrations.0002_audit_is_for_good")
    seals = import_module("zuoxi.organisation.migrations.0021_seals_are_for_good")
    if connection.vendor == "postgresql":
        sql(lines.POSTGRESQL[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))
    for statement in seals.POSTGRESQL if connection.vendor == "postgresql" else seals.SQLITE:
        sql(statement)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(f"DELETE FROM organisation_{table}")


def test_the_page_says_how_the_chain_stands_and_what_was_found(company, keeper, trail):
    door = Door(company.administrator)
    assert door.get("/audit/chain")["check"] is None
    sql("DELETE FROM organisation_auditevent WHERE id = %s", raw(trail[0].pk))
    check(keeper, company.tenant.pk, NOW)

    chain = door.get("/audit/chain")
    assert (chain["seals"], chain["lines"], chain["hash"]) == (3, 6, AuditSeal.objects.get(number=3).hash)
    assert (chain["check"]["lines"], chain["check"]["found"]) == (5, 1)
    told = chain["check"]["findings"][0]
    assert (told["code"], told["zh"], told["seal"]) == ("line_missing", FOUND["line_missing"][0], 1)
    assert Door(company.leader).get("/audit/chain")["code"] == "not_allowed"


def test_a_look_is_asked_for_once_however_often_somebody_presses(company):
    door = Door(company.administrator)
    first = door.post("/audit/checks", {})
    assert door.post("/audit/checks", {}) == first
    assert Door(company.leader).post("/audit/checks", {})["code"] == "not_allowed"
