"""Masked digits are not found out by asking for one number after the other."""

import pytest
from django.test import override_settings

from tests.areas.calls.test_screen_pop import a_customer, ringing
from tests.company import Door
from zuoxi.organisation.models import AuditEvent
from zuoxi.outbox.models import Job

FEW = 3
ASKS = {
    "calls": lambda door, number: door.get("/calls", q=number),
    "export": lambda door, number: door.post("/exports", {"list": "calls", "query": {"number": number}}),
    "callbacks": lambda door, number: door.get("/callbacks", q=number),
    "customers": lambda door, number: door.get("/customers", q=number),
    "screen pop": lambda door, number: door.get("/screen-pop", number=number),
    "the gate": lambda door, number: door.post("/gate/check", {"number": number}),
    "refusals": lambda door, number: door.get("/refusals", q=number),
    "export of refusals": lambda door, number: door.post(
        "/exports", {"list": "refusals", "query": {"q": number}}
    ),
    "an objection": lambda door, number: door.post("/do-not-call", {"number": number}),
    "a new customer": lambda door, number: door.post(
        "/customers", {"name": "x", "numbers": [{"number": number}]}
    ),
}
"""Every way of learning whether there is something of a whole number."""


@pytest.fixture(autouse=True)
def few_look_ups():
    with override_settings(ZUOXI_LOOK_UPS_PER_MINUTE=FEW):
        yield


@pytest.mark.parametrize("way", ASKS)
def test_a_budget_holds_for_every_way_of_asking_and_each_is_in_the_trail(house, way):
    door = Door(house.agent)
    for number in range(FEW):
        ASKS[way](door, f"1380000000{number}")
        assert door.status < 300
    Job.objects.update(state=Job.State.DONE)

    refused = ASKS[way](door, "13800000009")
    assert (door.status, refused["code"]) == (429, "too_many_look_ups")
    lines = AuditEvent.objects.filter(action="number.looked_up", person=house.agent)
    assert {line.subject_name for line in lines} == {f"138****000{number}" for number in range(FEW)}


def test_one_budget_holds_for_all_ways_together_and_the_same_number_counts_once(house):
    door = Door(house.agent)
    for number, way in enumerate(list(ASKS)[:FEW]):
        for _ in range(2):
            ASKS[way](door, f"1380000001{number}")
            assert door.status < 300

    assert ASKS["screen pop"](door, "13800000002")["code"] == "too_many_look_ups"


def test_last_digits_names_and_calls_that_ring_are_not_counted(house):
    a_customer(house)
    call = ringing(house)
    door = Door(house.agent)
    for _ in range(2 * FEW):
        assert door.get("/customers", q="0002")["total"] == 1
        assert door.get("/customers", q="张女士")["total"] == 1
        assert door.get("/screen-pop", call=call.id)["found"]
    assert not AuditEvent.objects.filter(action="number.looked_up").exists()


def test_who_sees_every_number_may_ask_for_any(house):
    door = Door(house.administrator)
    for _ in range(2 * FEW):
        door.get("/calls", q="13800000001")
        assert door.status == 200
