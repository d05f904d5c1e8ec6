"""The working copy of one step: what the handlers read, change and order.

Handlers replace whole records (`put_call`, `put_agent` …); the turn keeps what follows from them in order:
who is ready, which timer is next, which views have changed. The old floor is never touched, so a handler
that breaks leaves it whole. `commit` makes the new floor of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from immutables import Map
from msgspec import field
from msgspec.structs import astuple, fields, force_setattr, replace

from zuoxi.engine.commands import AnyCommand, AnySwitchCommand, AskGate, RecordFact, Remark, Reply
from zuoxi.engine.config import Timers
from zuoxi.engine.facts import AnyFact
from zuoxi.engine.media import Media
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.routing import slots_of
from zuoxi.engine.state import (
    Agent,
    Call,
    Floor,
    IdleKey,
    Node,
    Owner,
    Party,
    Quiet,
    Tables,
    Untold,
    WaitingKey,
    channel_key,
)
from zuoxi.engine.waiting import line_of
from zuoxi.engine.written import Written, without
from zuoxi.kernel.ids import derived_id

Place = TypeVar("Place", bound=tuple[Any, ...])

TABLES: Final = len(fields(Tables))
"""How many fields a floor and a step have in common: their first."""
_EMPTY: Final = Floor()


class Turn(Written, eq=False):
    """One step in the making."""

    before: Floor = _EMPTY
    about: str = ""
    """The call or agent at hand, where a step goes through many (`call:<id>`): whose fault a break is."""
    freed: list[str] = field(default_factory=list)
    """Persons who have become available in this step."""
    moved: dict[str, dict[IdleKey, bool]] = field(default_factory=dict)
    lined: dict[str, dict[WaitingKey, bool]] = field(default_factory=dict)
    """Line -> places in it that were taken (True) or left, and `ready` (`waiting`) does not show yet."""
    entered: list[str] = field(default_factory=list)
    """Calls that may find an agent in this step."""
    over: set[str] = field(default_factory=set)
    """Announcements that are known to have ended."""
    shown: dict[str, Media] = field(default_factory=dict)
    """Calls that are reconciled in this step -> their media as the switch shows them."""
    shown_in: str = ""
    """The node whose inventory this step is about: what it shows happened some time ago."""
    commands: list[AnyCommand] = field(default_factory=list)
    """What the step orders of the house, in the order of its making."""
    orders: list[AnySwitchCommand] = field(default_factory=list)
    """What the step orders of the switch by name; `commit` adds what its media lack."""
    ordered: set[str] = field(default_factory=set)
    """Calls for whose media the step orders something."""
    changed_calls: dict[str, None] = field(default_factory=dict)
    changed_agents: dict[str, None] = field(default_factory=dict)
    """Calls and agents whose rows were written or removed, in the order of their first writing."""
    touched_queues: dict[str, None] = field(default_factory=dict)
    """Queues whose views may have changed."""

    @classmethod
    def of(cls, floor: Floor, now: int, late: int = 0) -> "Turn":
        """A step that begins with what stands on the floor."""
        turn = cls(*astuple(floor)[:TABLES])
        turn.before, turn.late = floor, late
        if now > floor.now:
            turn.now = now
        return turn

    def floor(self, *notes: Any) -> Floor:
        """The floor as the step leaves it, with what is said of the step (`Floor`'s own fields)."""
        return Floor(*astuple(self)[:TABLES], *notes)

    # -- what is known ---------------------------------------------------------------------------------

    @property
    def spans(self) -> Timers:
        """The spans that hold for the whole floor."""
        return self.house.config.timers

    @property
    def wall(self) -> int:
        """The present moment as people's clocks show it (ms since the epoch, UTC)."""
        return self.now + self.offset

    @contextmanager
    def then(self, moment: int) -> Iterator[None]:
        """What is done within this happened at an earlier moment and is heard of only now."""
        now, late = self.now, self.late
        self.now, self.late = moment, late + now - moment
        yield
        self.now, self.late = now, late

    def told_at(self, moment: int) -> int:
        """An engine moment as people's clocks show it; 0 (never) stays 0."""
        return moment and moment + self.offset

    def node(self, name: str) -> Node:
        """A switch node; one never heard of is away."""
        return self.nodes.get(name) or Node(name=name)

    def is_up(self, node: str) -> bool:
        """Whether a node can be commanded now."""
        return node in self.nodes and self.nodes[node].up

    def owner(self, node: str, channel: str) -> Owner | None:
        """Whose a channel is; None: nobody's."""
        return self.channels.get(channel_key(node, channel))

    def can_meet(self, home: str, other: str) -> bool:
        """Whether a call that stands on `home` can have somebody in it who is reached on `other`."""
        known = self.nodes.get(home)
        if known is None or not known.up:
            return False
        return other == home or (other in known.links and other not in known.apart and self.is_up(other))

    def agents_in_reach(self, home: str) -> tuple[str, ...]:
        """The nodes whose agents a call on `home` can meet, its own first."""
        known = self.nodes.get(home)
        if known is None or not known.up:
            return ()
        if not known.links:
            return (home,)
        return (home, *(one for one in known.links if one != home and self.can_meet(home, one)))

    def calls_in_reach(self, other: str) -> tuple[str, ...]:
        """The nodes whose calls agents on `other` can take, their own first."""
        if not self.is_up(other):
            return ()
        if len(self.nodes) == 1:
            return (other,)
        return (other, *(one for one in sorted(self.nodes) if one != other and self.can_meet(one, other)))

    # -- ids and numbers -------------------------------------------------------------------------------

    def new_id(self) -> str:
        """A fresh id that a replay makes again."""
        self.counter += 1
        return derived_id(self.now + self.offset, self.seed, self.counter)

    def new_name(self) -> str:
        """A short name for something that nobody outside of the floor hears of."""
        self.counter += 1
        return str(self.counter)

    def next_serial(self) -> int:
        """A number above all before it: who came first."""
        self.serial += 1
        return self.serial

    # -- what comes of the step ------------------------------------------------------------------------

    def order(self, command: AnySwitchCommand) -> None:
        """Order something of the switch; while its node is away nothing: the reconciliation does it."""
        if self.is_up(command.node):
            self.orders.append(command)

    def fact(self, tenant: str, stream: str, fact: AnyFact, at: int | None = None) -> None:
        """Something has happened, for good; `at`: not now, but then (wall time)."""
        self.seq = seq = self.seq + 1
        moment = self.now + self.offset if at is None else at
        self.commands.append(RecordFact(seq=seq, tenant=tenant, stream=stream, occurred_at=moment, fact=fact))

    def call_fact(self, call: Call, fact: AnyFact, at: int | None = None) -> None:
        """Something has happened to a call (`at`: not now, but at that engine moment); while nothing has been
        told of it, that waits for its answer."""
        moment = self.now if at is None else at
        if call.id in self.untold:
            if isinstance(fact, Quiet):
                so_far = self.untold[call.id]
                self.enter("untold", call.id, (*so_far, Untold(at=moment, fact=fact)))
                return
            self.tell(call)
        self.seq = seq = self.seq + 1
        self.commands.append(
            RecordFact(
                seq=seq, tenant=call.tenant, stream=call.id, occurred_at=moment + self.offset, fact=fact
            )
        )

    def tell(self, call: Call) -> None:
        """The call is worth its record: all that has happened to it so far is told, as of then."""
        for one in self.untold.get(call.id, ()):
            self.fact(call.tenant, call.id, one.fact, at=self.told_at(one.at))
        self.strike("untold", call.id)

    def agent_fact(self, agent: Agent, fact: AnyFact) -> None:
        """Something has happened to an agent's session."""
        self.fact(agent.profile.tenant, agent.session, fact)

    def ask_gate(self, call: Call, person: str) -> None:
        """Ask the gate once more about an attempt."""
        self.commands.append(AskGate(call=call.id, attempt=call.attempt, person=person))

    def remark(self, code: str, **data: str | int) -> None:
        """Something that the log should say."""
        self.commands.append(Remark(code=code, data=data))

    def each(self, kind: str, ids: Iterable[str]) -> Iterator[str]:
        """Go through many calls or agents; should a step break on one of them, it is known on which."""
        for one in ids:
            self.about = f"{kind}:{one}"
            yield one
        self.about = ""

    def reply(self, request: str, code: str = "ok", data: dict[str, str | int] | None = None) -> None:
        """Answer a person's request."""
        self.commands.append(Reply(request=request, code=code, data=data or {}))

    # -- records ---------------------------------------------------------------------------------------
    # Calls and agents are written by their own methods, every other table by `enter` and `strike`, nothing
    # past them: the journal and the versions of the views are told which rows.

    def put_call(self, call: Call) -> Call:
        """The call is now this."""
        self.calls = self.calls.set(call.id, call)
        self.changed_calls[call.id] = None
        return call

    def change_call(self, call: Call, **changes: Any) -> Call:
        """The call with some fields changed."""
        call = replace(call, **changes)
        self.calls = self.calls.set(call.id, call)
        self.changed_calls[call.id] = None
        return call

    def put_party(self, call: Call, party: Party) -> Call:
        """Somebody new takes part in the call."""
        return self.change_call(call, parties=(*call.parties, party))

    def change_party(self, call: Call, party: Party, **changes: Any) -> Call:
        """The call with some fields of a party, as the call has it, changed."""
        parties, at = list(call.parties), call.index(party.id)
        parties[at] = replace(parties[at], **changes)
        call = replace(call, parties=tuple(parties))
        self.calls = self.calls.set(call.id, call)
        self.changed_calls[call.id] = None
        return call

    def remove_call(self, call: Call) -> None:
        """The call is over; nothing of it stays in the state."""
        self.calls = without(self.calls, call.id)
        self.secrets = without(self.secrets, call.id)
        self.changed_calls[call.id] = None

    def renew_slots(self, agent: Agent) -> None:
        """A ready agent's places follow a change of strategy."""
        if slots_of(agent, self.house, node_up=self.is_up(agent.node)) != agent.slots:
            self.change_agent(agent)

    def put_agent(self, agent: Agent) -> Agent:
        """The agent is now this; his places among the ready follow.

        `agent` is made in this step (`is_new`).
        """
        person = agent.person
        slots: tuple[tuple[str, IdleKey], ...] = ()
        if agent.state == "ready":
            slots = slots_of(agent, self.house, node_up=self.is_up(agent.node))
            if person in self.kept:
                self.freed.append(person)  # whatever queues he serves
        if slots != agent.slots:
            self._leave_slots(agent)
            for name, key in slots:
                self.moved.setdefault(name, {})[key] = True
            if slots:
                self.freed.append(person)
            force_setattr(agent, "slots", slots)
        self.agents = self.agents.set(person, agent)
        self.changed_agents[person] = None
        return agent

    @staticmethod
    def is_new(row: Agent | Call, was: Agent | Call | None) -> bool:
        """Whether a row was made in this step: nobody else has it before the step is over.

        So what follows from its other fields is entered into it without another copy.
        """
        return row is not was

    def show_agent(self, agent: Agent) -> Agent:
        """The agent is now this; nothing of it decides where he stands among the ready."""
        self.agents = self.agents.set(agent.person, agent)
        self.changed_agents[agent.person] = None
        return agent

    def change_agent(self, agent: Agent, **changes: Any) -> Agent:
        """The agent with some fields changed."""
        return self.put_agent(replace(agent, **changes))

    def remove_agent(self, agent: Agent) -> None:
        """The session is over."""
        self._leave_slots(agent)
        self.agents = without(self.agents, agent.person)
        self.changed_agents[agent.person] = None

    def _leave_slots(self, agent: Agent) -> None:
        for name, key in agent.slots:
            self.moved.setdefault(name, {})[key] = False

    def those_ready(self) -> Map[str, Ordered[IdleKey]]:
        """Who can be offered a call now.

        `ready` itself follows only here: a call that rings at fifty agents and is taken up by one moves each
        line once, not a hundred times.
        """
        if self.moved:
            self.ready = _after(self.ready, self.moved)
            self.moved.clear()
        return self.ready

    def put_node(self, node: Node) -> Node:
        """The node is now this."""
        self.enter("nodes", node.name, node)
        return node

    def touch_queues(self, ids: Iterable[str]) -> None:
        """The views of these queues may have changed."""
        self.touched_queues.update(dict.fromkeys(ids))

    def touch_all(self) -> None:
        """Every view may have changed, for a reason outside its own record."""
        self.changed_calls.update(dict.fromkeys(sorted(self.calls)))
        self.changed_agents.update(dict.fromkeys(sorted(self.agents)))
        self.touch_queues(sorted(self.house.queues))

    def keep_secrets(self, call_id: str, secrets: Mapping[str, str]) -> None:
        """What a caller has entered secretly is now this: in memory, and in nothing that is written."""
        if secrets:
            self.secrets = self.secrets.set(call_id, dict(secrets))
        else:
            self.secrets = without(self.secrets, call_id)

    # -- waiting lines ---------------------------------------------------------------------------------

    def join_line(self, call: Call, queue_id: str, place: WaitingKey, **changes: Any) -> Call:
        """The call stands in its queue's line at `place`; `changes`: what else of it is another now."""
        name = line_of(queue_id, call.node, call.standing, kept=bool(call.given_to))
        self.lined.setdefault(name, {})[place] = True
        if call.given_to:
            his = self.kept.get(call.given_to, _EMPTY_LINE)
            self.kept = self.kept.set(call.given_to, his.add(place))
        self.entered.append(call.id)
        self.touched_queues[queue_id] = None
        return self.change_call(call, place=place, **changes)

    def leave_line(self, call: Call) -> Call:
        """The call stands in no line."""
        if call.place is None or call.queue is None:
            return call
        self.give_up_place(call)
        return self.change_call(call, place=None)

    def give_up_place(self, call: Call) -> None:
        """Its place in its line is free; whoever calls this writes that into the call."""
        assert call.place is not None and call.queue is not None, "only who stands in a line leaves it"
        name = line_of(call.queue.id, call.node, call.standing, kept=bool(call.given_to))
        self.lined.setdefault(name, {})[call.place] = False
        if call.given_to:
            his = self.kept.get(call.given_to, _EMPTY_LINE).discard(call.place)
            self.kept = self.kept.set(call.given_to, his) if len(his) else without(self.kept, call.given_to)
        self.touched_queues[call.queue.id] = None

    def those_waiting(self) -> Map[str, Ordered[WaitingKey]]:
        """Who waits now. `waiting` follows only here: who finds an agent at once moves no line."""
        if self.lined:
            self.waiting = _after(self.waiting, self.lined)
            self.lined.clear()
        return self.waiting


_EMPTY_LINE: Final[Ordered[Any]] = Ordered()


def _after(
    lines: Map[str, Ordered[Place]], moved: Mapping[str, Mapping[Place, bool]]
) -> Map[str, Ordered[Place]]:
    """The lines after places in them were taken (True) or left."""
    for name, places in moved.items():
        was = lines.get(name, _EMPTY_LINE)
        line = was.after(places)
        if line is not was:
            lines = lines.set(name, line) if line else without(lines, name)
    return lines
