"""What the floor is told of callers: VIPs, and whose customer somebody is (T3, T4)."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import transaction

from tests.company import Door
from zuoxi.contacts import jobs
from zuoxi.contacts.models import Customer, CustomerClass
from zuoxi.contacts.selectors import standings as known
from zuoxi.contacts.services import classes, standings
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import Person
from zuoxi.outbox.jobs import HOUSE
from zuoxi.outbox.models import Job, OutboxEvent

MOBILE, OFFICE = "13800138000", "01088886666"


@pytest.fixture
def door(company):
    classes.sow(company.tenant.id)
    return Door(company.administrator)


@pytest.fixture
def zhang(company, door):
    return door.post(
        "/customers",
        {
            "name": "张伟",
            "marks": ["vip"],
            "owner": str(company.agent.id),
            "org_unit": str(company.hall.id),
            "numbers": [{"number": MOBILE, "label": "手机"}, {"number": OFFICE, "label": "单位"}],
        },
    )


def told(company, *numbers):
    """What the live process reads of these numbers."""
    rows = {number: rest for tenant, number, *rest in known.whole() if tenant == str(company.tenant.id)}
    return [rows.get(number) for number in numbers]


def test_each_number_of_a_vip_is_known_with_the_agent_who_looks_after_him(company, zhang):
    his = [True, str(company.agent.id), "owner"]
    assert told(company, MOBILE, OFFICE) == [his, his]


def test_a_number_that_is_taken_away_is_nobodys_any_more(company, zhang, door):
    before = known.edition()
    kept = zhang["numbers"][0]
    door.patch(f"/customers/{zhang['id']}", {"numbers": [{"id": kept["id"], "label": "手机"}]})
    assert told(company, OFFICE) == [[False, "", ""]]
    assert [number for _, number, *_ in known.since(before)] == [OFFICE]


@pytest.mark.parametrize(
    ("change", "then"),
    [
        ({"marks": []}, [False, "owner"]),
        ({"owner": None}, [True, ""]),
        ({"hidden": True}, [False, ""]),
    ],
)
def test_what_is_changed_of_a_customer_is_known_at_once(company, zhang, door, change, then):
    door.patch(f"/customers/{zhang['id']}", change)
    assert door.status == 200
    vip, _, because = told(company, MOBILE)[0]
    assert [vip, because] == then


def test_what_makes_no_difference_makes_no_edition(company, zhang, door):
    before = known.edition()
    door.patch(f"/customers/{zhang['id']}", {"remark": "爱喝龙井"})
    assert (known.edition(), list(known.since(before))) == (before, [])


def test_who_has_ordered_is_the_customer_of_whoever_took_the_order(company, zhang):
    now = utc_now()
    assert standings.order_taken(company.tenant.id, MOBILE, company.leader.id, now)
    assert told(company, OFFICE) == [[True, str(company.leader.id), "order"]]
    earlier = now - dt.timedelta(hours=1)
    assert standings.order_taken(company.tenant.id, MOBILE, company.agent.id, earlier)
    assert told(company, OFFICE) == [[True, str(company.leader.id), "order"]]


def test_who_took_the_order_and_has_left_is_followed_by_the_owner(company, zhang):
    standings.order_taken(company.tenant.id, MOBILE, company.leader.id, utc_now())
    Person.objects.filter(pk=company.leader.pk).update(hidden_at=utc_now())
    jobs.renew_standings(work_of(HOUSE))
    assert told(company, MOBILE) == [[True, str(company.agent.id), "owner"]]


def test_an_order_of_somebody_unknown_changes_nothing(company):
    assert not standings.order_taken(company.tenant.id, "13911112222", company.agent.id, utc_now())
    assert list(known.whole()) == []


def test_a_class_that_counts_as_vip_reaches_all_who_are_of_it(company, zhang, door):
    door.patch(f"/customers/{zhang['id']}", {"marks": ["member"]})
    member = CustomerClass.objects.get(tenant=company.tenant, code="member")
    door.patch(f"/customer-classes/{member.id}", {"vip": True})
    assert OutboxEvent.objects.filter(type="VipClassesChanged").count() == 1
    done = jobs.renew_standings(work_of(company.tenant.id))
    assert (done, told(company, MOBILE)[0][0]) == ({"numbers": 2}, True)


def test_once_a_day_all_companies_are_looked_at(company, zhang):
    Customer.objects.update(owner=None, marks=[])
    assert jobs.renew_standings(work_of(HOUSE)) == {"numbers": 2}
    assert told(company, MOBILE) == [[False, "", ""]]


def test_what_was_rolled_back_is_not_known(company, zhang, door):
    before = known.edition()
    with pytest.raises(RuntimeError), transaction.atomic():
        standings.order_taken(company.tenant.id, MOBILE, company.leader.id, utc_now())
        raise RuntimeError
    assert known.edition() == before
    assert told(company, MOBILE)[0][2] == "owner"


def work_of(tenant):
    return SimpleNamespace(job=Job(tenant_id=tenant), progress=lambda done: None)
