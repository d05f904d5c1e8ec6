import gzip
import json
import zlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.live.double import TINY, Tiny
from tests.live.whole import steps
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.engine.commands import AnswerChannel, RecordFact, Reply
from zuoxi.live.cursor import CURSOR_DRAFT, Cursor, write_cursor
from zuoxi.live.envelopes import Origin, envelopes
from zuoxi.live.journal import Journal
from zuoxi.live.keeping import pack
from zuoxi.live.places import Part
from zuoxi.live.records import Acted, Outstanding, Step
from zuoxi.live.recover import of_nodes, recover
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
    st.sampled_from("19").map(lambda digit: e.KeyPressed(node="house", channel="a", digit=digit)),
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

    def take(self, event):
        self.number += 1
        now = 1_000 + self.number
        before = self.state
        self.state, commands = TINY.step(before, event, now)
        self.write(event, commands, TINY.difference(before, self.state), now)
        return commands

    def write(self, event, commands, rows, now=5_000):
        self.journal.append(
            Step(
                number=self.number,
                now=now,
                offset=0,
                event=event,
                facts=envelopes(commands, event, Origin(floor="main", epoch=self.epoch, wall=now)),
                orders=tuple(one for one in commands if not isinstance(one, Reply | RecordFact)),
                state=msgspec.Raw(rows),
            )
        )

    def snapshot(self, outstanding=()):
        part = self.journal.rotate(now=0)
        kept = Snapshot(self.state, self.number, 1_000 + self.number, outstanding)
        write_snapshot(self.folder, part, kept, TINY)
        return part


def flip(path, at):
    data = path.read_bytes()
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def test_an_empty_folder_is_an_empty_floor(tmp_path):
    found = recover(tmp_path, TINY)
    assert (found.state, found.last_input, found.outstanding, found.mark) == (Tiny(), 0, (), None)


@settings(max_examples=60, deadline=None)
@given(events=st.lists(EVENTS, max_size=30), at=st.integers(0, 30))
def test_what_is_written_gives_the_same_state_byte_for_byte(tmp_path_factory, events, at):
    folder = tmp_path_factory.mktemp("floor")
    writer = Writer(folder)
    for number, event in enumerate(events):
        if number == at:
            writer.snapshot()
        writer.take(event)
    writer.journal.close()
    before = [path.read_bytes() for path in sorted(folder.glob("*.journal"))]
    found = recover(folder, TINY)
    assert TINY.dump(found.state) == TINY.dump(writer.state)
    assert (found.last_input, found.lost) == (len(events), ())
    assert [path.read_bytes() for path in sorted(folder.glob("*.journal"))] == before


def test_the_rules_are_not_asked_again(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    writer.write(arrives("b"), (), b'{"floor":{"tiny":{"calls":["as","decided","then"]}}}')
    writer.journal.close()
    assert recover(tmp_path, TINY).state.calls == ("as", "decided", "then")


def test_only_what_came_after_the_newest_snapshot_is_read(tmp_path):
    writer = Writer(tmp_path)
    for channel in CHANNELS:
        writer.take(arrives(channel))
    writer.snapshot()
    writer.take(ends("b"))
    writer.journal.close()
    found = recover(tmp_path, TINY)
    assert (found.steps, found.state.calls) == (1, ("a", "c"))


@pytest.mark.parametrize("fault", ["cut", "changed", "empty", "gone", "rubbish"])
def test_a_snapshot_that_cannot_be_used_costs_time_not_calls(tmp_path, fault):
    writer = Writer(tmp_path)
    writer.take(arrives())
    part = writer.snapshot()
    writer.take(arrives("b"))
    writer.journal.close()
    path = part.snapshot(tmp_path)
    data = path.read_bytes()
    if fault == "gone":
        path.unlink()
    else:
        left = {
            "cut": data[:-5],
            "changed": data.replace(b'"calls":["a"]', b'"calls":["x"]'),
            "empty": b"",
            "rubbish": bytes(600),
        }
        path.write_bytes(left[fault])
    assert recover(tmp_path, TINY).state == writer.state


def test_when_the_older_journals_are_gone_a_damaged_snapshot_gives_what_it_has(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    part = writer.snapshot()
    writer.journal.close()
    Part(1, 1).journal(tmp_path).unlink()
    head, *_ = part.snapshot(tmp_path).read_bytes().splitlines(keepends=True)
    flip(part.snapshot(tmp_path), len(head) // 2)
    found = recover(tmp_path, TINY)
    assert found.state == writer.state
    assert found.lost


def test_a_process_killed_in_the_middle_of_a_line_loses_only_that_input(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    state = writer.state
    writer.take(arrives("b"))
    writer.journal.close()
    path = Part(1, 1).journal(tmp_path)
    path.write_bytes(path.read_bytes()[:-9])
    found = recover(tmp_path, TINY)
    assert (found.state, found.last_input, found.lost) == (state, 1, ())
    assert path.read_bytes().endswith(b"\n")


def test_one_flipped_byte_costs_one_line(tmp_path):
    writer = Writer(tmp_path)
    ends_at = []
    for channel in CHANNELS:
        writer.take(arrives(channel))
        ends_at.append(writer.journal.position.offset)
    writer.journal.close()
    path = Part(1, 1).journal(tmp_path)
    whole = path.read_bytes()
    for at in range(ends_at[0], ends_at[1] - 1, 7):
        flip(path, at)
        found = recover(tmp_path, TINY)
        assert found.state == writer.state
        assert len(found.lost) in (1, 2), "the newline itself joins two lines"
        path.write_bytes(whole)


def test_a_file_that_is_all_rubbish_is_passed_over(tmp_path):
    first = Writer(tmp_path)
    first.take(arrives())
    first.journal.close()
    second = Writer(tmp_path, epoch=2, state=first.state, number=1)
    second.take(arrives("b"))
    second.journal.close()
    Part(1, 1).journal(tmp_path).write_bytes(b"\x00\n" * 300)
    found = recover(tmp_path, TINY)
    assert found.state == second.state
    assert len(found.lost) == 300


def test_packed_journals_are_read_like_plain_ones(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    writer.journal.close()
    pack(tmp_path, Part(1, 1))
    assert recover(tmp_path, TINY).state == writer.state
    packed = Part(1, 1).packed(tmp_path)
    assert gzip.decompress(packed.read_bytes()).count(b"\n") == 2
    packed.write_bytes(packed.read_bytes()[:-12])
    assert recover(tmp_path, TINY).lost


def test_what_was_ordered_and_never_confirmed_is_known(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    writer.journal.append(Acted(number=1))
    orders = writer.take(arrives("b"))[1:]
    writer.take(ends("a"))
    writer.journal.append(Acted(number=3))
    writer.journal.close()
    (left,) = recover(tmp_path, TINY).outstanding
    assert (left.number, left.commands) == (2, orders)


def test_what_stood_open_at_a_snapshot_is_known_until_it_is_confirmed(tmp_path):
    writer = Writer(tmp_path)
    orders = writer.take(arrives())[1:]
    writer.snapshot((Outstanding(number=1, commands=orders),))
    assert recover(tmp_path, TINY).outstanding[0].commands == orders
    writer.journal.append(Acted(number=1))
    writer.journal.close()
    assert recover(tmp_path, TINY).outstanding == ()


def test_what_was_ordered_on_a_node_that_is_no_more_is_not_carried_on_for_ever():
    here, there = (AnswerChannel(node=node, channel="a", call="call-a") for node in ("house", "sold"))
    batches = (
        Outstanding(number=1, commands=(here, there)),
        Outstanding(number=2, commands=(there,)),
    )
    assert of_nodes(batches, {"house"}) == (Outstanding(number=1, commands=(here,)),)


def test_nobody_is_dialled_again_by_a_later_process(tmp_path):
    dial = c.DialCustomer(
        node="house", channel="x", trunk="t", number="13800138000", caller_id="", call="c", bridge="b"
    )
    writer = Writer(tmp_path)
    writer.write(arrives(), (dial, c.CreateBridge(node="house", bridge="b", call="c")), b"{}")
    writer.journal.close()
    (left,) = recover(tmp_path, TINY).outstanding
    assert [type(command).__name__ for command in left.commands] == ["CreateBridge"]


def test_an_order_that_this_release_does_not_know_is_left_to_the_inventory(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    writer.journal.close()
    path = Part(1, 1).journal(tmp_path)
    rewrite(path, lambda text: text.replace('"type":"CreateBridge"', '"type":"WeaveBridge"'))
    found = recover(tmp_path, TINY)
    assert [type(one).__name__ for one in found.outstanding[0].commands] == ["AnswerChannel", "Join"]
    assert "WeaveBridge" in found.lost[0]


def test_two_epochs_follow_one_another(tmp_path):
    first = Writer(tmp_path)
    first.take(arrives())
    first.journal.close()
    second = Writer(tmp_path, epoch=2, state=first.state, number=first.number)
    second.take(arrives("b"))
    second.journal.close()
    found = recover(tmp_path, TINY)
    assert found.mark
    assert (found.state, found.last_input, found.mark.now) == (second.state, 2, 1_002)


def test_a_half_written_file_of_a_killed_process_is_cleared_away(tmp_path):
    (tmp_path / "0000000001-000001.snapshot.new").write_text(json.dumps({}))
    recover(tmp_path, TINY)
    assert not list(tmp_path.iterdir())


def test_events_stand_in_the_journal_for_people(tmp_path):
    writer = Writer(tmp_path)
    writer.take(arrives())
    writer.journal.close()
    assert [step.event for step in steps(tmp_path)] == [arrives()]


def rewrite(path, change):
    """The lines as another release would have written them: their sums are right."""
    lines = []
    for line in path.read_bytes().splitlines(keepends=True):
        body = change(line[9:-1].decode()).encode()
        lines.append(b"%08x %b\n" % (zlib.crc32(body), body))
    path.write_bytes(b"".join(lines))


def test_the_recorders_draft_is_left_alone_for_it_may_be_writing_it(tmp_path):
    write_cursor(tmp_path, Cursor(fact=(1, 1)))
    own, others = tmp_path / "1-1.snapshot.new", tmp_path / CURSOR_DRAFT
    own.touch()
    others.touch()
    recover(tmp_path, TINY)
    assert (own.exists(), others.exists()) == (False, True)
    write_cursor(tmp_path, Cursor(fact=(1, 2)))
    assert not others.exists(), "it is the draft of the recorder's cursor"
