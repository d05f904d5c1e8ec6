"""A customer who was dialled and not reached: one fact, one row, and nothing that people see is missing."""

import datetime as dt
from uuid import UUID, uuid4

import pytest

from tests.areas.calls.stories import NINE
from tests.areas.calls.test_calls_api import HOUR, NUMBER
from tests.areas.calls.test_folding import picture
from tests.areas.workbook import exported
from tests.company import Door
from zuoxi.calls.events import CallEnded
from zuoxi.calls.models import Attempt, Call, CallbackTask, CallPhase, Fact, Leg, Offer, ParkedFact
from zuoxi.calls.selectors.attempts import ended_of
from zuoxi.calls.selectors.left_open import left_open
from zuoxi.calls.selectors.sums import finished
from zuoxi.calls.services.archive.keep import archive
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.kernel.clock import now_ms, to_datetime, utc_now

SUMS = ("queue_ms", "ring_ms", "talk_ms", "hold_ms", "duration_ms")
RING = {"phase": "ring", "ms": 7_000}


@pytest.fixture
def attempt(house):
    """An agent's attempt an hour ago; the line was busy after 7 s."""
    fact = house.teller.not_reached(house.agent, NUMBER, at=now_ms() - HOUR)
    record(house.teller.told)
    return fact


def test_it_is_one_fact_and_one_row(house, attempt):
    assert [(row.type, row.stream) for row in Fact.objects.all()] == [("AttemptEnded", attempt.call)]
    row = Call.objects.get()
    assert (str(row.id), str(row.attempt_id), row.person) == (attempt.call, attempt.attempt, house.agent)
    assert (row.outcome, row.cause, row.ended_by, row.house_number) == ("busy", 17, "customer", "4001")
    assert [getattr(row, name) for name in SUMS] == [0, 7_000, 0, 0, 7_000]
    assert row.ended_at and (row.ended_at - row.started_at).total_seconds() == 7
    assert not any(kind.objects.exists() for kind in (CallPhase, Leg, Offer, CallbackTask, ParkedFact))


def test_the_row_says_what_ten_facts_said_of_the_same_attempt(house):
    """A release of before told each step of it."""
    dialled = Attempt.objects.create(
        tenant=house.tenant,
        path=house.agent.path,
        call_id=uuid4(),
        person=house.agent,
        number=NUMBER,
        purpose="sales",
        at=utc_now(),
        expires_at=utc_now(),
    )
    before = house.teller.call(number=NUMBER, direction="outbound", attempt=str(dialled.id)).wait(7_000)
    before.ended("no_answer")
    now = house.teller.not_reached(
        house.agent, NUMBER, at=before.now, outcome="no_answer", attempt=str(dialled.id)
    )
    record(house.teller.told)
    then, since = (Call.objects.values().get(pk=UUID(one)) for one in (before.id, now.call))
    assert {name for name in then if then[name] != since[name]} == {"id", "cause"}


def test_its_number_is_free_and_nobody_is_owed_a_call(house, attempt):
    assert ended_of([UUID(attempt.attempt)]) == {UUID(attempt.attempt): True}
    assert not CallbackTask.objects.exists()
    assert left_open("main", 2) == ()


def test_who_dialled_and_who_leads_him_see_it_with_its_result_in_the_list(house, attempt):
    for who in (house.agent, house.leader):
        (shown,) = Door(who).get("/calls", direction="outbound", outcome="busy")["items"]
        assert (shown["id"], shown["outcome"], shown["duration_ms"]) == (attempt.call, "busy", 7_000)
        assert shown["person"]["id"] == str(house.agent.id)
    assert Door(house.colleague).get("/calls")["items"] == []
    page = Door(house.leader).get("/calls")
    assert (page["total"], page["totals"]["answered"]) == (1, 0), "who is not reached counts, as not answered"


def test_its_page_shows_that_it_rang(house, attempt):
    shown = Door(house.agent).get(f"/calls/{attempt.call}")
    (phase,) = shown["phases"]
    assert RING.items() <= phase.items()
    assert (phase["started_at"], phase["ended_at"]) == (shown["started_at"], shown["ended_at"])
    assert [shown[part] for part in ("legs", "offers", "segments", "notes")] == [[], [], [], []]


@pytest.mark.parametrize(("language", "words"), [("en", {"Outbound", "Busy"}), ("zh", {"呼出", "忙"})])
def test_it_leaves_with_the_list(house, attempt, language, words):
    house.leader.language = language
    house.leader.save()
    (_, row) = exported(Door(house.leader), "calls", outcome="busy")
    assert {*words, house.agent.name, NUMBER} <= set(row)


def test_the_sums_over_all_calls_hold(house, attempt):
    (one,) = finished(to_datetime(0))
    assert one.whole and one.setup_ms is None


def test_others_hear_of_its_end_as_of_any_call(house, monkeypatch):
    heard = []
    monkeypatch.setattr("zuoxi.calls.services.telling.announce_all", heard.extend)
    fact = house.teller.not_reached(house.agent)
    record(house.teller.told)
    assert heard == [
        CallEnded(tenant=str(house.tenant.id), call=fact.call, direction="outbound", outcome="busy", at=NINE)
    ]


def test_one_that_the_house_dialled_by_itself_names_nobody(house):
    house.teller.not_reached(None)
    record(house.teller.told)
    assert Call.objects.get().person is None


def test_it_is_made_again_from_its_fact_in_the_database_and_in_the_archive(house, attempt, tmp_path):
    before = picture()
    for _ in range(2):
        Call.objects.update(outcome="", person=None, ring_ms=0)
        assert rebuild(store=tmp_path / "store") == 1
        assert picture() == before
        archive(tmp_path / "store", utc_now() + dt.timedelta(hours=1), utc_now())
    assert not Fact.objects.exists()
