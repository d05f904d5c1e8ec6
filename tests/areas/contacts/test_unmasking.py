"""Seeing one masked number whole is an act with a reason, which an auditor finds."""

import pytest

from tests.company import Door
from zuoxi.contacts.models import CustomerNumber
from zuoxi.organisation.models import AuditEvent
from zuoxi.organisation.rules import Role

NUMBER = "13502800037"
REASON = "客户投诉，需要回电"


@pytest.fixture
def customer(company):
    fields = {"name": "张伟", "org_unit": str(company.hall.id), "numbers": [{"number": NUMBER}]}
    return Door(company.administrator).post("/customers", fields)


@pytest.fixture
def ask(customer):
    def ask(door, reason=REASON, id=customer["numbers"][0]["id"]):
        return door.post(f"/customer-numbers/{id}/unmask", {"reason": reason})

    return ask


def unmaskings():
    return AuditEvent.objects.filter(action="number.unmasked")


def test_an_assessor_sees_one_number_for_a_reason_and_an_auditor_finds_it(company, customer, ask):
    assessor = Door(company.assessor)
    assert NUMBER not in str(assessor.get(f"/customers/{customer['id']}"))
    assert ask(assessor) == {"number": NUMBER}
    assert NUMBER not in str(assessor.get(f"/customers/{customer['id']}")), "only that once"

    auditor = Door(company.person("auditor", company.root, Role.AUDITOR))
    line = auditor.get("/audit", action="number.unmasked")["items"][0]
    assert (line["person_name"], line["subject_name"], line["after"]["reason"]) == (
        "assessor",
        "张伟",
        REASON,
    )
    assert line["said"]["zh"] == "查看完整号码"
    assert NUMBER not in str(auditor.get("/audit")["items"])


def test_to_see_a_number_changes_nothing_of_the_customer(company, customer, ask):
    before = Door(company.administrator).get(f"/customers/{customer['id']}")["changed"]
    ask(Door(company.assessor))
    assert Door(company.administrator).get(f"/customers/{customer['id']}")["changed"] == before


@pytest.mark.parametrize("reason", ["", " ", "x", " x ", "长" * 201])
def test_without_a_reason_nothing_is_shown_and_nothing_noted(company, ask, reason):
    answer = ask(Door(company.assessor), reason)
    assert list(answer["data"]["fields"]) == ["reason"]
    assert not unmaskings().exists()


def test_who_may_not_is_refused(company, ask):
    assert ask(Door(company.agent))["code"] == "not_allowed"
    assert not unmaskings().exists()


def test_a_number_out_of_reach_and_one_of_nobody_look_the_same(company, other_company, ask):
    far = company.person("far", company.unit(company.city, "hall", "二号大厅"), Role.QUALITY_ASSESSOR)
    for door in (Door(far), Door(other_company.assessor)):
        assert ask(door)["code"] == "not_found"
    assert ask(Door(company.assessor), id="0190163d-8694-739b-aea5-966c26f8ad91")["code"] == "not_found"
    assert not unmaskings().exists()


def test_whoever_goes_through_a_list_is_stopped(company, customer, ask, settings):
    settings.ZUOXI_UNMASKINGS_PER_HOUR = 2
    door = Door(company.assessor)
    assert [ask(door).get("code", "") for _ in range(3)] == ["", "", "too_many_unmaskings"]
    assert unmaskings().count() == 2


def test_each_look_at_a_customer_stands_in_the_trail_once_in_ten_minutes(company, customer):
    door = Door(company.assessor)
    for _ in range(3):
        door.get(f"/customers/{customer['id']}")
    door.get("/customers")
    seen = AuditEvent.objects.filter(action="customer.seen", person=company.assessor)
    assert [(line.subject_id, line.before, line.after) for line in seen] == [(customer["id"], None, None)]


def test_what_somebody_tried_and_may_not_stands_in_the_trail_once_an_hour(company, customer):
    door = Door(company.agent)
    for _ in range(3):
        assert door.get("/audit")["code"] == "not_allowed"
    assert door.get("/audit/chain")["code"] == "not_allowed"
    tried = AuditEvent.objects.filter(action="door.refused", person=company.agent).order_by("pk")
    assert [line.after["door"] for line in tried] == ["GET /api/audit", "GET /api/audit/chain"]


def test_a_flood_of_refusals_fills_no_trail(company, monkeypatch):
    from zuoxi.organisation.services import seen

    monkeypatch.setattr(seen, "REFUSALS", 2)
    door = Door(company.agent)
    for path in ("/audit", "/audit/actions", "/audit/chain", "/prompts"):
        door.get(path)
    assert AuditEvent.objects.filter(action="door.refused").count() == 2


def test_the_number_stays_what_it_was(company, customer, ask):
    ask(Door(company.assessor))
    assert CustomerNumber.objects.get().number == NUMBER
