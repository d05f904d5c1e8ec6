"""A customer's record: what there was with him, for whoever may see it."""

import pytest

from tests.areas.calls.houses import make_house
from tests.areas.calls.stories import Teller
from tests.areas.calls.test_calls_api import HOUR, NUMBER, listed, tell_answered
from tests.company import Door
from zuoxi.calls.services.facts import record
from zuoxi.kernel.clock import now_ms

OTHER = "13800000002"


@pytest.fixture
def zhang(house):
    created = Door(house.administrator).post(
        "/customers", {"name": "张伟", "numbers": [{"number": NUMBER}, {"number": "13800000009"}]}
    )
    return created["id"]


def history(who, customer):
    door = Door(who)
    found = door.get(f"/customers/{customer}/history")
    assert door.status == 200, found
    return found


def test_the_calls_of_all_his_numbers_and_of_nobody_else_the_latest_first(house, zhang):
    first = tell_answered(house, house.agent, ago=3 * HOUR)
    tell_answered(house, house.agent, number=OTHER)
    second = tell_answered(house, house.agent, number="13800000009")
    found = history(house.administrator, zhang)
    assert [call["id"] for call in found["calls"]] == [second.id, first.id]
    assert found["total"] == 2
    assert {call["customer"] for call in found["calls"]} == {"张伟"}
    assert listed(house.administrator, customer=zhang) == [second.id, first.id]


def test_an_agent_reads_of_his_own_conversations_with_covered_numbers(house, zhang):
    tell_answered(house, house.colleague)
    mine = tell_answered(house, house.agent, ago=30 * HOUR)
    found = history(house.agent, zhang)
    assert [call["id"] for call in found["calls"]] == [mine.id]
    assert {call["number"] for call in found["calls"]} == {"138****0001"}


def test_what_was_noted_and_what_is_owed_and_that_he_wants_no_calls(house, zhang):
    call = tell_answered(house, house.agent)
    Door(house.agent).put(f"/calls/{call.id}/note", {"text": "改周五送货"})
    told = Teller(house.tenant.id, path=house.north.path)
    told.seq = house.teller.seq
    told.call(number=NUMBER, at=now_ms() - HOUR).wait(1_000).queued().wait(9_000).ended("abandoned").owed()
    record(told.told)
    Door(house.administrator).post("/do-not-call", {"number": NUMBER, "type": "all"})
    found = history(house.administrator, zhang)
    notes = [note["text"] for one in found["calls"] for note in one["notes"]]
    assert notes == ["改周五送货"]
    assert [task["customer"] for task in found["callbacks"]] == ["张伟"]
    assert found["marks"] == ["do_not_call"]


def test_of_a_customer_out_of_reach_there_is_nothing(house, zhang):
    tell_answered(house, house.agent)
    stranger = make_house("Other").administrator
    door = Door(stranger)
    door.get(f"/customers/{zhang}/history")
    assert door.status == 404
    assert listed(stranger, customer=zhang) == []
