"""`kill -9` in the middle of conversations, and the process that comes next is another release."""

import json
import threading
import zlib

import msgspec
import pytest

from tests.engine.shown import as_wanted
from tests.engine.story import Story
from zuoxi.engine import encoding, floor, formats
from zuoxi.engine import events as e
from zuoxi.engine.commands import DestroyBridge, HangUp, RecordFact, Reply
from zuoxi.engine.facts import SealedFact
from zuoxi.engine.handlers import arrival
from zuoxi.engine.party import CONVERSING
from zuoxi.live.envelopes import Origin, envelopes
from zuoxi.live.journal import Journal
from zuoxi.live.places import Part
from zuoxi.live.recorder import Recorder
from zuoxi.live.records import Step
from zuoxi.live.recover import recover
from zuoxi.live.rules import house_rules
from zuoxi.live.snapshots import Snapshot, write_snapshot
from zuoxi.live.written import event_as_written, orders_as_written

FIRST = Part(1, 1)


def lived(folder, *, snapshot_at=0):
    """Two conversations and one caller whose phone rings, written down as the loop does; then the kill."""
    story = Story()
    for person in ("li", "wang", "qian"):
        story.seat(person)
    story.talk("li", "cust-1")
    story.talk("wang", "cust-2")
    story.queue("cust-3")
    rules = house_rules()
    journal = Journal(folder, "main", FIRST, 0, 60_000)
    state = rules.empty()
    for number, (event, now, _) in enumerate(story.inputs, 1):
        if number == snapshot_at:
            write_snapshot(folder, journal.rotate(0), Snapshot(state, number - 1, now), rules)
        before = state
        state, commands = floor.step(before, event, now)
        journal.append(
            Step(
                facts=envelopes(commands, event, Origin(floor="main", epoch=1, wall=now)),
                number=number,
                now=now,
                offset=0,
                event=event_as_written(event),
                orders=orders_as_written(
                    tuple(one for one in commands if not isinstance(one, Reply | RecordFact))
                ),
                state=msgspec.Raw(rules.difference(before, state)),
            )
        )
    journal.close()
    return story


def rewrite(folder, change):
    """All lines as an older release would have written them (their sums are right)."""
    for path in (*folder.glob("*.journal"), *folder.glob("*.snapshot")):
        lines = []
        for line in path.read_bytes().splitlines(keepends=True):
            body = json.loads(line[9:])
            change(body)
            data = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
            lines.append(b"%08x %b\n" % (zlib.crc32(data), data))
        path.write_bytes(b"".join(lines))


def taken_over(state, story):
    """What the next process orders when it has the switch again, where everything still stands."""
    orders = []
    for event in (
        e.EpochStarted(epoch=2, seed="z"),
        e.ConfigChanged(config=story.state.house.config),
        e.SwitchConnected(node=story.node),
        as_wanted(story.state, story.node, 0),
    ):
        state, commands = floor.step(state, event, story.now + 1_000)
        orders.extend(commands)
    return state, orders


def check_nobody_is_cut(found, story):
    assert set(found.calls) == set(story.state.calls)
    assert set(found.agents) == set(story.state.agents)
    after, orders = taken_over(found, story)
    assert not [one for one in orders if isinstance(one, DestroyBridge)]
    assert not {one.channel for one in orders if isinstance(one, HangUp)} & set(story.known())
    assert {call.id: call.state for call in after.calls.values() if call.of(*CONVERSING)} == {
        call.id: call.state for call in story.state.calls.values() if call.of(*CONVERSING)
    }


def test_a_release_that_decides_otherwise_goes_on_with_what_was_decided(tmp_path, monkeypatch):
    story = lived(tmp_path)
    begin = arrival._begin

    def draws_once_more(turn, event, access):
        turn.new_id()
        return begin(turn, event, access)

    monkeypatch.setattr(arrival, "_begin", draws_once_more)
    found = recover(tmp_path, house_rules())
    assert found.lost == ()
    assert floor.dump(found.state) == floor.dump(story.state)
    check_nobody_is_cut(found.state, story)


def test_an_event_of_another_shape_stops_nobody(tmp_path):
    story = lived(tmp_path)

    def other_events(body):
        if body["record"] == "Step":
            body["event"] = {"type": "TrunkSang", "tune": 7}

    rewrite(tmp_path, other_events)
    found = recover(tmp_path, house_rules())
    assert (found.lost, floor.dump(found.state)) == ((), floor.dump(story.state))


@pytest.mark.parametrize("snapshot_at", [0, 12])
def test_a_state_of_an_older_format_is_raised(tmp_path, monkeypatch, snapshot_at):
    story = lived(tmp_path, snapshot_at=snapshot_at)

    def older(body):
        for call in body.get("state", {}).get("calls", {}).values():
            if call:
                call["state"] = {"talking": "in_talk"}.get(call["state"], call["state"])

    rewrite(tmp_path, older)
    monkeypatch.setattr(formats, "FORMAT", 2)
    for module in ("zuoxi.live.recover", "zuoxi.engine.encoding"):
        monkeypatch.setattr(f"{module}.FORMAT", 2)
    monkeypatch.setitem(
        encoding.UPCASTS,
        ("calls", 1),
        lambda call: {**call, "state": {"in_talk": "talking"}.get(call["state"], call["state"])},
    )
    found = recover(tmp_path, house_rules())
    assert (found.lost, floor.dump(found.state)) == ((), floor.dump(story.state))
    check_nobody_is_cut(found.state, story)


def test_where_nobody_wrote_an_upcast_the_rest_of_the_floor_lives(tmp_path):
    story = lived(tmp_path, snapshot_at=12)

    def unknown(body):
        for call in body.get("state", {}).get("calls", {}).values():
            if call and call["parties"][0]["leg"]["channel"] == "cust-1":
                call["state"] = "of another world"

    rewrite(tmp_path, unknown)
    found = recover(tmp_path, house_rules())
    assert found.lost
    assert {call.channel for call in found.state.calls.values()} == {"cust-2", "cust-3"}
    assert found.state.agents["li"].call == ""
    after, _ = taken_over(found.state, story)
    kept = [call for call in after.calls.values() if call.channel == "cust-2"]
    assert [call.state for call in kept] == ["talking"]


class Shelf:
    def __init__(self):
        self.facts = []

    def record(self, batch):
        self.facts.extend(batch)
        return 1

    def last_recorded(self):
        return (0, 0)

    def away(self, error):
        return False

    def disconnect(self):
        """Nothing stays open."""


def test_a_fact_that_this_release_cannot_read_wedges_nobody(tmp_path):
    story = lived(tmp_path)

    def older(body):
        for fact in body.get("facts", ()):
            if fact["type"] == "OfferMade":
                fact["fact"].pop("session")

    rewrite(tmp_path, older)
    books = Shelf()
    recorder = Recorder(
        tmp_path,
        books,
        batch=500,
        retry_ms=50,
    )
    stop = threading.Event()
    stop.set()
    recorder.run(stop)
    assert len(books.facts) == story.state.seq
    sealed = [one for one in books.facts if isinstance(one.fact, SealedFact)]
    assert {one.type for one in sealed} == {"OfferMade"}
    assert all(one.fact.body["call"] and one.fact.reason for one in sealed)
