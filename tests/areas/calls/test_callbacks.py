"""Nobody who could not get through is forgotten (T6)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.areas.calls.houses import make_house, person
from tests.areas.calls.stories import NINE
from tests.company import Door
from zuoxi.calls.errors import CallbackClaimed
from zuoxi.calls.models import CallbackTask
from zuoxi.calls.services import callbacks
from zuoxi.calls.services.dispositions import sow
from zuoxi.calls.services.facts import record
from zuoxi.kernel.clock import to_datetime, utc_now
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import AuditEvent

NUMBER = "13800000001"


def give_up(house, *, number=NUMBER, at=NINE, waits=9_000, reason="abandoned", line=""):
    start = len(house.teller.told)
    call = house.teller.call(number=number, at=at, line=line).queued().wait(waits)
    call.owed(reason).ended(reason if reason != "abandoned" else "abandoned")
    record(house.teller.told[start:])
    return call


def test_a_caller_who_hangs_up_while_waiting_becomes_a_callback_task(house):
    call = give_up(house)
    task = CallbackTask.objects.get()
    assert (task.number, task.reason, task.waited_ms, task.calls) == (NUMBER, "abandoned", 9_000, 1)
    assert str(task.first_call_id) == call.id


def test_several_calls_of_one_number_are_one_task(house):
    give_up(house, waits=20_000)
    last = give_up(house, at=NINE + 60_000, reason="queue_timeout")
    task = CallbackTask.objects.get()
    assert (task.calls, task.waited_ms, task.reason) == (2, 20_000, "queue_timeout")
    assert str(task.last_call_id) == last.id
    assert task.first_at < task.last_at


def test_another_business_is_another_task(house):
    give_up(house)
    give_up(house, line="0198d000-0000-7000-8000-000000000001")
    assert CallbackTask.objects.count() == 2


def test_who_withheld_his_number_is_seen_and_counted_and_nobody_has_to_call_him(house):
    for number, at in (("", NINE), ("", NINE + 60_000), ("3910998887", NINE + 120_000)):
        give_up(house, number=number, at=at)
    door = Door(house.agent)
    assert door.get("/callbacks")["total"] == door.get("/callbacks", state="closed")["total"] == 0
    found = door.get("/callbacks", state="no_number")
    assert [one["result"] for one in found["items"]] == ["no_number"] * 3, "each call for itself"
    assert found["items"][0]["number"] == "" and found["items"][0]["waited_ms"] == 9_000
    assert door.get("/callbacks", state="all")["total"] == 3


def test_who_dialled_a_number_that_stands_for_nothing_is_owed_nothing_once_he_reaches_any_business(house):
    give_up(house, reason="not_in_service")
    start = len(house.teller.told)
    line = "0198d000-0000-7000-8000-000000000001"
    call = house.teller.call(at=NINE + 600_000, line=line).queued().wait(1_000).offered(house.agent.id)
    call.answered()
    record(house.teller.told[start:])
    assert CallbackTask.objects.get().result == "called_again"


def test_a_customer_who_gets_through_himself_closes_his_task(house):
    give_up(house)
    start = len(house.teller.told)
    call = house.teller.call(at=NINE + 600_000).queued().wait(1_000).offered(house.agent.id).answered()
    record(house.teller.told[start:])

    task = CallbackTask.objects.get()
    assert task.result == "called_again"
    assert task.closed_at == to_datetime(NINE + 600_000 + 3_000)
    call.ended()
    give_up(house, at=NINE + 900_000)
    assert CallbackTask.objects.filter(closed_at=None).count() == 1, "a new call that fails is owed anew"


def test_calling_him_does_not_close_the_task_by_itself(house):
    give_up(house)
    start = len(house.teller.told)
    house.teller.call(direction="outbound", at=NINE + 600_000).wait(2_000).answered(house.agent.id)
    record(house.teller.told[start:])
    assert CallbackTask.objects.get().closed_at is None


def test_an_agent_takes_a_callback_on_sees_the_number_and_closes_it(house):
    give_up(house)
    door = Door(house.agent)
    item = door.get("/callbacks")["items"][0]
    assert item["number"] == "138****0001"
    assert item["claimed_by"] is None

    assert door.post(f"/callbacks/{item['id']}/claim")["number"] == NUMBER
    assert door.get("/callbacks", mine=True)["total"] == 1
    closed = door.post(f"/callbacks/{item['id']}/close", {"result": "reached"})
    assert (closed["result"], closed["closed_by"]["name"]) == ("reached", "agent")
    assert closed["number"] == "138****0001"
    assert door.get("/callbacks")["total"] == 0
    assert door.get("/callbacks", state="closed")["total"] == 1
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == [
        "callback.claimed",
        "callback.closed",
    ]


def test_what_somebody_has_taken_on_is_his_until_he_gives_it_back(house):
    give_up(house)
    task = CallbackTask.objects.get()
    mate = person(house, "mate", "agent", house.north)
    Door(house.agent).post(f"/callbacks/{task.id}/claim")
    other = Door(mate)
    refused = other.post(f"/callbacks/{task.id}/claim")
    assert (other.status, refused["code"]) == (409, "callback_claimed")
    assert "agent" in refused["message"]["zh"]
    assert other.post(f"/callbacks/{task.id}/close", {"result": "reached"})["code"] == "callback_claimed"

    Door(house.agent).post(f"/callbacks/{task.id}/release")
    assert other.post(f"/callbacks/{task.id}/claim")["claimed_by"]["name"] == "mate"


def test_a_closed_callback_cannot_be_closed_again(house):
    give_up(house)
    task = CallbackTask.objects.get()
    door = Door(house.agent)
    door.post(f"/callbacks/{task.id}/close", {"result": "not_needed"})
    assert door.post(f"/callbacks/{task.id}/close", {"result": "reached"})["code"] == "callback_closed"
    assert door.post(f"/callbacks/{task.id}/claim")["code"] == "callback_closed"
    assert door.post(f"/callbacks/{task.id}/close", {"result": "called_again"})["code"] == "invalid"


def test_tasks_of_another_team_or_company_are_out_of_reach(house):
    give_up(house)
    task = CallbackTask.objects.get()
    for somebody in (house.colleague, make_house("Other").administrator):
        door = Door(somebody)
        assert door.get("/callbacks")["total"] == 0
        assert door.post(f"/callbacks/{task.id}/claim")["code"] == "not_found"


def test_tasks_of_the_whole_company_are_everybodys(house):
    house.teller.path = house.root.path
    give_up(house)
    assert Door(house.agent).get("/callbacks")["total"] == 1
    for end in ("0001", "０００１", "00-01"):
        assert Door(house.colleague).get("/callbacks", q=end)["total"] == 1
    assert Door(house.colleague).get("/callbacks", q="9999")["total"] == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_who_claim_at_once_one_gets_it():
    house = make_house()
    give_up(house)
    task = CallbackTask.objects.get()

    def claim(who):
        try:
            return callbacks.claim(Actor(person=who, now=utc_now()), CallbackTask.objects.get(pk=task.pk))
        except CallbackClaimed as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(claim, [house.agent, house.leader]))
    assert [isinstance(result, CallbackClaimed) for result in results].count(True) == 1


def test_every_company_starts_with_results_and_keeps_its_own(house):
    assert sow(house.tenant.id) == 13
    assert sow(house.tenant.id) == 0
    rows = Door(house.agent).get("/dispositions")
    assert len(rows) == 13
    leaf = next(row for row in rows if row["code"] == "order_taken")
    parent = next(row for row in rows if row["id"] == leaf["parent"])
    assert (parent["code"], leaf["name"], leaf["name_en"]) == ("solved", "已下单", "Order taken")
