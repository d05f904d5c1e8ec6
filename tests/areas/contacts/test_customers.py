"""Customers are found by what one knows of them; numbers stay covered for whoever may not see them."""

import pytest

from tests.company import Door
from zuoxi.contacts.models import CustomerNumber
from zuoxi.contacts.selectors.customers import by_number
from zuoxi.organisation.models import AuditEvent
from zuoxi.organisation.rules import Role


@pytest.fixture
def door(company):
    return Door(company.administrator)


@pytest.fixture
def zhang(company, door):
    created = door.post(
        "/customers",
        {
            "name": "张伟",
            "company": "北京茶行",
            "marks": ["vip"],
            "owner": str(company.agent.id),
            "org_unit": str(company.hall.id),
            "numbers": [
                {"number": "+86 138 0013 8000", "label": "手机"},
                {"number": "(010) 8888-6666", "label": "单位"},
            ],
        },
    )
    assert door.status == 201, created
    return created


def names(found):
    return [customer["name"] for customer in found["items"]]


def test_numbers_are_kept_in_national_form_with_their_home_region(zhang):
    assert [row["number"] for row in zhang["numbers"]] == ["13800138000", "01088886666"]
    assert zhang["numbers"][1]["region"]["zh"] == "北京市"
    assert zhang["owner"]["number"] == "1001"


@pytest.mark.parametrize(
    "text",
    [
        *("张", "茶行", "13800138000", "138 0013 8000", "8000", "8001", "6666", "010-88886666"),
        *("８０００", "８００１", "１３８００１３８０００", "138001", "138-0013", "0013800", "00 13"),
    ],
)
def test_a_customer_is_found_by_name_company_number_or_any_four_digits(zhang, door, text):
    assert names(door.get("/customers", q=text)) == ["张伟"]


@pytest.mark.parametrize("text", ["zw", "ZW", "z"])
def test_a_customer_is_found_by_the_letters_of_his_name(zhang, door, text):
    assert names(door.get("/customers", q=text)) == ["张伟"]


def test_the_letters_follow_the_name_and_are_told_to_nobody(zhang, door, company):
    door.patch(f"/customers/{zhang['id']}", {"name": "曾伟"})
    assert names(door.get("/customers", q="zw")) == ["曾伟"]
    door.patch(f"/customers/{zhang['id']}", {"name": "李伟"})
    assert names(door.get("/customers", q="zw")) == []
    said = AuditEvent.objects.get(subject_id=zhang["id"], action="customer.changed", after__name="李伟")
    assert said.after.keys() == {"name", "changed_at"}


@pytest.mark.parametrize("text", ["w", "李", "13800138001", "8009", "138009"])
def test_nobody_is_found_by_what_he_has_not(zhang, door, text):
    assert names(door.get("/customers", q=text)) == []


def test_an_agent_sees_the_customer_with_covered_numbers(zhang, company):
    agent = Door(company.agent)
    seen = agent.get(f"/customers/{zhang['id']}")

    for covered in ("8001", "138001", "0138000", "８００１"):
        assert agent.get("/customers", q=covered)["total"] == 0, "what is covered is not found by trying"
    assert names(agent.get("/customers", q="8000")) == ["张伟"]
    assert [row["number"] for row in seen["numbers"]] == ["138****8000", "010****6666"]
    assert all(row["masked"] for row in seen["numbers"])
    assert "13800138000" not in agent.response.content.decode()


def test_an_agent_who_edits_keeps_the_numbers_that_he_cannot_read(zhang, company):
    agent = Door(company.person("hall-agent", company.hall, Role.AGENT))
    first, second = zhang["numbers"]
    changed = agent.patch(
        f"/customers/{zhang['id']}",
        {"numbers": [{"id": second["id"], "label": "公司"}, {"number": "13900139000"}]},
    )

    assert agent.status == 200, changed
    kept = CustomerNumber.objects.order_by("position").values_list("number", "label", "last_four")
    assert list(kept) == [("01088886666", "公司", "6666"), ("13900139000", "", "9000")]
    assert not CustomerNumber.objects.filter(id=first["id"]).exists()


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ([{"number": "1234"}], "numbers.0.number"),
        ([{"number": "13900139000"}, {"number": "139-0013-9000"}], "numbers.1.number"),
        ([{"number": ""}], "numbers.0.number"),
    ],
)
def test_a_wrong_number_is_named(door, numbers, field):
    refused = door.post("/customers", {"name": "李", "numbers": numbers})

    assert door.status == 422
    assert refused["data"]["fields"].keys() == {field}


def test_two_customers_never_have_the_same_number(zhang, door):
    refused = door.post("/customers", {"name": "李", "numbers": [{"number": "13800138000"}]})

    assert refused["data"]["fields"]["numbers.0.number"]["zh"] == "这个号码已属于另一位客户。"


def test_an_empty_profile_and_an_unknown_mark_are_refused(door):
    assert door.post("/customers", {})["data"]["fields"].keys() == {"name"}
    refused = door.post("/customers", {"name": "李", "marks": ["king"]})
    assert refused["data"]["fields"].keys() == {"marks"}


def test_the_screen_pop_finds_the_customer_of_the_company_only(zhang, company, other_company):
    found = by_number(company.tenant.id, "13800138000")
    assert found is not None
    assert found.name == "张伟"
    assert by_number(other_company.tenant.id, "13800138000") is None
    assert by_number(company.tenant.id, "") is None


def test_a_new_customer_of_an_agent_belongs_to_his_team(company):
    created = Door(company.agent).post("/customers", {"name": "李", "numbers": [{"number": "13900139000"}]})

    assert created["org_unit"]["name"] == "一班"
    assert names(Door(company.stranger).get("/customers")) == []


def test_an_assessor_may_look_and_not_touch(zhang, company):
    assessor = Door(company.assessor)
    assert names(assessor.get("/customers")) == ["张伟"]
    assert assessor.patch(f"/customers/{zhang['id']}", {"name": "x"})["code"] == "not_allowed"


def test_a_customer_taken_out_of_use_is_gone_from_lists_but_not_from_the_books(zhang, door):
    assert door.delete(f"/customers/{zhang['id']}")["hidden"]
    assert names(door.get("/customers")) == []
    assert names(door.get("/customers", hidden="true")) == ["张伟"]


@pytest.mark.parametrize("number", ["110", "119", "１２０", "1 2 2", "+86 110"])
def test_an_emergency_number_is_no_customers(company, door, number):
    """A slip of the hand would offer the police to be called, masked, by a press of a button."""
    refused = door.post("/customers", {"name": "张伟", "numbers": [{"number": number}]})
    assert door.status == 422
    assert "紧急电话" in str(refused)
