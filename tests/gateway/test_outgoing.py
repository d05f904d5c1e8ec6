"""What waits for one page, and what is written past the queue, come in the order in which they were told."""

import asyncio
import json

from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame
from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.streams import StreamReader

from zuoxi.assembly.listening.sockets import SocketDoor
from zuoxi.gateway.audience import Audience, Change
from zuoxi.gateway.framing import text_frame
from zuoxi.gateway.mirror import Mirror
from zuoxi.gateway.outgoing import Outgoing, Subscription
from zuoxi.gateway.scope import FloorScope

SCOPE = FloorScope(tenant="t1", numbers=(), watch=("0001",))


class Line:
    """A page's line that takes frames, or takes none for a while."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.written_now = 0
        self.free = asyncio.Event()
        self.free.set()

    async def send(self, text: str) -> None:
        await self.free.wait()
        self.heard.append(text)

    def write(self, frame: bytes) -> bool:
        if not self.free.is_set():
            return False
        self.written_now += 1
        self.heard.append(unframed(frame))
        return True


def unframed(data: bytes) -> str:
    """The text in a frame, read by somebody else's code."""
    reader = StreamReader()
    reader.feed_data(data)
    parsing = Frame.parse(reader.read_exact, mask=False)
    try:
        next(parsing)
    except StopIteration as done:
        return str(done.value.data.decode())
    raise AssertionError("the frame is not whole")


@given(text=st.text(max_size=200) | st.integers(120, 130).map("x".__mul__) | st.just("张" * 30_000))
def test_a_frame_is_read_as_it_was_made(text):
    assert unframed(text_frame(text)) == text


STEPS = st.lists(st.sampled_from(["event", "answer", "full", "free", "turn"]), max_size=60)


@given(steps=STEPS)
def test_numbers_come_without_gaps_and_answers_in_their_order(steps):
    asyncio.run(_play(steps))


async def _play(steps: list[str]) -> None:
    line = Line()
    outgoing = Outgoing(1_000, line.write)
    subscription = Subscription("floor", Audience(SCOPE, Mirror(), 0), outgoing, 1_000)
    outgoing.subscriptions["floor"] = subscription
    sending = asyncio.ensure_future(outgoing.run(line.send))
    events = answers = 0
    for step in [*steps, "free"]:
        match step:
            case "event":
                events += 1
                subscription.event(Change(events, '"put":{},"gone":[]}'))
            case "answer":
                answers += 1
                outgoing.say(json.dumps({"t": "ack", "n": answers}))
            case "full":
                line.free.clear()
            case "free":
                line.free.set()
            case "turn":
                await asyncio.sleep(0)
    for _ in range(3 * len(steps) + 5):
        await asyncio.sleep(0)
    sending.cancel()
    heard = [json.loads(text) for text in line.heard]
    assert [frame["n"] for frame in heard if frame["t"] == "ev"] == [*range(1, events + 1)]
    assert [frame["n"] for frame in heard if frame["t"] == "ack"] == [*range(1, answers + 1)]


async def test_a_thousand_pages_that_are_told_the_same_share_one_frame_and_wait_for_no_turn():
    lines = [Line() for _ in range(1_000)]
    audience = Audience(SCOPE, Mirror(), 0)
    change = Change(1, '"put":{},"gone":[]}')
    for line in lines:
        Subscription("floor", audience, Outgoing(5, line.write), 5).event(change)
    assert all(line.written_now == 1 for line in lines)
    assert change.frame('"floor"') is change.frame('"floor"')


class Lost:
    """A transport that is gone; uvloop's raises then."""

    def is_closing(self) -> bool:
        return True

    def write(self, data: bytes) -> None:
        raise RuntimeError("the handler is closed")


def test_nothing_is_written_to_a_line_that_is_gone():
    door = object.__new__(SocketDoor)
    door.close_sent, door.writable, door.conn = False, asyncio.Event(), ServerProtocol(state=State.OPEN)
    door.writable.set()
    door.transport = Lost()
    assert door.write_frame(text_frame("{}")) is False
