import asyncio

from tests.live.until import soon
from zuoxi.engine.events import LeftOpen
from zuoxi.live.cursor import at, write_cursor
from zuoxi.live.left_open import close_left_open
from zuoxi.live.places import Position


def call(name):
    return LeftOpen(
        tenant="t",
        call=name,
        started_at=1,
        answered_at=0,
        ended_at=2,
        phases={"ivr": 1},
        legs=(),
        segments=(),
    )


class Loop:
    def __init__(self):
        self.connected = {"house": False}
        self.told = []

    def tell(self, event):
        self.told.append([one.call for one in event.calls])


async def test_it_asks_when_the_inventory_is_taken_and_the_records_are_as_new_as_the_journal(tmp_path):
    loop, answers, asked = Loop(), [OSError("away"), ("a", "b"), ("b", "c"), ("b",)], []

    def ask(epoch):
        asked.append(epoch)
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return tuple(call(name) for name in answer)

    closing = asyncio.create_task(close_left_open(loop, tmp_path, 7, ("house",), ask, frozenset, look_s=0))
    for _ in range(5):
        await asyncio.sleep(0)
    assert asked == []
    loop.connected["house"] = True
    write_cursor(tmp_path, at(Position(6, 1, 0), (6, 9)))
    for _ in range(5):
        await asyncio.sleep(0)
    assert asked == [], "facts of the epoch before may still be on their way to the records"
    write_cursor(tmp_path, at(Position(7, 1, 0), (6, 9)))
    await soon(lambda: not answers)
    await soon(lambda: len(loop.told) == 2)
    assert loop.told == [["a", "b"], ["c"]]
    assert not closing.done()
    closing.cancel()


async def test_a_call_that_was_on_the_floor_is_never_ended_a_second_time(tmp_path):
    """The floor began with it and has ended it; the records, which are slow, do not know that yet."""
    loop, standing, asked = Loop(), [frozenset({"a"}), frozenset({"b"}), frozenset()], []
    loop.connected["house"] = True
    write_cursor(tmp_path, at(Position(7, 1, 0), (6, 9)))

    def ask(epoch):
        asked.append(epoch)
        return tuple(call(name) for name in ("a", "b", "c"))

    def now():
        return standing.pop(0) if len(standing) > 1 else standing[0]

    closing = asyncio.create_task(close_left_open(loop, tmp_path, 7, ("house",), ask, now, look_s=0))
    await soon(lambda: len(asked) >= 2)
    assert loop.told == [["c"]]
    closing.cancel()
