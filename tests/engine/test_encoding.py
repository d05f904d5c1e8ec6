"""The floor on disk: rows one by one, older formats, rows that cannot be read."""

import json
from typing import get_args

from tests.engine.story import Story
from zuoxi.engine import floor, formats
from zuoxi.engine.encoding import HOUSE, NOTES, SINGLES, TABLES, Rows, pieces
from zuoxi.engine.indexes import INDEXES
from zuoxi.engine.state import Floor, Table


def busy() -> Story:
    story = Story()
    story.seat("li")
    story.seat("wang")
    story.talk("li", "cust-1")
    story.queue("cust-2")
    return story


def test_every_field_of_the_floor_is_a_table_or_single_or_follows_or_is_a_note():
    named = {*TABLES, *SINGLES, *INDEXES, HOUSE, *NOTES}
    assert named == set(Floor.__struct_fields__)
    assert set(TABLES) == set(get_args(Table))


def test_a_floor_written_in_pieces_is_the_same_floor():
    story = busy()
    rows = Rows()
    for piece in pieces(story.state):
        rows.add(piece)
    assert rows.state() == (floor.load(floor.dump(story.state)), ())


def test_the_differences_of_all_steps_make_the_floor_without_the_rules():
    story = busy()
    assert story.kept.state() == (floor.load(floor.dump(story.state)), ())


def test_rows_of_an_older_format_are_raised_step_by_step(monkeypatch):
    story = busy()
    written = json.loads(floor.dump(story.state))
    for call in written["calls"].values():
        call["state"] = {"talking": "in_talk"}.get(call["state"], call["state"])
        del call["direction"]
    monkeypatch.setattr("zuoxi.engine.formats.FORMAT", 3)
    monkeypatch.setattr("zuoxi.engine.encoding.FORMAT", 3)
    upcasts: dict[tuple[str, int], formats.Upcast] = {
        ("calls", 1): lambda call: {**call, "direction": "inbound"},
        ("calls", 2): lambda call: {
            **call,
            "state": {"in_talk": "talking"}.get(call["state"], call["state"]),
        },
        ("floor.seed", 1): lambda seed: seed,
    }
    rows = Rows(upcasts)
    rows.add(json.dumps(written).encode(), 1)
    assert rows.state() == (floor.load(floor.dump(story.state)), ())


def test_a_row_that_cannot_be_read_costs_that_row():
    story = busy()
    written = json.loads(floor.dump(story.state))
    lost, kept = sorted(written["calls"])
    written["calls"][lost]["state"] = "of another world"
    rows = Rows()
    rows.add(json.dumps(written).encode())
    state, (unread,) = rows.state()
    assert set(state.calls) == {kept}
    assert unread.startswith(f"calls/{lost}")


def test_rows_of_a_later_format_are_not_guessed():
    rows = Rows()
    rows.add(b'{"floor":{"seq":7}}', formats.FORMAT + 1)
    state, (unread,) = rows.state()
    assert state.seq == 0
    assert "later than" in unread
