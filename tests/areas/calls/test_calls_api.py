"""The list of calls: who sees which, what of the numbers, and how it leaves as a workbook."""

from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.areas.calls.houses import make_house, person
from tests.areas.calls.stories import Teller
from tests.areas.workbook import exported
from tests.company import Door
from zuoxi.calls.models import Disposition
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.contacts.models import Customer, CustomerNumber
from zuoxi.kernel.clock import now_ms, utc_now
from zuoxi.organisation import paging
from zuoxi.organisation.models import AuditEvent
from zuoxi.telephony.models import ServiceLine

HOUR = 3_600_000
NUMBER = "13800000001"


def tell_answered(house, agent, *, ago=HOUR, number=NUMBER, unit=None, **kwargs):
    """A call of `ago` milliseconds ago that `agent` answered; it came in at `unit` (default: the top)."""
    told = Teller(house.tenant.id, path=(unit or house.root).path)
    told.seq = house.teller.seq
    call = told.call(number=number, at=now_ms() - ago, **kwargs).wait(3_000).queued().wait(5_000)
    told.path = agent.path
    call.offered(agent.id).answered(talk_ms=20_000).ended().recorded().disposed("order_taken")
    house.teller.seq = told.seq
    record(told.told)
    return call


def listed(who, **query):
    door = Door(who)
    page = door.get("/calls", **query)
    assert door.status == 200, page
    return [item["id"] for item in page["items"]]


def test_a_call_to_a_number_that_stands_for_nothing_is_seen_by_who_reads_the_whole_house(house):
    stray = Teller(house.tenant.id, path="")
    lost = stray.call(number=NUMBER, at=now_ms() - HOUR).ended("not_in_service", by="system")
    record(stray.told)
    assert listed(house.administrator) == [lost.id]
    assert listed(house.leader) == []
    assert listed(house.agent) == []


def test_an_agent_sees_his_own_calls_and_nobody_elses(house):
    mine = tell_answered(house, house.agent)
    tell_answered(house, house.colleague)
    assert listed(house.agent) == [mine.id]


def test_a_leader_sees_the_calls_of_his_team_wherever_they_came_in(house):
    ours = tell_answered(house, house.agent)
    theirs = tell_answered(house, house.colleague)
    assert listed(house.leader) == [ours.id]
    assert set(listed(house.assessor)) == {ours.id, theirs.id}
    assert Door(house.leader).get(f"/calls/{theirs.id}")["code"] == "not_found"


def test_another_company_sees_nothing(house):
    call = tell_answered(house, house.agent)
    other = make_house("Other")
    assert listed(other.administrator) == []
    door = Door(other.administrator)
    assert door.get(f"/calls/{call.id}")["code"] == "not_found"
    assert door.put(f"/calls/{call.id}/note", {"text": "?"})["code"] == "not_found"


def test_a_missed_offer_shows_the_call_to_who_missed_it(house):
    told = house.teller
    call = told.call(at=now_ms() - HOUR).queued().offered(house.agent.id).missed().wait(1_000)
    call.owed().ended("abandoned")
    record(told.told)
    assert listed(house.agent) == [call.id]
    assert listed(house.colleague) == []
    assert listed(house.agent, missed=True) == [call.id]
    assert Door(house.agent).get("/calls")["items"][0]["missed"]
    assert not Door(house.leader).get("/calls")["items"][0]["missed"], "he was not the one it rang at"


def test_waiting_and_talking_have_one_definition(house):
    call = tell_answered(house, house.agent)
    row = Door(house.leader).get(f"/calls/{call.id}")
    assert row["waited_ms"] == row["queue_ms"] + row["ring_ms"]
    assert row["spoken_ms"] == row["talk_ms"] + row["hold_ms"]
    assert listed(house.leader, sort="-waited") == [call.id]


def test_a_result_can_be_given_later_by_who_spoke_and_outlives_a_rebuild(house):
    told = house.teller
    call = told.call(number=NUMBER, at=now_ms() - HOUR).queued().wait(5_000)
    told.path = house.agent.path
    call.offered(house.agent.id).answered(talk_ms=20_000).ended()
    record(told.told)
    Disposition.objects.create(tenant=house.tenant, code="sold", name="已下单")
    mine, path = Door(house.agent), f"/calls/{call.id}/result"
    assert [one["id"] for one in mine.get("/calls", without_result=True)["items"]] == [call.id]

    assert set(mine.put(path, {"disposition": "nonsense"})["data"]["fields"]) == {"disposition"}
    assert Door(house.leader).put(path, {"disposition": "sold"})["code"] == "not_your_conversation"
    given = mine.put(path, {"disposition": "sold"})
    assert (given["disposition"], given["segments"][0]["disposition"]) == ("sold", "sold")
    assert mine.get("/calls", without_result=True)["total"] == 0
    rebuild()
    assert mine.get(f"/calls/{call.id}")["disposition"] == "sold"
    assert AuditEvent.objects.get(action="call.result_given").after == {"result": "sold"}


def test_numbers_are_masked_on_the_server_but_for_those_who_may_see_them(house):
    fresh = tell_answered(house, house.agent, ago=60_000)
    old = tell_answered(house, house.agent, ago=HOUR)

    def number(who, call):
        return Door(who).get(f"/calls/{call.id}")["number"]

    assert number(house.leader, old) == NUMBER
    assert number(house.assessor, old) == "138****0001"
    assert number(house.agent, old) == "138****0001"
    assert number(house.agent, fresh) == NUMBER, "for a while after his own call he knows whom he spoke to"
    assert number(house.assessor, fresh) == "138****0001"


def test_a_call_shows_all_its_parts(house):
    call = tell_answered(house, house.agent)
    Door(house.agent).put(f"/calls/{call.id}/note", {"text": "wants the red one"})
    detail = Door(house.leader).get(f"/calls/{call.id}")

    assert [phase["phase"] for phase in detail["phases"]] == ["ivr", "queue", "ring", "talk"]
    assert sum(phase["ms"] for phase in detail["phases"]) == detail["duration_ms"] == 30_000
    assert detail["legs"][0]["kind"] == "customer"
    assert detail["offers"][0]["outcome"] == "answered"
    assert detail["segments"][0]["disposition"] == "order_taken"
    assert detail["recordings"][0]["state"] == "recorded"
    assert detail["notes"][0]["text"] == "wants the red one"
    assert detail["region"] == {"zh": "北京市", "en": "Beijing"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"direction": "inbound"}, 2),
        ({"direction": "outbound"}, 0),
        ({"outcome": "answered"}, 2),
        ({"outcome": "up"}, 0),
        ({"q": "0002"}, 1),
        ({"number": "+86 139 0000 0002"}, 1),
        ({"q": "nonsense"}, 0),
        ({"since": "2100-01-01T00:00:00Z"}, 0),
        ({"until": "2100-01-01T00:00:00Z"}, 2),
        ({"person": str(uuid4())}, 0),
    ],
)
def test_the_list_is_filtered_by_what_is_asked(house, query, found):
    tell_answered(house, house.agent)
    tell_answered(house, house.agent, number="13900000002")
    assert len(listed(house.assessor, **query)) == found


def test_the_list_comes_in_pages_in_the_order_asked_for(house):
    calls = [tell_answered(house, house.agent, ago=HOUR * n) for n in (1, 2, 3)]
    assert listed(house.agent, size=2) == [calls[0].id, calls[1].id]
    assert listed(house.agent, size=2, page=2) == [calls[2].id]
    assert listed(house.agent, sort="started_at")[0] == calls[2].id


def test_a_list_costs_the_same_queries_however_long_it_is(house, django_assert_max_num_queries):
    for _ in range(5):
        tell_answered(house, house.agent)
    door = Door(house.leader)
    with django_assert_max_num_queries(13):
        assert len(door.get("/calls")["items"]) == 5


def test_the_list_leaves_as_a_workbook_with_the_same_masks_and_a_line_in_the_trail(house):
    line = ServiceLine.objects.create(tenant=house.tenant, org_unit=house.root, name="=1+1")
    tell_answered(house, house.agent, line=str(line.id))
    house.assessor.language = "en"
    house.assessor.save()
    (head, row) = exported(Door(house.assessor), "calls", outcome="answered")

    assert head[:4] == ["Started", "Direction", "Customer", "Number"]
    assert "138****0001" in row
    assert NUMBER not in row
    assert {"Inbound", "Answered", "=1+1"} <= set(row)
    told = AuditEvent.objects.get(action="calls.exported")
    assert told.person == house.assessor
    assert told.after == {"rows": 1, "filters": {"outcome": "answered"}}


def test_a_workbook_in_chinese_has_chinese_heads_and_local_times(house):
    tell_answered(house, house.agent)
    door = Door(house.leader)
    (head, row) = exported(door, "calls")
    assert "开始时间" in head
    assert {"已接通", NUMBER} <= set(row)
    assert "order_taken" not in row, "a code is never what a person reads"
    name = door.response.headers["Content-Disposition"]
    assert unquote(name).startswith("attachment; filename*=utf-8''通话 ")


def test_a_call_has_the_name_of_its_customer_and_is_found_by_it(house):
    tell_answered(house, house.agent)
    customer = Customer.objects.create(
        tenant=house.tenant, org_unit=house.root, name="张丽华", created_at=utc_now(), changed_at=utc_now()
    )
    CustomerNumber.objects.create(
        tenant=house.tenant, customer=customer, number=NUMBER, last_four=NUMBER[-4:]
    )
    door = Door(house.leader)
    assert [one["customer"] for one in door.get("/calls", q="丽华")["items"]] == ["张丽华"]
    assert door.get("/calls", q="无此人")["total"] == 0
    assert door.get("/calls", q="０００１")["total"] == door.get("/calls", q="0001")["total"] > 0
    assert "张丽华" in exported(door, "calls")[1]


def test_who_has_no_part_in_calls_is_told_so(house):
    clerk = person(house, "clerk", "agent", house.north)
    clerk.assignments.all().delete()
    door = Door(clerk)
    assert door.get("/calls")["code"] == "not_allowed"
    assert door.status == 403
    assert door.get("/callbacks")["code"] == "not_allowed"
    assert door.get("/screen-pop")["code"] == "not_allowed"
    assert door.put(f"/calls/{uuid4()}/note", {"text": "x"})["code"] == "not_allowed"


def test_a_note_is_kept_as_it_was_typed_even_before_the_calls_record_is_there(house):
    door, call = Door(house.agent), uuid4()
    assert door.get(f"/calls/{call}/note") == {"text": "", "changed_at": None, "limit": 10_000}
    door.put(f"/calls/{call}/note", {"text": "  red,\n size 40 "})
    assert door.get(f"/calls/{call}/note")["text"] == "  red,\n size 40 "
    assert Door(house.colleague).get(f"/calls/{call}/note")["text"] == "", "each has his own"


def test_an_oversized_note_says_the_limit_and_the_kept_one_stays(house):
    door, call = Door(house.agent), uuid4()
    door.put(f"/calls/{call}/note", {"text": "short"})
    refused = door.put(f"/calls/{call}/note", {"text": "长" * 10_001})
    assert door.status == 422
    assert "10000" in refused["data"]["fields"]["text"]["zh"]
    assert "10000" in refused["data"]["fields"]["text"]["en"]
    assert door.get(f"/calls/{call}/note")["text"] == "short"


def test_an_unreadable_answer_is_asked_again_politely(house):
    door = Door(house.leader)
    assert door.get("/calls", since="yesterday")["code"] == "invalid"
    assert door.get("/calls", size=5_000)["code"] == "invalid"


def test_a_list_tells_of_the_whole_and_not_of_its_page(house):
    for _ in range(3):
        tell_answered(house, house.agent)
    told = Teller(house.tenant.id, path=house.root.path)
    told.seq = house.teller.seq
    told.call(at=now_ms() - HOUR).wait(1_000).queued().wait(9_001).ended("abandoned")
    record(told.told)
    page = Door(house.administrator).get("/calls", size=1)
    calls = Door(house.administrator).get("/calls")["items"]
    spoken = sum(call["spoken_ms"] for call in calls)
    assert (page["total"], len(page["items"])) == (4, 1)
    assert page["totals"] == {
        "answered": 3,
        "waited_ms": round(sum(call["waited_ms"] for call in calls) / 4),
        "spoken_ms": spoken,
        "spoken_each_ms": round(spoken / 3),
    }
    assert all(isinstance(figure, int) for figure in page["totals"].values())


def test_a_list_that_is_too_long_to_be_counted_answers_all_the_same(house, monkeypatch):
    """With a million calls nobody waits until they are counted and summed up."""
    for _ in range(3):
        tell_answered(house, house.agent)
    monkeypatch.setattr(paging, "COUNTED", 2)
    door = Door(house.administrator)
    with CaptureQueriesContext(connection) as asked:
        page = door.get("/calls", size=2)
    assert (page["total"], page["more"], page["totals"], len(page["items"])) == (2, True, {}, 2)
    counts = [one["sql"] for one in asked if "COUNT(" in one["sql"] or "SUM(" in one["sql"]]
    assert counts and all("LIMIT 3" in sql for sql in counts)
    monkeypatch.setattr(paging, "COUNTED", 3)
    page = door.get("/calls", size=2)
    assert (page["total"], page["more"], page["totals"]["answered"]) == (3, False, 3)
