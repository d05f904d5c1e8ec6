"""The sample company stands after one build, with everything that a first visit needs."""

import datetime as dt
import random
from importlib import import_module

import pytest
from django.test import override_settings

from tests.areas.calls import measured
from tests.company import Door
from zuoxi.calls.models import Call, CallbackTask, CallNote, CallPhase, Fact, ParkedFact, Segment
from zuoxi.calls.services.history import told
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import Person
from zuoxi.simulator import sample
from zuoxi.simulator.demo import let_a_customer_call
from zuoxi.simulator.errors import CarrierAway
from zuoxi.telephony.selectors import endpoints, floor

NOW = dt.datetime(2026, 3, 5, 8, tzinfo=dt.UTC)
"""A Thursday, four in the afternoon in Beijing."""


@pytest.fixture
def sign_ins(db):
    return {person.username: person for person in sample.build(NOW)}


def door_of(username):
    return Door(Person.objects.get(username=username))


def test_everybody_can_sign_in_with_the_password_that_is_told_once(sign_ins):
    sign_in = sign_ins["wangfang"]
    session = Door().post("/session", {"username": "wangfang", "password": sign_in.password})

    assert session["person"]["number"] == "1001"
    assert len({person.password for person in sign_ins.values()}) == len(sign_ins)
    assert not Person.objects.filter(password__contains=sign_in.password).exists()


def test_building_it_again_changes_nothing_and_tells_no_password(sign_ins):
    people, calls = Person.objects.count(), Call.objects.count()

    assert sample.build(NOW + dt.timedelta(days=1)) == ()
    assert (Person.objects.count(), Call.objects.count()) == (people, calls)


def test_the_floor_and_the_switch_can_work_with_it(sign_ins):
    assert {number.number for number in floor.access_numbers()} == {
        sample.SALES_NUMBER,
        sample.SERVICE_NUMBER,
    }
    (queue,) = floor.queues()
    assert len(queue.groups) == 2
    agents = [agent for agent in floor.agents() if agent.groups]
    assert len(agents) >= 6
    assert all(len(agent.devices) == 1 for agent in agents)
    assert len(endpoints.endpoints("house")) == len(floor.agents())
    assert [trunk.name for trunk in endpoints.trunks("house", "127.0.0.3")] == [sample.TRUNK]


def test_agents_have_noted_what_customers_said(sign_ins):
    noted = CallNote.objects.select_related("person")
    assert noted.count() > 15
    for note in noted:
        assert Segment.objects.filter(call_id=note.call_id, person=note.person).exists()
        assert note.text and note.changed_at < NOW


def test_earlier_calls_have_ended_and_their_phases_sum_to_their_time(sign_ins):
    calls = Call.objects.all()

    assert calls.count() > 40
    assert set(calls.values_list("outcome", flat=True)) >= {"answered", "abandoned", "blacklisted"}
    assert not calls.filter(ended_at__isnull=True).exists()
    assert not calls.filter(ended_at__gte=NOW).exists()
    assert Segment.objects.filter(disposition="").count() == 0
    assert CallbackTask.objects.exists()
    assert not ParkedFact.objects.exists()
    assert CallPhase.objects.filter(call=calls[0]).exists()


def test_the_sums_of_three_simulated_days_are_what_their_raw_facts_say(sign_ins):
    streams = set(Fact.objects.values_list("stream", flat=True))
    assert measured.kept() == measured.sums(told(streams))
    assert {key[5] for key in measured.kept()} >= {"in_time", "abandoned", "talking_ms", "wrap_up_ms"}


def test_the_leader_finds_the_earlier_calls_and_customers(sign_ins):
    leader = door_of("zhouting")

    assert leader.get("/customers")["total"] == sample.CUSTOMERS
    assert leader.get("/calls")["total"] > 40
    assert leader.get("/queues")["items"][0]["name"] == "客户服务"


def test_an_agent_gets_his_line(sign_ins):
    assert door_of("wangfang").get("/line")["kind"] == "webrtc"


class Carrier:
    """Remembers who was to call."""

    def __init__(self):
        self.calls = []

    def __call__(self, number, dialled):
        self.calls.append((number, dialled))


@override_settings(ZUOXI_DEMO=True)
def test_a_customer_calls_when_asked_to(sign_ins):
    carrier = Carrier()
    actor = Actor(person=Person.objects.get(username="wangfang"), now=NOW)
    number, dialled = let_a_customer_call(actor, "", "", carrier, random.Random(1))

    assert carrier.calls == [(number, dialled)]
    assert dialled == sample.SALES_NUMBER
    assert let_a_customer_call(actor, "138 0013 8000", sample.SERVICE_NUMBER, carrier, random.Random(1)) == (
        "13800138000",
        sample.SERVICE_NUMBER,
    )
    callers = {let_a_customer_call(actor, "", "", carrier, random.Random(seed))[0] for seed in range(8)}
    assert len(callers) > 1, "not always the same customer"


def carrier_that_is_away(number, dialled):
    raise CarrierAway


@override_settings(ZUOXI_DEMO=True)
def test_a_carrier_that_does_not_run_is_told_in_one_sentence(sign_ins, monkeypatch):
    doors = import_module("zuoxi.simulator.api.demo")
    monkeypatch.setattr(doors, "carrier", lambda: carrier_that_is_away)
    agent = door_of("wangfang")
    assert agent.post("/demo/customer-calls", {})["code"] == "carrier_away"
    assert agent.post("/demo/customer-calls", {"number": "x"})["data"]["fields"].keys() == {"number"}


def test_without_the_demo_nobody_lets_customers_call(sign_ins):
    assert door_of("wangfang").post("/demo/customer-calls", {})["code"] == "no_demo"
    assert door_of("wumin").post("/demo/customer-calls", {})["code"] == "not_allowed"


@override_settings(ZUOXI_DEMO=True)
def test_a_real_company_has_no_demo(company):
    assert Door(company.agent).post("/demo/customer-calls", {})["code"] == "no_demo"
