"""Where a recording would be stands why there is none."""

from tests.areas.calls.stories import Teller
from tests.areas.calls.test_calls_api import HOUR, NUMBER, tell_answered
from tests.company import Door
from zuoxi.calls.models import Segment
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.kernel.clock import now_ms


def tell_unrecorded(house, why):
    told = Teller(house.tenant.id, path=house.agent.path)
    told.seq = house.teller.seq
    call = told.call(number=NUMBER, at=now_ms() - HOUR).wait(3_000).queued().offered(house.agent.id)
    call.answered(talk_ms=20_000, unrecorded=why).ended()
    house.teller.seq = told.seq
    record(told.told)
    return call


def test_a_call_without_a_recording_says_why_in_the_list_its_detail_and_the_customers_history(house):
    call = tell_unrecorded(house, "no_room")
    door = Door(house.administrator)
    customer = door.post("/customers", {"name": "张伟", "numbers": [{"number": NUMBER}]})["id"]
    [row] = door.get("/calls")["items"]
    detail = door.get(f"/calls/{call.id}")
    [earlier] = door.get(f"/customers/{customer}/history")["calls"]
    assert row["unrecorded"] == detail["unrecorded"] == earlier["unrecorded"] == "no_room"
    assert [segment["unrecorded"] for segment in detail["segments"]] == ["no_room"]
    assert detail["recordings"] == []


def test_a_call_that_was_recorded_says_nothing(house):
    tell_answered(house, house.agent)
    [row] = Door(house.administrator).get("/calls")["items"]
    assert row["unrecorded"] == ""
    assert len(row["recordings"]) == 1


def test_why_is_made_again_from_facts(house):
    call = tell_unrecorded(house, "announcement_failed")
    Segment.objects.update(unrecorded="")
    rebuild()
    assert Segment.objects.get(call_id=call.id).unrecorded == "announcement_failed"
