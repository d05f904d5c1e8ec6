"""The floor as a value: pure, whole after an error, the same after writing and reading."""

import subprocess
import sys
from pathlib import Path
from typing import cast, get_args

import pytest

from tests.engine.story import Story
from zuoxi.engine import events, floor
from zuoxi.engine.blame import BrokenStep
from zuoxi.engine.handlers import talking
from zuoxi.engine.handlers.dispatch import HANDLERS
from zuoxi.engine.turn import Turn
from zuoxi.engine.versions import RECENT
from zuoxi.engine.viewing import changes, views


def busy() -> Story:
    story = Story()
    for person in ("li", "wang", "qian"):
        story.seat(person)
        story.now += 100
    story.talk("li")
    story.queue("cust-2")
    story.queue("cust-3")
    story.queue("cust-4")
    story.arrive("cust-5")
    return story


def test_every_event_has_its_handler():
    assert set(HANDLERS) == set(get_args(events.AnyEvent))


def test_a_handler_that_breaks_leaves_the_floor_whole(monkeypatch: pytest.MonkeyPatch):
    story = busy()
    call = story.agent("li").call

    def breaks(turn: Turn, event: events.HoldRequested) -> None:
        talking.hold_requested(turn, event)
        raise ZeroDivisionError

    monkeypatch.setitem(cast(dict[type, object], HANDLERS), events.HoldRequested, breaks)
    before, bytes_before = story.state, floor.dump(story.state)
    with pytest.raises(BrokenStep):
        story.ask(events.HoldRequested, "li", call=call)
    assert floor.dump(before) == bytes_before
    assert story.state is before


def test_a_floor_that_was_written_and_read_is_the_same_and_goes_on_the_same():
    story = busy()
    written = floor.dump(story.state)
    read = floor.load(written)
    assert floor.dump(read) == written
    assert views(read) == views(story.state)
    for event in (events.LegEnded(node=story.node, channel="cust-1"), events.TimePassed()):
        (left, orders), (right, same) = (
            floor.step(state, event, story.now + 90_000) for state in (story.state, read)
        )
        assert orders == same
        assert floor.dump(left) == floor.dump(right)


def test_time_never_goes_back():
    story = busy()
    state, _ = floor.step(story.state, events.TimePassed(), story.now - 5_000)
    assert state.now == story.now


def test_changes_over_many_steps_are_what_a_fresh_look_would_find():
    story = busy()
    before = story.state
    known = views(before)
    for number in range(RECENT * 3):
        story.arrive(f"late-{number}")
        put, gone = changes(before, story.state)
        assert {key: view for key, view in (known | put).items() if key not in gone} == views(story.state)


def test_a_version_rises_exactly_when_its_view_changes():
    story = busy()
    for step in (
        lambda: story.tell(events.TimePassed()),
        lambda: story.tell(events.KeyPressed(node=story.node, channel="cust-1", digit="1")),
        lambda: story.ask(events.HoldRequested, "li", call=story.agent("li").call),
        lambda: story.leave("cust-3"),
    ):
        before = views(story.state)
        step()
        for key, view in views(story.state).items():
            was = before.get(key)
            assert was is None or (view.version > was.version) == (view != was)


SCRIPT = """
import hashlib
from tests.engine.test_floor import busy
from zuoxi.engine import floor
story = busy()
story.wait(200_000)
print(hashlib.sha256(floor.dump(story.state) + repr(story.commands).encode()).hexdigest())
"""


def test_another_process_with_other_hashes_decides_the_same_byte_for_byte():
    """Python's string hashes differ per process, so any order that comes from a set or map would show."""
    prints = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "zuoxi.assembly.settings"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(prints) == 1
