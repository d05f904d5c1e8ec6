"""The single writer of the floor.

Everything that happens comes here as an event, one after another, and goes through
`state, commands = step(state, event, now)`. The event and its facts stand in the journal before any command
acts or any answer goes out.
"""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Generic, Protocol, cast

import msgspec
import structlog
from msgspec.structs import replace

from zuoxi.engine.commands import (
    AnyCommand,
    AnySwitchCommand,
    AskData,
    AskGate,
    AskPermit,
    Remark,
    Reply,
    SwitchCommand,
)
from zuoxi.engine.events import (
    HARDEST,
    AnyEvent,
    ClockMoved,
    Dialling,
    EpochStarted,
    Event,
    InventoryTaken,
    Passing,
    PermitAnswered,
    Request,
    SwitchConnected,
    SwitchLost,
    TimePassed,
)
from zuoxi.engine.view import AnyView
from zuoxi.live.breaks import Breaks
from zuoxi.live.clock import FloorClock
from zuoxi.live.describe import described
from zuoxi.live.envelopes import Origin, envelopes
from zuoxi.live.inputs import FULL, Inputs
from zuoxi.live.journal import Journal
from zuoxi.live.records import Acted, JournalRecord, Outstanding, Step
from zuoxi.live.rules import Rules, State
from zuoxi.live.unfinished import Unfinished
from zuoxi.live.written import event_as_written, orders_as_written

log = structlog.get_logger("zuoxi.live.loop")

Answer = Callable[[Reply], None]

AT_A_TIME = 50
"""Inputs between two chances for sockets and switches."""
WRITE_RETRY_S = 0.2
SAY_AGAIN = 25
"""While the journal cannot be written, the log says so at each so manieth attempt."""
CLOCK_LOOK_MS = 1_000
"""The machine's clock is looked at this often, so that the first caller of the day is stamped right."""
NOTHING = msgspec.Raw(b"{}")
ASKERS = 10_000
"""Requests that may be unanswered; one more is not taken, and told so. What was taken is answered as done."""
RECONNECT_MS = 500
"""A node whose inventory could not be taken is connected anew after this, and later when it breaks again."""
TRIES = 5
"""How often an event is taken again after those who stood in its way have been ended."""


class Hands(Protocol):
    """What the loop hands its commands to."""

    def carry_out(self, number: int, commands: list[AnySwitchCommand]) -> None: ...

    def connect_anew(self, node: str) -> None: ...


class FloorLoop(Generic[State]):
    """Owner of the floor's state. All methods belong to the event loop's thread.

    A step that breaks changes nothing. Its owner is ended fail-safe by an event of its own (`rules.blame`),
    and the floor goes on.
    """

    def __init__(
        self,
        rules: Rules[State],
        state: State,
        journal: Journal,
        clock: FloorClock,
        origin: Origin,
        *,
        last_input: int,
        outstanding: Iterable[Outstanding] = (),
        inputs_waiting: int = 5_000,
        inputs_kept: int = FULL,
        askers_kept: int = ASKERS,
        ask_gate: Callable[[AskGate], None] = lambda asked: None,
        ask_data: Callable[[AskData | AskPermit], None] = lambda asked: None,
        publish: Callable[[dict[str, AnyView], tuple[str, ...]], None] = lambda put, gone: None,
    ) -> None:
        self.state = state
        self.last_input = last_input
        self.connected: dict[str, bool] = {}
        self.hands: Hands | None = None
        self._rules = rules
        self._journal = journal
        self._clock = clock
        self._origin = origin
        self._publish = publish
        self._ask_gate = ask_gate
        self._ask_data = ask_data
        self._limit = inputs_waiting
        self._askers_kept = askers_kept
        self._unfinished = Unfinished(outstanding)
        self._inputs = Inputs(inputs_kept)
        self.breaks = Breaks()
        self._askers: dict[str, Answer] = {}
        self._deadlines_rest_until = 0
        self._something = asyncio.Event()
        self.offset = clock.offset
        """Wall time minus engine time, as the floor has been told."""
        self._moment = 0
        """Engine moment of the last input."""
        self._disk_away = False
        self._stopping = False
        self._deadline = rules.next_deadline(state)
        self._ahead = state
        """The state after the inputs of this round, which are not written yet."""
        self._taken = last_input
        """The last of these inputs."""
        self._round: list[tuple[Step | None, Callable[[], None]]] = []
        """What is to be written, and what follows once it is."""
        self._confirmed: list[Acted] = []
        self.rest = asyncio.Lock()
        """Held while a round is taken: whoever has it sees the state that the journal tells."""

    def tell(self, event: Event, ago_ms: int = 0) -> None:
        """Something happened `ago_ms` ago. Never blocks, never refuses."""
        for node in self._inputs.tell(self._clock.now() - ago_ms, cast(AnyEvent, event)):
            log.error("loop.inputs_given_up", node=node)
            self._connect_anew(node, 0)
        self._something.set()

    def ask(self, request: Request, answer: Answer, ago_ms: int = 0) -> None:
        """A person asked `ago_ms` ago; `answer` gets the one reply."""
        if self._disk_away:
            answer(Reply(request=request.request, code="disk_away"))
            return
        if len(self._inputs) >= self._limit or len(self._askers) >= self._askers_kept or self._stopping:
            answer(Reply(request=request.request, code="overloaded"))
            return
        self._askers[request.request] = answer
        if isinstance(request, Dialling | Passing) and request.permit is not None:
            # its permit ages, so it counts from now; what was asked in time may wait, a permit may not
            self.tell(replace(request, age_ms=request.age_ms + ago_ms))
        else:
            self.tell(request, ago_ms)

    async def run(self) -> None:
        """Take inputs until `stop`."""
        looked = self._clock.now()
        while not (self._stopping and not self._inputs and not self._confirmed):
            if self._clock.now() - looked > 2 * CLOCK_LOOK_MS:  # we were stopped, or the machine was
                await self._inputs.told()
            looked = self._clock.now()
            async with self.rest:
                taken = await self._take_some()
            if taken:
                await asyncio.sleep(0)
            else:
                await self._wait()

    async def _take_some(self) -> bool:
        """A round: some inputs are taken, written in one go, and then what follows of each is done."""
        taken = 0
        while taken < AT_A_TIME and (told := self._next()) is not None:
            self._take(*told)
            taken += 1
        confirmed, self._confirmed = self._confirmed, []
        round_, self._round = self._round, []
        lines = tuple(line for line, _ in round_ if line is not None)
        if not confirmed and not round_:
            return False
        await self._write(*confirmed, *lines)
        for _, follow in round_:
            follow()
        return True

    def stop(self) -> None:
        """End `run` when what is waiting has been taken; requests are refused from now on."""
        self._stopping = True
        self._something.set()

    def acted(self, number: int) -> None:
        """The switches have done (or refused) all that input `number` ordered."""
        if self._unfinished.waits(number):
            return
        self._confirmed.append(Acted(number=number))
        self._something.set()

    @property
    def waiting(self) -> int:
        """Inputs that are told and not taken."""
        return len(self._inputs)

    @property
    def disk(self) -> str:
        """What is wrong with the journal's disk, see `Pong`; empty: nothing."""
        if self._disk_away:
            return "full"
        if self._journal.unsynced:
            return "unsynced"
        return "" if self._journal.reserve.held else "low"

    @property
    def unfinished(self) -> tuple[Outstanding, ...]:
        """What an earlier process ordered on nodes that are not connected yet."""
        return self._unfinished.batches

    def _next(self) -> tuple[int, AnyEvent] | None:
        """The next input and its moment: a deadline goes before what was told after it, and only then."""
        head = self._inputs.head()
        if head is not None and isinstance(head[1], EpochStarted):
            return self._inputs.take()
        until = head[0] if head is not None else self._clock.now()
        last = until - 1 if head is not None else until
        if (due := self._due()) is not None and due <= last and not self._stopping:
            return due, TimePassed()
        if self._clock.look():
            return until, ClockMoved(offset=self._clock.offset)
        return self._inputs.take() if head is not None else None

    def _due(self) -> int | None:
        """When the next deadline may come: at its moment, or later while deadlines keep breaking."""
        return None if self._deadline is None else max(self._deadline, self._deadlines_rest_until)

    def _become(self, state: State) -> None:
        self._ahead = state
        self._deadline = self._rules.next_deadline(state)

    async def _wait(self) -> None:
        self._something.clear()
        if self._inputs or self._confirmed or self._stopping:
            return
        due = self._due()
        pause = CLOCK_LOOK_MS if due is None else due - self._clock.now()
        try:
            async with asyncio.timeout(min(max(pause, 0), CLOCK_LOOK_MS) / 1000):
                await self._something.wait()
        except TimeoutError:
            return

    def _take(self, moment: int, event: AnyEvent) -> None:
        """One input, and what must be done when it breaks; nothing that a handler does stops the floor."""
        if isinstance(event, Dialling | Passing | PermitAnswered) and event.permit is not None:
            event = replace(event, age_ms=event.age_ms + max(self._clock.now() - moment, 0))
        ended: set[tuple[str, ...]] = set()
        for _ in range(TRIES):
            error = self._step(moment, event)
            if error is None:
                return
            if not self._end_owner(moment, event, error, ended):
                break
        self._round.append((None, partial(self._not_done, event)))

    def _not_done(self, event: AnyEvent) -> None:
        self._settle(event, Reply(request=getattr(event, "request", ""), code="error"))
        if isinstance(event, InventoryTaken):
            # Nobody knows what stands there, so it cannot be commanded until an inventory could be taken.
            self.connected[event.node] = False
            self._connect_anew(event.node, RECONNECT_MS + self.breaks.pause())

    def _step(self, moment: int, event: AnyEvent) -> Exception | None:
        """Let the rules take one input; the error if they broke on it, and then the state is as before."""
        now = self._moment = max(self._moment, moment)
        number = self._taken = self._taken + 1
        if isinstance(event, EpochStarted | ClockMoved):
            self.offset = event.offset
        before, late = self._ahead, self._clock.late(now)
        try:
            after, commands = self._rules.step(before, event, now, late)
        except Exception as error:
            log.exception("loop.step_broke", input=number, told=described(event))
            self._round.append((self._line(number, now, event), partial(self._passed, number)))
            clock = self._clock.now()
            pause = self.breaks.note(type(event).__name__, error, clock, clock + self.offset)
            self._deadlines_rest_until = clock + pause
            return error
        origin = Origin(floor=self._origin.floor, epoch=self._origin.epoch, wall=now + self.offset)
        line = self._line(number, now, event)
        orders = tuple(command for command in commands if isinstance(command, SwitchCommand))
        line = replace(
            line,
            facts=envelopes(commands, event, origin),
            orders=orders_as_written(orders),
            late=late,
            state=msgspec.Raw(self._rules.difference(before, after)),
        )
        self._become(after)
        self._round.append((line, partial(self._follow, number, event, before, after, commands)))
        return None

    def _passed(self, number: int) -> None:
        """An input stands in the journal, and nothing comes of it."""
        self.last_input = number

    def _follow(
        self, number: int, event: AnyEvent, before: State, after: State, commands: tuple[AnyCommand, ...]
    ) -> None:
        """An input stands in the journal: it is seen and acted upon."""
        self.last_input, self.state = number, after
        self._show(before, after)
        self._act(event, commands)

    def _end_owner(self, moment: int, event: AnyEvent, error: Exception, ended: set[tuple[str, ...]]) -> bool:
        """End whom the broken step concerned; True when `event` shall be taken again after that.

        `ended` are those who have been ended for this event already: gently was not enough.
        """
        for hardness in range(1, HARDEST + 1):
            broke = self._rules.blame(self._ahead, event, error, hardness)
            if broke.subjects in ended and hardness == 1:
                continue
            if self._step(moment, broke) is None:
                ended.add(broke.subjects)
                return broke.again
        return False

    def _connect_anew(self, node: str, after_ms: int) -> None:
        if self.hands is not None:
            asyncio.get_running_loop().call_later(after_ms / 1000, self.hands.connect_anew, node)

    def _line(self, number: int, now: int, event: AnyEvent) -> Step:
        """An input of which nothing came."""
        return Step(
            number=number,
            now=now,
            offset=self.offset,
            event=event_as_written(event),
            facts=(),
            orders=(),
            state=NOTHING,
        )

    async def _write(self, *records: JournalRecord) -> None:
        """Nothing acts that is not written: while the disk is full the floor stands still, calls go on.

        What people ask in that time is refused, for nobody could tell them when it would be done.
        """
        attempt = 0
        while True:
            try:
                await self._journal.write(*records)
            except OSError as error:
                self._disk_away = True
                if attempt % SAY_AGAIN == 0:
                    log.error("loop.journal_refused", file=str(self._journal.path), error=str(error))
                attempt += 1
                await asyncio.sleep(WRITE_RETRY_S)
            else:
                break
        if self._disk_away:
            self._disk_away = False
            log.info("loop.journal_goes_on", file=str(self._journal.path), attempts=attempt)

    def _act(self, event: AnyEvent, commands: tuple[AnyCommand, ...]) -> None:
        if isinstance(event, SwitchConnected):
            for number, again in self._unfinished.take(event.node):
                if self.hands:
                    self.hands.carry_out(number, again)
        if isinstance(event, InventoryTaken | SwitchLost):
            self.connected[event.node] = isinstance(event, InventoryTaken)
        orders: list[AnySwitchCommand] = []
        for command in commands:
            if isinstance(command, Reply):
                self._settle(event, command)
            elif isinstance(command, Remark):
                log.warning(f"floor.{command.code}", **command.data)
            elif isinstance(command, AskGate):
                self._ask_gate(command)
            elif isinstance(command, AskData | AskPermit):
                self._ask_data(command)
            elif isinstance(command, SwitchCommand):
                orders.append(command)
        if orders and self.hands:
            self.hands.carry_out(self.last_input, orders)

    def _settle(self, event: AnyEvent, reply: Reply) -> None:
        answer = self._askers.pop(reply.request, None)
        if answer is None:
            return
        try:
            answer(reply)
        except Exception:
            log.exception("loop.answer_broke", told=described(event))

    def _show(self, before: State, after: State) -> None:
        try:
            put, gone = self._rules.changes(before, after)
            if put or gone:
                self._publish(put, gone)
        except Exception:
            log.exception("loop.view_broke")
