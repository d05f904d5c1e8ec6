"""The working copy of one step: what the handlers read, change and order.

Handlers replace whole records (`put_call`, `put_agent` …); the turn keeps what follows from them in order:
who is ready, which timer is next, which views have changed. The old floor is never touched, so a handler
that breaks leaves it whole.
"""

from collections.abc import Container, Iterable, Iterator
from typing import Any, TypeVar

from immutables import Map
from msgspec.structs import replace

from zuoxi.engine import media
from zuoxi.engine.commands import (
    AnyCommand,
    AnySwitchCommand,
    AskGate,
    DialCustomer,
    Join,
    Leave,
    RecordFact,
    Remark,
    Reply,
    StopPrompt,
    StopRecording,
)
from zuoxi.engine.config import Timers
from zuoxi.engine.facts import AnyFact
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.routing import slots_of
from zuoxi.engine.state import (
    NEVER,
    Agent,
    Call,
    Floor,
    IdleKey,
    Node,
    Owner,
    Party,
    Table,
    WaitingKey,
    channel_key,
)
from zuoxi.engine.versions import raise_versions
from zuoxi.engine.waiting import line_of
from zuoxi.kernel.ids import derived_id

Value = TypeVar("Value")


def without(map_: Map[str, Value], key: str) -> Map[str, Value]:
    """The map without `key`, whether it was there or not."""
    return map_.delete(key) if key in map_ else map_


class Turn:
    """One step in the making."""

    def __init__(self, floor: Floor, now: int) -> None:
        self._before = floor
        self.now = max(now, floor.now)
        self.house = floor.house
        self.seed = floor.seed
        self.epoch = floor.epoch
        self.offset = floor.offset
        self.calls = floor.calls
        self.agents = floor.agents
        self.nodes = floor.nodes
        self.channels = floor.channels
        self.closing = floor.closing
        self.recordings = floor.recordings
        self.permits = floor.permits
        self.turned_away = floor.turned_away
        self.registered = floor.registered
        self.seated = floor.seated
        self.strays = floor.strays
        self.ready = floor.ready
        self.waiting = floor.waiting
        self.behind = floor.behind
        self.timers = floor.timers
        self.about = ""
        """The call or agent at hand, where a step goes through many (`call:<id>`): whose fault a break is."""
        self.freed: list[str] = []
        """Persons who have become available in this step."""
        self.entered: list[str] = []
        """Calls that may find an agent in this step."""
        self.over: set[str] = set()
        """Announcements that are known to have ended."""
        self.shown: dict[str, media.Media] = {}
        """Calls that are reconciled in this step -> their media as the switch shows them."""
        self._counter = floor.counter
        self._serial = floor.serial
        self._seq = floor.seq
        self._deadlines = floor.deadlines
        self._commands: list[AnyCommand] = []
        self._orders: list[AnySwitchCommand] = []
        self._touched: dict[str, None] = {}
        self._changed: dict[str, None] = {}
        self._written: dict[tuple[str, str], None] = {}

    # -- what is known ---------------------------------------------------------------------------------

    @property
    def spans(self) -> Timers:
        """The spans that hold for the whole floor."""
        return self.house.config.timers

    @property
    def wall(self) -> int:
        """The present moment as people's clocks show it (ms since the epoch, UTC)."""
        return self.now + self.offset

    def told_at(self, moment: int) -> int:
        """An engine moment as people's clocks show it; 0 (never) stays 0."""
        return moment and moment + self.offset

    def node(self, name: str) -> Node:
        """A switch node; one never heard of is away."""
        return self.nodes.get(name) or Node(name=name)

    def is_up(self, node: str) -> bool:
        """Whether a node can be commanded now."""
        known = self.nodes.get(node)
        return known is not None and known.up

    def owner(self, node: str, channel: str) -> Owner | None:
        """Whose a channel is; None: nobody's."""
        return self.channels.get(channel_key(node, channel))

    def within_reach(self, node: str) -> tuple[str, ...]:
        """The nodes whose calls agents of `node` can take, and the other way round; none while it is away.

        As long as no switch can link nodes (`node_link` legs), that is the node itself.
        """
        return (node,) if self.is_up(node) else ()

    # -- ids and numbers -------------------------------------------------------------------------------

    def new_id(self) -> str:
        """A fresh id that a replay makes again."""
        self._counter += 1
        return derived_id(self.wall, self.seed, self._counter)

    def new_name(self) -> str:
        """A short name for something that nobody outside of the floor hears of."""
        self._counter += 1
        return str(self._counter)

    def next_serial(self) -> int:
        """A number above all before it: who came first."""
        self._serial += 1
        return self._serial

    # -- what comes of the step ------------------------------------------------------------------------

    def order(self, command: AnySwitchCommand) -> None:
        """Order something of the switch; while its node is away nothing: the reconciliation does it."""
        if self.is_up(command.node):
            self._orders.append(command)

    def fact(self, tenant: str, stream: str, fact: AnyFact, at: int | None = None) -> None:
        """Something has happened, for good; `at`: not now, but then (wall time)."""
        self._seq += 1
        moment = self.wall if at is None else at
        self._commands.append(
            RecordFact(seq=self._seq, tenant=tenant, stream=stream, occurred_at=moment, fact=fact)
        )

    def call_fact(self, call: Call, fact: AnyFact) -> None:
        """Something has happened to a call."""
        self.fact(call.tenant, call.id, fact)

    def agent_fact(self, agent: Agent, fact: AnyFact) -> None:
        """Something has happened to an agent's session."""
        self.fact(agent.profile.tenant, agent.session, fact)

    def ask_gate(self, call: Call, person: str) -> None:
        """Ask the gate once more about an attempt."""
        self._commands.append(AskGate(call=call.id, attempt=call.attempt, person=person))

    def remark(self, code: str, **data: str | int) -> None:
        """Something that the log should say."""
        self._commands.append(Remark(code=code, data=data))

    def each(self, kind: str, ids: Iterable[str]) -> Iterator[str]:
        """Go through many calls or agents; should a step break on one of them, it is known on which."""
        for one in ids:
            self.about = f"{kind}:{one}"
            yield one
        self.about = ""

    def reply(self, request: str, code: str = "ok", data: dict[str, str | int] | None = None) -> None:
        """Answer a person's request."""
        self._commands.append(Reply(request=request, code=code, data=data or {}))

    # -- records ---------------------------------------------------------------------------------------

    def enter(self, table: Table, key: str, value: object) -> None:
        """Write a row. Every table is written here and in `strike` only: the journal is told which rows."""
        setattr(self, table, getattr(self, table).set(key, value))
        self._written[table, key] = None

    def strike(self, table: Table, key: str) -> None:
        """Remove a row, whether it was there or not."""
        rows = getattr(self, table)
        if key in rows:
            setattr(self, table, rows.delete(key))
            self._written[table, key] = None

    def put_call(self, call: Call) -> Call:
        """The call is now this."""
        self.enter("calls", call.id, call)
        self._changed[call.id] = None
        self._touched[f"call:{call.id}"] = None
        return call

    def change_call(self, call: Call, **changes: Any) -> Call:
        """The call with some fields changed."""
        return self.put_call(replace(call, **changes))

    def put_party(self, call: Call, party: Party) -> Call:
        """Somebody new takes part in the call."""
        return self.change_call(call, parties=(*call.parties, party))

    def change_party(self, call: Call, party: Party, **changes: Any) -> Call:
        """The call with some fields of a party, as the call has it, changed."""
        parties = list(call.parties)
        at = call.index(party.id)
        parties[at] = replace(parties[at], **changes)
        return self.change_call(call, parties=tuple(parties))

    def remove_call(self, call: Call) -> None:
        """The call is over; nothing of it stays in the state."""
        self.strike("calls", call.id)
        self._changed[call.id] = None
        self._touched[f"call:{call.id}"] = None

    def renew_slots(self, agent: Agent) -> None:
        """A ready agent's places follow a change of strategy."""
        if slots_of(agent, self.house, node_up=self.is_up(agent.node)) != agent.slots:
            self.put_agent(agent)

    def put_agent(self, agent: Agent) -> Agent:
        """The agent is now this; his places among the ready follow."""
        slots = slots_of(agent, self.house, node_up=self.is_up(agent.node))
        if slots != agent.slots:
            self._leave_slots(agent)
            for name, key in slots:
                self.ready = self.ready.set(name, self.ready.get(name, _NOBODY).add(key))
            if slots:
                self.freed.append(agent.person)
            agent = replace(agent, slots=slots)
        self.enter("agents", agent.person, agent)
        self._touched[f"agent:{agent.person}"] = None
        return agent

    def change_agent(self, agent: Agent, **changes: Any) -> Agent:
        """The agent with some fields changed."""
        return self.put_agent(replace(agent, **changes))

    def remove_agent(self, agent: Agent) -> None:
        """The session is over."""
        self._leave_slots(agent)
        self.strike("agents", agent.person)
        self._touched[f"agent:{agent.person}"] = None

    def _leave_slots(self, agent: Agent) -> None:
        for name, key in agent.slots:
            rest = self.ready.get(name, _NOBODY).discard(key)
            self.ready = self.ready.set(name, rest) if len(rest) else without(self.ready, name)

    def put_node(self, node: Node) -> Node:
        """The node is now this."""
        self.enter("nodes", node.name, node)
        return node

    def touch(self, *keys: str) -> None:
        """These views may have changed for a reason outside their own record."""
        self._touched.update(dict.fromkeys(keys))

    # -- waiting lines ---------------------------------------------------------------------------------

    def join_line(self, call: Call, queue_id: str, place: WaitingKey) -> Call:
        """The call stands in its queue's line at `place`."""
        name = line_of(queue_id, call.node)
        self.waiting = self.waiting.set(name, self.waiting.get(name, _EMPTY_LINE).add(place))
        self.entered.append(call.id)
        self._touched[f"queue:{queue_id}"] = None
        return self.change_call(call, place=place)

    def leave_line(self, call: Call) -> Call:
        """The call stands in no line."""
        if call.place is None or call.queue is None:
            return call
        name = line_of(call.queue.id, call.node)
        rest = self.waiting.get(name, _EMPTY_LINE).discard(call.place)
        self.waiting = self.waiting.set(name, rest) if len(rest) else without(self.waiting, name)
        self._touched[f"queue:{call.queue.id}"] = None
        return self.change_call(call, place=None)

    # -- timers ----------------------------------------------------------------------------------------

    def set_timer(self, timer: str, due: int) -> None:
        """`timer` is due at `due`, whatever it was before."""
        self.clear_timer(timer)
        self.enter("timers", timer, due)
        self._deadlines = self._deadlines.add((due, timer))

    def clear_timer(self, timer: str) -> None:
        due = self.timers.get(timer)
        if due is not None:
            self.strike("timers", timer)
            self._deadlines = self._deadlines.discard((due, timer))

    def take_due(self) -> str:
        """The first timer that is due, cleared; empty: none is."""
        first = self._deadlines.first()
        if first is None or first[0] > self.now:
            return ""
        self.clear_timer(first[1])
        return first[1]

    def put_off(self, timer: str) -> None:
        """The timer waits until its node is back."""
        self.set_timer(timer, NEVER)

    # -- the end of the step ---------------------------------------------------------------------------

    def commit(self) -> tuple[Floor, tuple[AnyCommand, ...]]:
        """The new floor and what it orders: by name, and as the difference in what should be."""
        self._order_media()
        self._orders.sort(key=lambda order: media.RANK[type(order)])
        floor = replace(
            self._before,
            house=self.house,
            seed=self.seed,
            epoch=self.epoch,
            now=self.now,
            offset=self.offset,
            counter=self._counter,
            serial=self._serial,
            seq=self._seq,
            calls=self.calls,
            agents=self.agents,
            nodes=self.nodes,
            channels=self.channels,
            closing=self.closing,
            recordings=self.recordings,
            permits=self.permits,
            turned_away=self.turned_away,
            registered=self.registered,
            seated=self.seated,
            strays=self.strays,
            ready=self.ready,
            waiting=self.waiting,
            behind=self.behind,
            timers=self.timers,
            deadlines=self._deadlines,
            written=tuple(self._written),
        )
        return raise_versions(self._before, floor, self._touched), (*self._commands, *self._orders)

    def _order_media(self) -> None:
        """The calls that changed: what their media should be now, against what it was."""
        for call_id, shown in self.shown.items():
            self._put_right(call_id, shown)
        changed = [key[5:] for key in self._touched if key.startswith("call:") and key[5:] not in self.shown]
        if not changed:
            return
        dialled = {order.channel for order in self._orders if isinstance(order, DialCustomer)}
        for call_id in changed:
            was, now = self._before.calls.get(call_id), self.calls.get(call_id)
            call = now or was
            self.about = f"call:{call_id}"
            if call is None or (was is not None and now is not None and media.same_media(was, now)):
                continue
            self._order_difference(
                call,
                media.wanted(was) if was else media.NOTHING,
                media.wanted(now) if now else media.NOTHING,
                dialled,
            )

    def _put_right(self, call_id: str, shown: media.Media) -> None:
        """What an inventory shows of a call, against what should be now."""
        self.about = f"call:{call_id}"
        call = self.calls.get(call_id)
        was = self._before.calls.get(call_id)
        if call is None:
            if was is not None:
                self._order_difference(was, shown, media.NOTHING)
            return
        ordered = self._order_difference(call, shown, media.wanted(call))
        repairs = call.repairs + 1 if ordered else 0
        if repairs != call.repairs:
            self.enter("calls", call_id, replace(self.calls[call_id], repairs=repairs))

    def _order_difference(
        self, call: Call, was: media.Media, now: media.Media, dialled: Container[str] = ()
    ) -> bool:
        """Order what leads a call's media from one to the other, on the channels that are there.

        True when there was something to order.

        `dialled`: channels that come into their bridge by being dialled.
        """
        if was == now:
            return False
        before = len(self._orders)
        for command in media.difference(call, was, now):
            if (order := self._possible(command, dialled)) is not None:
                self.order(order)
        if len(self._orders) > before and call.id in self.calls:
            self.enter("calls", call.id, replace(self.calls[call.id], ordered_at=self.now))
        return len(self._orders) > before

    def _possible(self, command: AnySwitchCommand, dialled: Container[str]) -> AnySwitchCommand | None:
        """The command without what is gone or comes about by itself; None: nothing is left of it."""
        if isinstance(command, StopPrompt) and command.playback in self.over:
            return None
        if isinstance(command, Join | Leave):
            channels = tuple(
                one for one in command.channels if one not in dialled and self.owner(command.node, one)
            )
            return replace(command, channels=channels) if channels else None
        channel = getattr(command, "channel", "")
        if channel and not isinstance(command, StopRecording) and not self.owner(command.node, channel):
            return None
        return command


_NOBODY: Ordered[IdleKey] = Ordered()
_EMPTY_LINE: Ordered[WaitingKey] = Ordered()
