"""Facts become rows: each once, in order, and nothing wedges the recorder."""

import itertools
from uuid import UUID, uuid4

import msgspec
import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.areas.calls.stories import NINE, SECOND, Teller
from zuoxi.calls.models import (
    AgentSession,
    AgentStateChange,
    Call,
    CallPhase,
    Fact,
    FactCursor,
    Leg,
    Offer,
    ParkedFact,
    Recording,
    Segment,
)
from zuoxi.calls.selectors.facts import last_recorded
from zuoxi.calls.services import facts as recorder
from zuoxi.calls.services.facts import record
from zuoxi.engine import facts
from zuoxi.kernel.clock import to_datetime
from zuoxi.outbox.models import Job


def answered_call(house, **kwargs):
    call = house.teller.call(**kwargs).wait(3 * SECOND).queued().wait(5 * SECOND)
    call.offered(house.agent.id).answered(talk_ms=60 * SECOND, hold_ms=10 * SECOND)
    return call.ended().recorded().disposed()


def test_an_answered_call_becomes_a_complete_record(house):
    call = answered_call(house)
    record(house.teller.told)

    row = Call.objects.get(id=call.id)
    assert (row.outcome, row.ended_by, row.cause) == ("answered", "customer", 16)
    assert row.person == house.agent
    assert row.path == house.north.path
    assert (row.queue_ms, row.ring_ms, row.talk_ms, row.hold_ms) == (5000, 2000, 60000, 10000)
    assert row.duration_ms == 80_000
    assert row.started_at == to_datetime(NINE)
    assert row.answered_at == to_datetime(NINE + 10_000)
    assert row.disposition == "done"
    assert row.wrap_up_ms == 9_000


def test_the_phases_of_a_call_follow_each_other_and_sum_to_it(house):
    call = answered_call(house)
    record(house.teller.told)

    phases = list(CallPhase.objects.filter(call_id=call.id).order_by("position"))
    assert [phase.phase for phase in phases] == ["ivr", "queue", "ring", "talk", "hold", "talk"]
    assert sum(phase.ms for phase in phases) == Call.objects.get().duration_ms
    for earlier, later in itertools.pairwise(phases):
        assert earlier.ended_at == later.started_at


def test_legs_offers_segments_and_the_recording_stand_beside_the_call(house):
    call = answered_call(house)
    record(house.teller.told)

    leg = Leg.objects.get(call_id=call.id)
    assert (leg.kind, leg.cause, leg.ended_at) == ("customer", 16, to_datetime(NINE + 80_000))
    assert leg.answered_at == to_datetime(NINE + 3_000)
    offer = Offer.objects.get(call_id=call.id)
    assert (offer.person, offer.outcome, offer.ring_ms) == (house.agent, "answered", 2_000)
    segment = Segment.objects.get(call_id=call.id)
    assert (segment.talk_ms, segment.hold_ms, segment.ended_by) == (60_000, 10_000, "customer")
    assert (segment.disposition, segment.wrap_up_ms) == ("done", 9_000)
    recording = Recording.objects.get(call_id=call.id)
    assert (recording.segment_id, recording.state) == (segment.id, "recorded")
    assert Job.objects.get(kind="calls.store_recording").arguments == {"recording": str(recording.id)}


def test_a_missed_offer_is_kept_and_the_call_goes_on(house):
    call = house.teller.call().queued().wait(SECOND)
    call.offered(house.agent.id, 15_000).missed().wait(SECOND).offered(house.colleague.id).answered().ended()
    record(house.teller.told)

    offers = {offer.person_id: offer.outcome for offer in Offer.objects.filter(call_id=call.id)}
    assert offers == {house.agent.id: "missed", house.colleague.id: "answered"}
    assert Call.objects.get().person == house.colleague


def test_a_shift_is_logged_with_times_causes_and_who(house):
    session, person = str(uuid4()), str(house.agent.id)
    told = house.teller
    path = house.north.path
    told.tell(session, NINE, facts.AgentSignedIn(session=session, person=person, path=path, device=""))
    told.tell(
        session,
        NINE + SECOND,
        facts.AgentStateChanged(
            session=session,
            person=person,
            path=path,
            previous="not_ready",
            state="ready",
            reason="",
            cause="agent",
            by=person,
            call="",
            lasted_ms=SECOND,
        ),
    )
    told.tell(session, NINE + 9 * SECOND, facts.AgentSignedOut(session=session, person=person, cause="agent"))
    record(told.told)

    row = AgentSession.objects.get(id=session)
    assert (row.person, row.end_cause) == (house.agent, "agent")
    assert row.ended_at == to_datetime(NINE + 9 * SECOND)
    change = AgentStateChange.objects.get(session_id=UUID(session))
    assert (change.previous, change.state, change.by, change.lasted_ms) == (
        "not_ready",
        "ready",
        house.agent,
        SECOND,
    )


def test_telling_the_same_facts_twice_changes_nothing(house):
    answered_call(house)
    record(house.teller.told)
    before = list(Call.objects.values())
    record(house.teller.told)
    record(house.teller.told[3:7])

    assert list(Call.objects.values()) == before
    assert Fact.objects.count() == len(house.teller.told)
    assert Job.objects.filter(kind="calls.store_recording").count() == 1


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_how_facts_are_cut_into_batches_makes_no_difference(house, size):
    call = answered_call(house)
    told = house.teller.told
    for first in range(0, len(told), size):
        record(told[first : first + size])

    row = Call.objects.get(id=call.id)
    assert (row.talk_ms, row.wrap_up_ms, row.outcome) == (60_000, 9_000, "answered")
    assert CallPhase.objects.filter(call_id=call.id).count() == 6
    assert last_recorded("main") == (1, len(told))


def test_the_cursor_says_how_far_each_floor_has_come(house):
    assert last_recorded("main") == (0, 0)
    answered_call(house)
    record(house.teller.told[:4])
    assert last_recorded("main") == (1, 4)
    assert last_recorded("other") == (0, 0)


def test_what_is_behind_the_cursor_is_written_without_being_looked_for(house):
    answered_call(house)
    first, later = house.teller.told[:5], house.teller.told[5:]
    record(first)
    with CaptureQueriesContext(connection) as asked:
        record(later)
    assert not [one for one in asked if one["sql"].startswith("SELECT") and 'FROM "calls_fact"' in one["sql"]]
    assert Fact.objects.count() == len(house.teller.told)


def test_a_cursor_that_says_less_than_there_is_doubles_nothing_and_parks_nothing(house):
    call = answered_call(house)
    record(house.teller.told)
    (first, *_) = house.teller.told
    FactCursor.objects.update(epoch=first.epoch, seq=first.seq)
    record(house.teller.told[1:])
    assert Fact.objects.count() == len(house.teller.told)
    assert not ParkedFact.objects.exists()
    assert Call.objects.get(id=call.id).outcome == "answered"
    assert last_recorded(first.floor) == (house.teller.told[-1].epoch, house.teller.told[-1].seq)


def test_a_fact_of_an_unknown_tenant_is_parked_and_the_others_go_on(house):
    told = house.teller
    stray = Teller("", path="")
    stray.seq = 0
    lost = stray.call(number="13900000009").ended("not_in_service", by="system")
    told.seq = stray.seq
    call = answered_call(house)
    record([*stray.told, *told.told])

    assert ParkedFact.objects.filter(reason="unknown_tenant").count() == len(stray.told)
    assert ParkedFact.objects.values_list("envelope", flat=True)[0]["fact"]["call"] == lost.id
    assert [row.id for row in Call.objects.all()] == [UUID(call.id)]
    assert last_recorded("main") == (1, told.seq)
    record([*stray.told, *told.told])
    assert ParkedFact.objects.count() == len(stray.told), "not parked twice"


def test_a_fact_about_an_unknown_call_is_kept_and_parked_and_the_others_go_on(house):
    ghost = str(uuid4())
    house.teller.tell(ghost, NINE, facts.PhaseEntered(call=ghost, phase="queue"))
    call = answered_call(house)
    record(house.teller.told)

    assert ParkedFact.objects.get().reason == "not_folded"
    assert Fact.objects.count() == len(house.teller.told)
    assert Call.objects.get().id == UUID(call.id)


def test_a_fact_that_the_database_cannot_hold_is_parked(house):
    call = answered_call(house)
    broken = msgspec.structs.replace(house.teller.told[0], stream="x" * 200, seq=900, version=99_999)
    record([*house.teller.told, broken])

    assert Call.objects.get().id == UUID(call.id)
    assert last_recorded("main") == (1, 900)


def test_text_that_a_database_refuses_keeps_nothing_back(house):
    """A zero byte in a caller's number: PostgreSQL takes it in no column."""
    odd = house.teller.call(number="1380000\x000001").ended("failed", by="system")
    call = answered_call(house)
    record(house.teller.told)

    assert Call.objects.get(id=call.id).outcome == "answered"
    assert last_recorded("main") == (1, house.teller.seq)
    kept = Fact.objects.filter(stream=odd.id).count()
    parked = ParkedFact.objects.filter(reason="not_written").count()
    assert kept + parked == 5, "each of its facts stands somewhere"


def test_while_the_database_is_away_the_batch_fails_whole(house, monkeypatch):
    answered_call(house)

    def away(rows, envelope):
        raise OperationalError("the database is locked")

    monkeypatch.setattr(recorder, "tell", away)
    with pytest.raises(OperationalError):
        record(house.teller.told)
    assert not Fact.objects.exists()
    assert last_recorded("main") == (0, 0)
    monkeypatch.undo()

    record(house.teller.told)
    assert Fact.objects.count() == len(house.teller.told)


def test_facts_cannot_be_changed_from_inside(house):
    answered_call(house)
    record(house.teller.told)
    with pytest.raises(TypeError):
        Fact.objects.update(type="Nothing")
    with pytest.raises(TypeError):
        Fact.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_two_recorders_at_once_write_each_fact_once():
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from tests.areas.calls.houses import make_house

    house = make_house()
    answered_call(house)

    def tell_all():
        try:
            record(house.teller.told)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(tell_all), pool.submit(tell_all)]:
            done.result(timeout=30)
    assert Fact.objects.count() == len(house.teller.told)
    assert Job.objects.filter(kind="calls.store_recording").count() == 1


def test_the_house_rolls_back_a_half_recorded_batch(house):
    call = house.teller.call()
    with pytest.raises(DatabaseError), transaction.atomic():
        record(house.teller.told)
        raise DatabaseError("power cut")
    assert not Call.objects.filter(id=call.id).exists()
