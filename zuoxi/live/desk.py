"""The live process's end of the channel: requests in, replies and view changes out."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Generic

from zuoxi.engine.commands import AskGate, Reply
from zuoxi.engine.events import GateAnswered, RecordingRoomChanged
from zuoxi.kernel.clock import steady_ms
from zuoxi.kernel.saying import lost
from zuoxi.live.clock import FloorClock
from zuoxi.live.loop import FloorLoop
from zuoxi.live.rules import Rules, State
from zuoxi.outbox.channel import AnyRequest, BooksState, ChannelServer, GateAsked, LiveStatus, Touch

SILENT_MS = 10_000
"""A recorder that has said nothing for so long is gone or hangs: nobody knows whether facts are recorded."""


class Desk(Generic[State]):
    """Puts the channel's server before the loop."""

    def __init__(
        self,
        path: Path,
        rules: Rules[State],
        floor_loop: FloorLoop[State],
        clock: FloorClock,
        epoch: int,
        nodes: tuple[str, ...],
        touched: Callable[[Touch], None],
        unread: int,
        loaded: Callable[[], bool],
        shut_out: Callable[[], int],
    ) -> None:
        self._loop = floor_loop
        self._books = BooksState(database=False, waiting_bytes=0, longest_write_ms=0)
        self._heard = 0
        self._room: bool | None = None
        """What the floor was told in this epoch."""
        self._unread = unread
        self._clock = clock
        self._epoch = epoch
        self._nodes = nodes
        self._loaded = loaded
        self._shut_out = shut_out
        self.server = ChannelServer(
            path,
            on_request=self.request,
            on_event=floor_loop.tell,
            on_touch=touched,
            on_books=self.books,
            status=self.status,
            snapshot=lambda: rules.views(floor_loop.state),
        )

    async def request(self, request: AnyRequest, ago_ms: int) -> Reply:
        """Ask the floor, `ago_ms` after somebody asked, and wait for its one reply."""
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()

        def answer(given: Reply) -> None:
            if not reply.done():
                reply.set_result(given)

        self._loop.ask(request, answer, ago_ms)
        return await reply

    def books(self, state: BooksState) -> None:
        """The recorder says how the books stand, and whether there is room to record."""
        self._books, self._heard = state, steady_ms()
        room = state.spool != "full"
        if room != self._room:
            self._room = room
            self._loop.tell(RecordingRoomChanged(room=room))

    def ask_gate(self, asked: AskGate) -> None:
        """Have the gate asked by a web process; the answer comes as an event."""
        message = GateAsked(call=asked.call, attempt=asked.attempt, person=asked.person)
        if not self.server.ask_gate(message):
            self._loop.tell(GateAnswered(call=asked.call, refusal="nobody"))

    def status(self) -> LiveStatus:
        """What a ping is answered."""
        return LiveStatus(
            now=self._clock.now(),
            epoch=self._epoch,
            switch={node: self._loop.connected.get(node, False) for node in self._nodes},
            database=self._books.database and steady_ms() - self._heard < SILENT_MS,
            waiting_bytes=self._books.waiting_bytes,
            longest_write_ms=self._books.longest_write_ms,
            archive=self._books.archive,
            stores_away=self._books.stores_away,
            lost=self._books.lost,
            spool=self._books.spool,
            spool_bytes=self._books.spool_bytes,
            wall=self._clock.wall(),
            clock_moved=self._clock.moved,
            breaks=self._loop.breaks.count,
            broke=str(self._loop.breaks.last or ""),
            disk=self._loop.disk,
            unread=self._unread,
            unsaid=lost(),
            loaded=self._loaded(),
            shut_out=self._shut_out(),
        )
