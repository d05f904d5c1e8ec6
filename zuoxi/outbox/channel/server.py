"""The live process's end: answers requests, takes events, and shows each watcher the floor as it changes."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import structlog

from zuoxi.engine.commands import Reply
from zuoxi.engine.events import DesktopLost, GateAnswered, SignInRequested
from zuoxi.kernel.clock import boot_id, steady_ms
from zuoxi.kernel.record import Record
from zuoxi.outbox.channel.connection import Connection
from zuoxi.outbox.channel.errors import AlreadyServed
from zuoxi.outbox.channel.messages import (
    LONGEST_LINE,
    AnyRequest,
    Ask,
    BooksState,
    Changes,
    GateAsked,
    Ping,
    Pong,
    Replied,
    Snapshot,
    Tell,
    Touch,
    Touched,
    Upward,
    Views,
    Watch,
    decode_upward,
    line,
)

log = structlog.get_logger(__name__)


class LiveStatus(Record):
    """How the live process is, for pings (see `Pong`)."""

    now: int
    epoch: int
    switch: dict[str, bool]
    database: bool
    waiting_bytes: int = 0
    longest_write_ms: int = 0
    archive: str = ""
    stores_away: str = ""
    lost: int = 0
    spool: str = ""
    spool_bytes: int = 0
    wall: int = 0
    clock_moved: int = 0
    breaks: int = 0
    broke: str = ""
    disk: str = ""
    unread: int = 0
    unsaid: int = 0
    loaded: bool = True
    """The switches have loaded the newest devices, passwords and trunks."""
    shut_out: int = 0
    """Addresses that guessed at devices' passwords and are not heard for a while."""


class ChannelServer:
    """Listens on `path` from `start` to `close`.

    `on_request` gets a request with how long ago (ms) it was sent, and answers with the floor's `Reply`;
    the other `on_…` return at once; `snapshot` gives all views as they stand. When a web process is
    gone, the desktops that signed in through it are reported lost. Call `publish` in the same breath as the
    state changes (no await between), so that a snapshot and its number belong together.
    """

    def __init__(
        self,
        path: Path,
        *,
        on_request: Callable[[AnyRequest, int], Awaitable[Reply]],
        on_event: Callable[[DesktopLost | GateAnswered], None],
        on_touch: Callable[[Touch], None],
        on_books: Callable[[BooksState], None],
        status: Callable[[], LiveStatus],
        snapshot: Callable[[], Views],
        backlog: int = 2_000,
    ) -> None:
        self._path = path
        self._boot = boot_id()
        self._on_request = on_request
        self._on_event = on_event
        self._on_touch = on_touch
        self._on_books = on_books
        self._status = status
        self._snapshot = snapshot
        self._backlog = backlog
        self._n = 0
        self._connections: set[Connection] = set()
        self._answering: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen; a socket file that nobody serves is replaced. Raises `AlreadyServed`."""
        self._server = await asyncio.start_unix_server(
            self._serve, sock=_bound(self._path), limit=LONGEST_LINE
        )

    async def close(self) -> None:
        """Stop listening and end all connections."""
        if self._server is None:
            return
        self._server.close()
        for task in tuple(self._answering):
            task.cancel()
        for connection in tuple(self._connections):
            connection.desktops.clear()  # it is we who go, not the pages
            connection.close()
        await self._server.wait_closed()
        self._server = None
        self._path.unlink(missing_ok=True)

    def publish(self, put: Views, gone: tuple[str, ...] = ()) -> None:
        """Show a change to all watchers. Never blocks: a watcher that lags gets a new snapshot instead."""
        self._n += 1
        watching = [connection for connection in self._connections if connection.watching]
        if watching:
            data = line(Changes(n=self._n, put=put, gone=gone))
            for connection in watching:
                connection.change(data)

    def ask_gate(self, asked: GateAsked) -> bool:
        """Ask the gate through the web process where the person sits, or any; False: there is none."""
        watching = [connection for connection in self._connections if connection.watching]
        his = [one for one in watching if any(person == asked.person for person, _ in one.desktops)]
        for connection in (*his, *watching)[:1]:
            connection.send(line(asked))
        return bool(watching)

    def pass_on(self, touch: Touch) -> None:
        """Tell all watchers what has changed in the database."""
        data = line(Touched(touch=touch))
        for connection in self._connections:
            if connection.watching:
                connection.send(data)

    def _picture(self) -> bytes:
        return line(Snapshot(n=self._n, views=self._snapshot()))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(writer, self._picture, self._backlog)
        self._connections.add(connection)
        try:
            while data := await reader.readline():
                self._take(decode_upward(data), connection)
                await connection.room()
        except (msgspec.DecodeError, ValueError) as error:
            log.warning("channel_line_refused", error=str(error))
        except ConnectionError:
            pass
        finally:
            self._connections.discard(connection)
            connection.close()
            for person, desktop in connection.desktops:
                self._lose(DesktopLost(person=person, desktop=desktop))

    def _take(self, message: Upward, connection: Connection) -> None:
        match message:
            case Ask():
                task = asyncio.ensure_future(self._answer(message, connection))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
            case Tell(event=GateAnswered() as answered):
                self._on_event(answered)
            case Tell(event=DesktopLost() as event):
                connection.desktops.discard((event.person, event.desktop))
                self._lose(event)
            case Watch():
                connection.watch()
            case Touch():
                self._on_touch(message)
                self.pass_on(message)
            case BooksState():
                self._on_books(message)
            case Ping(id=id_):
                told = msgspec.structs.asdict(self._status())
                connection.send(line(Pong(id=id_, **told)))

    async def _answer(self, ask: Ask, connection: Connection) -> None:
        if ask.latest and steady_ms() > ask.latest:
            # We slept: its asker was told that nobody answered, and has looked and decided anew since.
            log.warning("channel_request_too_late", request=ask.id)
            return
        same_machine = bool(ask.boot) and ask.boot == self._boot
        ago_ms = max(steady_ms() - ask.sent, 0) if same_machine else 0
        try:
            reply = await self._on_request(ask.event, ago_ms)
        except Exception:
            # The asker runs into his own time limit; the floor's loop and the other requests go on.
            log.exception("channel_request_failed", request=ask.id)
            return
        if isinstance(ask.event, SignInRequested) and reply.code == "ok":
            self._keep(connection, ask.event.person, ask.event.desktop)
        connection.send(line(Replied(id=ask.id, code=reply.code, data=reply.data)))

    def _keep(self, connection: Connection, person: str, desktop: str) -> None:
        if connection in self._connections:
            connection.desktops.add((person, desktop))
        else:  # the web process went away while the floor was deciding
            self._lose(DesktopLost(person=person, desktop=desktop))

    def _lose(self, lost: DesktopLost) -> None:
        """Report a page, unless it has come back through another web process in the meantime."""
        if not any((lost.person, lost.desktop) in other.desktops for other in self._connections):
            self._on_event(lost)


def _bound(path: Path) -> socket.socket:
    """A socket bound to `path`, for this user only."""
    _clear_stale(path)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.setblocking(False)
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        # Nobody can connect before `listen`, so narrowing the mode after `bind` leaves no gap.
        listener.bind(str(fresh))
        fresh.chmod(0o600)
        fresh.rename(path)
    except OSError:
        listener.close()
        raise
    return listener


def _clear_stale(path: Path) -> None:
    if not path.exists():
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1.0)
        try:
            probe.connect(str(path))
        except OSError:
            path.unlink(missing_ok=True)
            return
    raise AlreadyServed(path=str(path))
