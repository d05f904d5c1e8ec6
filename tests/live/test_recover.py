import dataclasses
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.live.double import TINY, Tiny
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.live.envelopes import Origin, envelopes
from zuoxi.live.journal import Journal
from zuoxi.live.places import Part, journals
from zuoxi.live.reading import read_whole
from zuoxi.live.records import Acted, Facts, Input, Outstanding
from zuoxi.live.recover import recover
from zuoxi.live.snapshots import Snapshot, write_snapshot

CHANNELS = ("a", "b", "c")


def arrives(channel="a"):
    return e.CallArrived(node="house", channel=channel, trunk="t", dialled="400", caller="13800138000")


def ends(channel="a"):
    return e.LegEnded(node="house", channel=channel)


EVENTS = st.one_of(
    st.sampled_from(CHANNELS).map(arrives),
    st.sampled_from(CHANNELS).map(ends),
    st.sampled_from(CHANNELS).map(lambda channel: e.LegAnswered(node="house", channel=channel)),
    st.sampled_from("19#").map(lambda digit: e.KeyPressed(node="house", channel="a", digit=digit)),
    st.just(e.TimePassed()),
)


class Writer:
    """Writes a journal as the loop does, without a loop."""

    def __init__(self, folder, epoch=1, state=None, number=0):
        self.folder = folder
        self.journal = Journal(folder, "main", Part(epoch, 1), now=0, sync_ms=60_000)
        self.state = state or TINY.empty()
        self.number = number
        self.epoch = epoch

    def take(self, event, *, facts_too=True):
        self.number += 1
        now = 1_000 + self.number
        self.journal.append(Input(number=self.number, now=now, event=event))
        try:
            self.state, commands = TINY.step(self.state, event, now)
        except RuntimeError:
            return ()
        facts = envelopes(commands, event, Origin(floor="main", epoch=self.epoch, wall=now))
        if facts and facts_too:
            self.journal.append(Facts(number=self.number, facts=facts))
        return commands

    def snapshot(self, outstanding=()):
        part = self.journal.rotate(now=0)
        kept = Snapshot(self.state, self.number, 1_000 + self.number, outstanding)
        write_snapshot(self.folder, part, kept, TINY)
        return part


def lines(folder):
    return [record for part in journals(folder) for record in read_whole(part.journal(folder)).records]


def test_an_empty_folder_is_an_empty_floor(tmp_path):
    found = recover(tmp_path, "main", TINY)
    assert (found.state, found.last_input, found.outstanding) == (Tiny(), 0, ())


@settings(max_examples=60, deadline=None)
@given(events=st.lists(EVENTS, max_size=30), at=st.integers(0, 30))
def test_a_replay_gives_the_same_state_byte_for_byte(tmp_path_factory, events, at):
    folder = tmp_path_factory.mktemp("floor")
    writer = Writer(folder)
    for number, event in enumerate(events):
        if number == at:
            writer.snapshot()
        writer.take(event)
    writer.journal.close()
    before = [path.read_bytes() for path in sorted(folder.glob("*.journal"))]
    found = recover(folder, "main", TINY)
    assert TINY.dump(found.state) == TINY.dump(writer.state)
    assert found.last_input == len(events)
    assert [path.read_bytes() for path in sorted(folder.glob("*.journal"))] == before


def test_only_what_came_after_the_newest_snapshot_is_run_again(tmp_path):
    writer = Writer(tmp_path)
    for channel in CHANNELS:
        writer.take(arrives(channel))
    writer.snapshot()
    writer.take(ends("b"))
    writer.journal.close()
    found = recover(tmp_path, "main", TINY)
    assert (found.replayed, found.state.calls) == (1, ("a", "c"))


@pytest.mark.parametrize("fault", ["cut", "changed", "another shape"])
def test_a_snapshot_that_cannot_be_used_costs_time_not_calls(tmp_path, fault):
    writer = Writer(tmp_path)
    writer.take(arrives())
    part = writer.snapshot()
    writer.take(arrives("b"))
    writer.journal.close()
    path = part.snapshot(tmp_path)
    data = path.read_bytes()
    rules = TINY
    if fault == "cut":
        path.write_bytes(data[:-5])
    elif fault == "changed":
        path.write_bytes(data.replace(b'"calls":["a"]', b'"calls":["x"]'))
    else:

        def load(data):
            raise msgspec.ValidationError("the state has another shape now")

        rules = dataclasses.replace(TINY, load=load)
    assert recover(tmp_path, "main", rules).state == writer.state


def test_a_process_killed_in_the_middle_of_a_line_loses_only_that_input(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    state = writer.state
    writer.journal.append(Input(number=2, now=5_000, event=arrives("b")))
    writer.journal.close()
    path = Part(1, 1).journal(tmp_path)
    path.write_bytes(path.read_bytes()[:-9])
    found = recover(tmp_path, "main", TINY)
    assert (found.state, found.last_input) == (state, 1)
    assert read_whole(path).torn == 0
    assert not list(tmp_path.glob("*.damaged"))


def test_facts_that_were_not_written_any_more_are_made_again_and_appended(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    writer.take(arrives("b"), facts_too=False)
    writer.journal.close()
    recover(tmp_path, "main", TINY)
    recover(tmp_path, "main", TINY)
    facts = [record for record in lines(tmp_path) if isinstance(record, Facts)]
    assert [(record.number, record.facts[0].seq, record.facts[0].epoch) for record in facts] == [
        (1, 1, 1),
        (2, 2, 1),
    ]


def test_facts_that_are_written_stay_as_they_are_when_the_rules_have_changed(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    writer.journal.close()
    before = Part(1, 1).journal(tmp_path).read_bytes()

    def step(state, event, now):
        after, commands = TINY.step(state, event, now)
        return after, tuple(
            msgspec.structs.replace(command, stream="another")
            if isinstance(command, c.RecordFact)
            else command
            for command in commands
        )

    recover(tmp_path, "main", dataclasses.replace(TINY, step=step))
    assert Part(1, 1).journal(tmp_path).read_bytes() == before


def test_damage_in_the_middle_is_kept_for_people_to_look_at(tmp_path):
    writer = Writer(tmp_path)
    for channel in CHANNELS:
        writer.take(arrives(channel))
    writer.journal.close()
    path = Part(1, 1).journal(tmp_path)
    data = path.read_bytes()
    at = data.index(b'"channel":"b"')
    path.write_bytes(data[:at] + b"X" + data[at + 1 :])
    assert recover(tmp_path, "main", TINY).state.calls == ("a",)
    assert b'"channel":"c"' in path.with_suffix(".damaged").read_bytes()


def test_what_was_ordered_and_never_confirmed_is_known(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    writer.journal.append(Acted(number=1))
    orders = writer.take(arrives("b"))[1:]
    writer.take(ends("a"))
    writer.journal.append(Acted(number=3))
    writer.journal.close()
    (left,) = recover(tmp_path, "main", TINY).outstanding
    assert (left.number, left.commands) == (2, orders)


def test_what_stood_open_at_a_snapshot_is_known_until_it_is_confirmed(tmp_path):
    writer = Writer(tmp_path)
    orders = writer.take(arrives())[1:]
    writer.snapshot((Outstanding(number=1, commands=orders),))
    assert recover(tmp_path, "main", TINY).outstanding[0].commands == orders
    writer.journal.append(Acted(number=1))
    writer.journal.close()
    assert recover(tmp_path, "main", TINY).outstanding == ()


def test_nobody_is_dialled_again_by_a_later_process(tmp_path):
    dial = c.DialCustomer(
        node="house", channel="x", trunk="t", number="13800138000", caller_id="", call="c", bridge="b"
    )

    def step(state, event, now):
        return state, (dial, c.CreateBridge(node="house", bridge="b", call="c"))

    writer = Writer(tmp_path)
    writer.journal.append(Input(number=1, now=1, event=arrives()))
    writer.journal.close()
    (left,) = recover(tmp_path, "main", dataclasses.replace(TINY, step=step)).outstanding
    assert [type(command).__name__ for command in left.commands] == ["CreateBridge"]


def test_two_epochs_are_run_one_after_the_other(tmp_path):
    first = Writer(tmp_path)
    first.take(arrives())
    first.journal.close()
    second = Writer(tmp_path, epoch=2, state=first.state, number=first.number)
    second.take(arrives("b"))
    second.journal.close()
    found = recover(tmp_path, "main", TINY)
    assert (found.state, found.last_input, found.mark.now) == (second.state, 2, 1_002)


def test_a_half_written_file_of_a_killed_process_is_cleared_away(tmp_path):
    (tmp_path / "0000000001-000001.snapshot.new").write_text(json.dumps({}))
    recover(tmp_path, "main", TINY)
    assert not list(tmp_path.iterdir())
