"""A company's own words: results, not-ready reasons, classes of customer."""

import pytest

from tests.company import Company, Door
from zuoxi.assembly.wiring import HANDLERS
from zuoxi.calls.models import Disposition
from zuoxi.contacts.models import CustomerClass
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.events import CompanyFounded, ConfigurationChanged
from zuoxi.organisation.models import Tenant
from zuoxi.organisation.rules import Role
from zuoxi.telephony.handlers import give_first_phone
from zuoxi.telephony.models import Device, NotReadyReason, SwitchNode
from zuoxi.telephony.selectors.floor import not_ready_reasons

KINDS = ("results", "not-ready-reasons", "customer-classes")


@pytest.fixture
def founded(company: Company) -> Company:
    """The company with what every company starts with; told twice, as may happen."""
    for handler in HANDLERS[CompanyFounded] * 2:
        handler(CompanyFounded(tenant=str(company.tenant.id)))
    return company


def test_a_new_company_starts_with_words_that_it_can_change(founded):
    boss = Door(founded.administrator)
    assert [boss.get(f"/{kind}", size=100)["total"] for kind in KINDS] == [13, 7, 6]


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_is_added_last_renamed_taken_out_of_use_and_brought_back(founded, kind):
    boss = Door(founded.administrator)
    word = boss.post(f"/{kind}", {"name": "回访", "name_en": "Follow-up"})
    assert boss.get(f"/{kind}", size=100)["items"][-1]["id"] == word["id"]
    assert boss.patch(f"/{kind}/{word['id']}", {"name": "客户回访"})["name"] == "客户回访"
    assert boss.delete(f"/{kind}/{word['id']}")["hidden"]
    assert word["id"] not in [one["id"] for one in boss.get(f"/{kind}", size=100)["items"]]
    assert [one["id"] for one in boss.get(f"/{kind}", hidden="true")["items"]] == [word["id"]]
    assert not boss.patch(f"/{kind}/{word['id']}", {"hidden": False})["hidden"]


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_the_companys_so_a_teams_administrator_does_not_touch_them(founded, kind):
    corner = Door(founded.person("corner", founded.team_one, Role.ADMINISTRATOR))
    corner.post(f"/{kind}", {"name": "x"})
    assert corner.status == 403
    word = Door(founded.administrator).get(f"/{kind}")["items"][0]
    corner.patch(f"/{kind}/{word['id']}", {"name": "x"})
    assert corner.status == 404


def test_a_result_stands_under_a_branch_and_a_branch_under_nothing(founded):
    boss = Door(founded.administrator)
    branch = boss.post("/results", {"name": "退货"})
    leaf = boss.post("/results", {"name": "质量问题", "parent": branch["id"]})
    assert (leaf["parent"], leaf["parent_name"]) == (branch["id"], "退货")
    for wrong in ({"parent": leaf["id"]}, {"parent": branch["id"]}):
        boss.patch(f"/results/{branch['id']}", wrong)
        assert boss.status == 422
    agents = Door(founded.agent).get("/dispositions")
    assert {one["name"] for one in agents} >= {"退货", "质量问题"}


def test_a_customer_keeps_a_class_that_is_out_of_use_and_nobody_else_gets_it(founded):
    boss = Door(founded.administrator)
    customer = boss.post("/customers", {"name": "张三", "marks": ["vip"]})
    boss.delete(f"/customer-classes/{CustomerClass.objects.get(code='vip').pk}")
    assert boss.patch(f"/customers/{customer['id']}", {"marks": ["vip", "member"]})["marks"] == [
        "vip",
        "member",
    ]
    boss.post("/customers", {"name": "李四", "marks": ["vip"]})
    assert boss.status == 422
    shown = {one["code"]: one["hidden"] for one in boss.get("/customer-marks")}
    assert (shown["vip"], shown["member"]) == (True, False)


def test_the_floor_hears_of_the_reasons_in_use(founded):
    boss = Door(founded.administrator)
    boss.delete(f"/not-ready-reasons/{NotReadyReason.objects.get(code='toilet').pk}")
    mine = {code for tenant, code in not_ready_reasons() if tenant == str(founded.tenant.id)}
    assert mine == {"rest", "meal", "training", "meeting", "coaching", "other"}


def test_the_first_words_come_once_however_often_they_are_given(founded):
    assert Disposition.objects.filter(tenant=founded.tenant).count() == 13
    assert Tenant.objects.count() == 1


def told(person) -> None:
    give_first_phone(ConfigurationChanged(tenant=str(person.tenant_id), what="person", id=str(person.id)))


def test_who_takes_calls_has_a_browser_to_speak_through_from_the_start(company):
    SwitchNode.objects.create(name="house")
    agent = company.person("new", company.team_one, Role.AGENT)
    told(agent)
    told(agent)
    device = Device.objects.get(person=agent)
    assert (device.kind, device.org_unit) == ("webrtc", company.team_one)


def test_who_takes_no_calls_or_lost_his_device_gets_none(company):
    SwitchNode.objects.create(name="house")
    agent = company.person("new", company.team_one, Role.AGENT)
    told(agent)
    Device.objects.filter(person=agent).update(hidden_at=utc_now())
    told(agent)
    told(company.administrator)
    assert Device.objects.filter(hidden_at__isnull=True).count() == 0
