"""Whatever the floor lives through, the rows say what its facts say, and can be made of them again."""

from uuid import UUID, uuid5

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.areas.calls import measured, recomputed
from tests.engine.test_any_order import AnyOrder
from zuoxi.calls.models import (
    AgentSession,
    AgentStateChange,
    Call,
    CallbackTask,
    CallPhase,
    Fact,
    Leg,
    Offer,
    ParkedFact,
    Rating,
    Segment,
)
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.folds import DERIVED, WORK
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.calls.services.telling import ANNOUNCED
from zuoxi.engine import facts, upcast
from zuoxi.engine.commands import RecordFact
from zuoxi.engine.facts import VERSIONS, AnyFact, FactEnvelope
from zuoxi.measures.models import Rollup, StreamShare

DERIVED_ROWS = (Call, CallPhase, Leg, Offer, Segment, Rating, AgentSession, AgentStateChange)
IDS = frozenset(
    {"call", "leg", "person", "session", "segment", "recording", "queue", "service_line", "attempt", "by"}
    | {"device", "leader", "agent", "colleague", "caller"}
)
"""Fields that hold ids; the engine's stories call them by name, the database wants UUIDs."""


def real(floor, name):
    return str(uuid5(UUID(int=0), f"{floor}/{name}")) if name else ""


def envelopes_of(story, floor, tenant):
    """The facts of a story of the engine, as the live process sends them."""
    told = []
    for command in story.commands:
        if isinstance(command, RecordFact):
            body = {
                name: real(floor, value) if name in IDS else value
                for name, value in msgspec.to_builtins(command.fact).items()
            }
            kind = body["type"]
            told.append(
                FactEnvelope(
                    tenant=str(tenant) if command.tenant else "",
                    floor=floor,
                    stream=real(floor, command.stream),
                    seq=command.seq,
                    type=kind,
                    version=VERSIONS[kind],
                    occurred_at=command.occurred_at,
                    recorded_at=command.occurred_at,
                    node="house",
                    epoch=1,
                    fact=msgspec.convert(body, AnyFact),
                )
            )
    return told


def picture():
    """All derived rows and all sums of measures as they stand."""
    rows = {model.__name__: sorted(model.objects.values_list(), key=str) for model in DERIVED_ROWS}
    return rows | {"sums": measured.kept()}


def check_rows(told):
    for call, expected in recomputed.calls(told).items():
        row = Call.objects.values(*expected).get(id=call)
        assert row | {"person_id": str(row["person_id"]) if row["person_id"] else None} == expected
    for call, expected in recomputed.phases(told).items():
        rows = CallPhase.objects.filter(call_id=call).order_by("position")
        assert list(rows.values_list("phase", "started_at", "ended_at")) == expected
        call_row = Call.objects.get(id=call)
        if call_row.ended_at:
            assert sum(phase.ms for phase in rows) == call_row.duration_ms
    for segment, expected in recomputed.segments(told).items():
        row = Segment.objects.get(id=segment)
        assert (str(row.person_id), row.talk_ms, row.hold_ms, row.ended_by) == expected
    ids = {envelope.stream for envelope in told}
    offers = Offer.objects.filter(call_id__in=ids)
    assert recomputed.offers(told) == sorted(
        (str(row.call_id), str(row.person_id), row.outcome, row.ring_ms) for row in offers
    )
    for session, expected in recomputed.states(told).items():
        changes = AgentStateChange.objects.filter(session_id=UUID(session))
        assert sorted(changes.values_list("previous", "state", "lasted_ms")) == sorted(expected)
    tasks = CallbackTask.objects.filter(closed_at=None, first_call_id__in=ids)
    assert {task.subject: task.calls for task in tasks} == {
        f"{number}|{line}": count for (number, line), count in recomputed.owed(told).items()
    }


@pytest.fixture
def recorded_floor(house):
    """The engine's any-order machine, whose every run is recorded in batches of odd sizes and compared."""
    runs = iter(range(1_000_000))

    class Recorded(AnyOrder):
        def teardown(self):
            super().teardown()
            try:
                self._compare()
            finally:  # a run that fails is drawn smaller, and begins with nothing too
                for model in (*DERIVED_ROWS, CallbackTask, Rollup, StreamShare):
                    model.objects.all().delete()
                Fact.objects.all()._raw_delete(Fact.objects.db)

        def _compare(self):
            floor = f"floor-{next(runs)}"
            told = [one for one in envelopes_of(self.story, floor, house.tenant.id) if one.tenant]
            size = 1 + len(told) % 17
            for first in range(0, len(told), size):
                record(told[first : first + size])
                assert measured.kept() == measured.sums(told[: first + size])
            assert not ParkedFact.objects.exists()
            check_rows(told)
            before = picture()
            rebuild(streams_at_once=1 + size % 5)
            assert picture() == before

    return Recorded


def run(machine, examples, steps):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_rows_say_what_the_facts_say_and_are_the_same_when_made_again(recorded_floor):
    run(recorded_floor, 15, 40)


@pytest.mark.deep
def test_rows_say_what_the_facts_say_for_long(recorded_floor):
    run(recorded_floor, 400, 100)


def test_every_type_of_fact_is_folded_or_announced_or_both():
    known = set(DERIVED) | set(WORK) | set(ANNOUNCED)
    assert known == {
        kind for kind in facts.Fact.__subclasses__() if kind.__module__.startswith(f"{facts.__name__}.")
    }


def test_a_rebuild_mends_what_could_not_be_folded(house, monkeypatch):
    call = house.teller.call().queued().wait(2_000).offered(house.agent.id).answered().ended()
    broken = dict(DERIVED)

    def fails(rows, told, fact):
        raise KeyError("a flaw")

    monkeypatch.setitem(DERIVED, facts.CallEnded, (fails,))
    record(house.teller.told)
    assert ParkedFact.objects.get().reason == "not_folded"
    assert Call.objects.get(id=call.id).ended_at is None
    monkeypatch.setitem(DERIVED, facts.CallEnded, broken[facts.CallEnded])

    assert rebuild() == 1
    assert Call.objects.get(id=call.id).outcome == "answered"
    assert not ParkedFact.objects.exists()


def test_a_rebuild_begins_the_work_that_a_parked_fact_should_have_begun(house, monkeypatch):
    house.teller.call().queued().wait(2_000).owed().ended("abandoned")
    good = WORK[facts.CallbackOwed]

    def fails(rows, told, fact):
        raise ValueError("a flaw of this release")

    monkeypatch.setitem(WORK, facts.CallbackOwed, (fails,))
    record(house.teller.told)
    assert (ParkedFact.objects.count(), CallbackTask.objects.count()) == (1, 0)
    rebuild()
    assert (ParkedFact.objects.count(), CallbackTask.objects.count()) == (1, 0), "not mended yet: it waits"
    monkeypatch.setitem(WORK, facts.CallbackOwed, good)
    for _ in range(2):
        rebuild()
        assert (ParkedFact.objects.count(), CallbackTask.objects.count()) == (0, 1)


def test_a_fact_that_only_a_later_release_can_read_is_kept_parked_and_folded_by_it(house, monkeypatch):
    house.teller.call().queued().wait(2_000).offered(house.agent.id).answered().ended()
    whole = house.teller.told[:]
    body = {**msgspec.to_builtins(whole[-1].fact), "mood": "grateful"}
    body.pop("type")
    sealed = msgspec.structs.replace(
        whole[-1], version=2, fact=facts.SealedFact(body=body, reason="of a later release")
    )
    record([*whole[:-1], sealed])
    stored = Fact.objects.get(seq=sealed.seq)
    assert (stored.version, stored.body, ParkedFact.objects.get().seq) == (2, body, sealed.seq)
    rebuild()
    assert ParkedFact.objects.count() == 1
    monkeypatch.setitem(VERSIONS, "CallEnded", 2)
    rebuild()
    assert (ParkedFact.objects.count(), Call.objects.get().outcome) == (0, "answered")


def test_epochs_are_told_one_after_the_other_whatever_their_numbers(house):
    """A lost folder numbers its facts from one again, in a higher epoch."""
    call = house.teller.call().queued().wait(2_000).offered(house.agent.id).answered()
    house.teller.epoch, house.teller.seq = 2, 0
    call.ended()
    record(house.teller.told)
    assert not ParkedFact.objects.exists()
    before = Call.objects.values().get()
    rebuild()
    assert Call.objects.values().get() == before


def test_a_rebuild_leaves_what_people_did_alone(house):
    house.teller.call().queued().wait(2_000).owed().ended("abandoned")
    record(house.teller.told)
    CallbackTask.objects.update(claimed_by=house.agent)
    rebuild()
    assert CallbackTask.objects.get().claimed_by == house.agent


def test_an_old_fact_is_read_as_todays_type():
    upcasts = {
        ("LegEnded", 1): lambda body: {**body, "why": body.pop("reason")},
        ("LegEnded", 2): lambda body: {"call": body["call"], "leg": body["leg"], "cause": int(body["why"])},
    }
    fact = upcast.read(
        "LegEnded",
        1,
        {"call": "c", "leg": "l", "reason": "17"},
        upcasts=upcasts,
        versions={"LegEnded": 3},
    )
    assert fact == facts.LegEndedFact(call="c", leg="l", cause=17)


@pytest.mark.parametrize(
    ("kind", "version", "body"),
    [
        ("NeverHeardOf", 1, {}),
        ("LegEnded", 1, {"call": "c"}),
        ("LegEnded", 0, {"call": "c", "leg": "l", "cause": 1}),
    ],
)
def test_a_fact_that_no_way_leads_from_is_named(kind, version, body):
    with pytest.raises(upcast.UnreadableFact, match=kind):
        upcast.read(kind, version, body)


@pytest.mark.parametrize("kind", sorted(VERSIONS))
def test_every_type_reads_back_as_it_was_written(kind, house):
    """A fact of each type goes through the table and comes back the same."""
    fact = sample(kind)
    envelope = house.teller.tell(str(UUID(int=7)), 1_900_000_000_000, fact)
    record([envelope])
    row = Fact.objects.get()
    assert upcast.read(row.type, row.version, row.body) == fact


def sample(kind):
    """A fact of this type with plain values."""
    model = next(one for one in facts.Fact.__subclasses__() if str(one.__struct_config__.tag) == kind)
    values = {"str": str(UUID(int=7)), "int": 5, "bool": True, "dict": {"talk": 5}, "tuple": ["hello"]}
    body = {}
    for field in msgspec.structs.fields(model):
        choices = getattr(field.type, "__args__", None)
        name = getattr(field.type, "__name__", "")
        if name == "tuple" and choices and choices[0] is not str:
            body[field.name] = [["hello", "you"]]
            continue
        body[field.name] = choices[0] if name == "Literal" and choices else values[name]
        if name == "tuple" and getattr(choices[0], "__name__", "") == "tuple":
            body[field.name] = [["hello", "you"]]
    return msgspec.convert({**body, "type": kind}, AnyFact)
