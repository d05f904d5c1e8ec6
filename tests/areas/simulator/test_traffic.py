"""Sample traffic: who calls and who works, as the floor shows it; and the switch for it."""

import datetime as dt
import random

import pytest
from django.test import override_settings

from tests.company import Company, Door
from zuoxi.engine.view import AgentView, CallView
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import AuditEvent, Person, Tenant
from zuoxi.simulator import names, sample
from zuoxi.simulator.traffic import people as p
from zuoxi.simulator.traffic.run import robots_phones
from zuoxi.simulator.traffic.switch import KIND, running
from zuoxi.telephony.models import Device

PHONES = {"anna": "robot-a", "ben": "robot-b"}
NUMBERS = ("13800000001", "13800000002", "13800000003")


def traffic(rate="lively", seed=1):
    return p.Traffic(rate, PHONES, NUMBERS, ("4001",), random.Random(seed))


def agent(person, state, device="", call="", reason=""):
    return AgentView(
        id=person,
        session="s",
        tenant="t",
        path="/",
        name=person,
        number="1",
        state=state,
        reason=reason,
        since=0,
        next_reason="",
        device=device or PHONES[person],
        device_kind="sip_phone",
        line="up",
        desktop="d",
        connected=True,
        call=call,
        groups=(),
        missed=0,
        wrap_up_until=0,
        version=1,
    )


def waiting(number, call="c1", answered_at=0):
    return CallView(
        id=call,
        tenant="t",
        path="/",
        direction="inbound",
        phase="queue",
        state="",
        since=0,
        started_at=0,
        queued_at=1,
        answered_at=answered_at,
        customer_number=number,
        house_number="4001",
        service_line="",
        service_line_en="",
        called_for="",
        queue="q",
        agent="",
        segment="",
        muted=False,
        recording=False,
        hung_up_by="",
        version=1,
    )


def acts(of, agents=(), calls=(), now_s=0.0, kind=object):
    views = {one.id: one for one in agents}
    return [act for act in of.acts(views, list(calls), now_s) if isinstance(act, kind)]


def test_whoever_is_not_there_comes_and_whoever_works_himself_is_left_alone():
    human = agent("ben", "not_ready", device="his-browser")
    assert acts(traffic(), [human], kind=p.ComeIn) == [p.ComeIn(person="anna")]
    assert acts(traffic(), [human], kind=p.BeReady) == []


def test_customers_call_at_the_rate_that_was_chosen():
    calm, rush = traffic("calm"), traffic("rush")
    made = {
        name: sum(len(acts(of, now_s=now, kind=p.CustomerCalls)) for now in range(1_200))
        for name, of in (("calm", calm), ("rush", rush))
    }
    assert made["calm"] == pytest.approx(40, abs=20)
    assert made["rush"] == pytest.approx(180, abs=45)


def test_nobody_calls_who_has_a_call_and_each_hangs_up_in_the_end():
    of = traffic("rush")
    there = [waiting(number, call=number) for number in NUMBERS]
    assert not any(acts(of, calls=there, now_s=now, kind=p.CustomerCalls) for now in range(600))
    gone = {
        act.number
        for now in range(600, 1_200)
        for act in acts(of, calls=there, now_s=now, kind=p.CustomerHangsUp)
    }
    assert gone == set(NUMBERS)


def test_what_a_customer_has_to_say_begins_when_he_is_answered():
    of = traffic(seed=3)
    assert acts(of, calls=[waiting(NUMBERS[0])], now_s=0, kind=p.CustomerHangsUp) == []
    assert acts(of, calls=[waiting(NUMBERS[0], answered_at=1)], now_s=2, kind=p.CustomerHangsUp) == []


def test_a_visitor_s_own_customer_is_not_hung_up_on():
    of = traffic()
    mine = waiting("13912345678")
    assert not any(acts(of, calls=[mine], now_s=now, kind=p.CustomerHangsUp) for now in range(900))


def test_an_agent_writes_a_result_after_each_call_and_rests_now_and_then():
    of = traffic(seed=2)
    rested = 0
    for number in range(60):
        begins = number * 300.0
        busy = [agent("anna", "wrap_up", call=f"c{number}"), agent("ben", "ready")]
        assert acts(of, busy, now_s=begins, kind=p.WriteResult) == []
        (written,) = acts(of, busy, now_s=begins + 20, kind=p.WriteResult)
        assert (written.call, written.result in p.RESULTS) == (f"c{number}", True)
        if acts(of, [agent("anna", "ready"), agent("ben", "ready")], now_s=begins + 21, kind=p.TakeRest):
            rested += 1
            resting = [agent("anna", "not_ready", reason="rest"), agent("ben", "ready")]
            assert acts(of, resting, now_s=begins + 22, kind=p.BeReady) == []
            assert acts(of, resting, now_s=begins + 100, kind=p.BeReady) == [p.BeReady(person="anna")]
    assert 2 <= rested <= 15


@pytest.fixture
def leader(db):
    sample.build(utc_now())
    with override_settings(ZUOXI_DEMO=True):
        yield Door(Person.objects.get(username="zhouting"))


def test_it_is_switched_on_for_a_time_and_off_again(leader):
    assert leader.get("/demo/traffic") == {"on": False, "rate": None, "ends_at": None}
    leader.put("/demo/traffic", {"rate": "rush", "minutes": 5})
    assert leader.status == 200
    on = leader.get("/demo/traffic")
    left = dt.datetime.fromisoformat(on["ends_at"]) - utc_now()
    assert (on["on"], on["rate"]) == (True, "rush")
    assert dt.timedelta(minutes=4) < left <= dt.timedelta(minutes=5)
    leader.delete("/demo/traffic")
    assert leader.get("/demo/traffic")["on"] is False
    actions = AuditEvent.objects.filter(action__startswith="demo.traffic").values_list("action", flat=True)
    assert sorted(actions) == ["demo.traffic_off", "demo.traffic_on"]


def test_another_rate_takes_the_place_of_the_one_that_goes_on(leader):
    for rate in ("calm", "lively"):
        leader.put("/demo/traffic", {"rate": rate})
    assert leader.get("/demo/traffic")["rate"] == "lively"
    states = [job["state"] for job in leader.get("/jobs", kind=KIND)["items"]]
    assert sorted(states) == ["cancelled", "waiting"]


def test_a_real_company_has_no_such_switch(db):
    leader = Door(Company("北方").leader)
    with override_settings(ZUOXI_DEMO=True):
        assert leader.put("/demo/traffic", {})["code"] == "no_demo"
    sample.build(utc_now())
    door = Door(Person.objects.get(username="zhouting"))
    with override_settings(ZUOXI_DEMO=False):
        assert door.get("/demo/traffic")["code"] == "no_demo"


def test_sample_agents_have_a_robot_s_phone_beside_their_own_wherever_the_robots_are(leader):
    tenant = Tenant.objects.get(name=sample.COMPANY)
    working = [staff.username for staff in names.STAFF if staff.group]
    first = robots_phones(tenant.id, {name: f"sip:robot-{name}@127.0.0.3:5060" for name in working})
    again = robots_phones(tenant.id, {name: f"sip:robot-{name}@127.0.0.9:5060" for name in working})

    assert first == again
    assert len(first) == len(working)
    assert set(Device.objects.filter(id__in=first.values()).values_list("kind", flat=True)) == {"sip_phone"}
    dials = Device.objects.filter(id__in=first.values()).values_list("dial", flat=True)
    assert all("127.0.0.9" in dial for dial in dials)
    assert Device.objects.filter(person_id=next(iter(first))).count() == 2
    assert running(Person.objects.get(username="zhouting")) is None
