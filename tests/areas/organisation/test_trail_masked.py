"""Who reads the trail and sees numbers masked elsewhere sees them masked there too."""

import pytest

from tests.areas.workbook import exported
from tests.company import Door
from zuoxi.organisation.models import AuditEvent
from zuoxi.organisation.rules import Role
from zuoxi.organisation.selectors.trail_shown import shown_to
from zuoxi.organisation.services import audit

NUMBER = "13502800037"


@pytest.fixture
def auditor(company):
    return company.person("auditor", company.root, Role.AUDITOR)


@pytest.fixture
def told(company):
    fields = {"name": "张伟", "org_unit": str(company.hall.id), "numbers": [{"number": NUMBER}]}
    Door(company.administrator).post("/customers", fields)
    audit.note(
        company.acts(company.agent),
        "callback.claimed",
        kind="callbacktask",
        name=NUMBER,
        path=company.hall.path,
    )


def test_an_auditor_reads_masked_numbers_and_an_administrator_whole_ones(company, auditor, told):
    read = Door(auditor).get("/audit")["items"]
    assert NUMBER not in str(read)
    assert str(read).count("135****0037") == 2
    assert str(Door(company.administrator).get("/audit")["items"]).count(NUMBER) == 2


def test_the_workbook_masks_them_as_well(company, auditor, told):
    assert NUMBER not in str(exported(Door(auditor), "audit"))
    assert NUMBER in str(exported(Door(company.administrator), "audit"))


@pytest.mark.parametrize(
    ("text", "count"), [("0037", 1), ("1350", 0), ("5028", 0), ("02800037", 0), (NUMBER, 0)]
)
def test_a_masked_number_is_not_found_out_piece_by_piece(auditor, told, text, count):
    assert Door(auditor).get("/audit", q=text)["total"] == count


def test_whoever_sees_numbers_finds_them_and_everybody_finds_names(company, auditor, told):
    assert Door(company.administrator).get("/audit", q="5028")["total"] == 1
    named = [line["action"] for line in Door(auditor).get("/audit", q="张伟")["items"]]
    assert sorted(named) == ["customer.created", "customer.numbers_changed"]


def test_the_houses_own_numbers_and_what_only_looks_like_one_stay(company, auditor):
    values = {
        "id": "01900163-8694-7399-8085-966026087891",
        "at": "2026-03-02T02:00:00.123456+00:00",
        "sha256": "12345678" * 8,
        "bytes": 12345678901,
        "version": "1.23456789",
        "told": "请回电13502800037，谢谢",
        "list": [{"number": "+8613502800037"}],
    }
    audit.note(company.acts(company.agent), "customer.changed", kind="customer", after=values)
    audit.note(company.acts(company.agent), "accessnumber.changed", kind="accessnumber", name="02155550000")
    house, customer = (shown_to(auditor)(row) for row in AuditEvent.objects.order_by("subject_type"))
    assert house.subject_name == "02155550000"
    shown = customer.after
    assert {name: shown[name] for name in ("id", "at", "bytes", "version")} == {
        name: values[name] for name in ("id", "at", "bytes", "version")
    }
    assert shown["told"] == "请回电135****0037，谢谢"
    assert shown["list"] == [{"number": "+86135****0037"}]
