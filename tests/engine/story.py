"""Tells the floor what happens, in words, and remembers all it ordered and recorded."""

from typing import Any, TypeVar

from msgspec.structs import replace

from tests.engine.differences import check_shortcuts, check_written
from tests.engine.house import CONFIG, NODE, START
from tests.engine.shown import as_wanted
from zuoxi.engine import events, floor
from zuoxi.engine.commands import AnyCommand, AskGate, Command, DialCustomer, DialDevice, RecordFact, Reply
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.encoding import Rows, difference
from zuoxi.engine.facts import Fact
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.state import Agent, Call, Floor
from zuoxi.engine.view import AgentView, AnyView
from zuoxi.engine.viewing import changes, views

C = TypeVar("C", bound=Command)
F = TypeVar("F", bound=Fact)


class Story:
    """One floor with its clock. Each verb is one event."""

    def __init__(self, config: FloorConfig = CONFIG, node: str = NODE) -> None:
        self.now = START
        self.node = node
        self.state: Floor = floor.empty()
        self.inputs: list[tuple[events.AnyEvent, int, int]] = []
        self.commands: list[AnyCommand] = []
        self.last: tuple[AnyCommand, ...] = ()
        self.shown: dict[str, AnyView] = {}
        self.kept = Rows()
        """What the journal holds of the state."""
        self.requests = 0
        self.tell(events.EpochStarted(epoch=1, seed="seed"))
        self.tell(events.ConfigChanged(config=config))
        self.connect()

    # -- telling ---------------------------------------------------------------------------------------

    def tell(self, event: events.AnyEvent, late: int = 0) -> tuple[AnyCommand, ...]:
        """It happened `late` ms ago, and is heard of only now."""
        before = self.state
        self.state, self.last = floor.step(before, event, self.now - late, late)
        check_written(before, self.state)
        check_shortcuts(before, self.state)
        self.kept.add(difference(before, self.state))
        self.inputs.append((event, self.now - late, late))
        self.commands.extend(self.last)
        put, gone = changes(before, self.state)
        self.shown |= put
        for key in gone:
            del self.shown[key]
        return self.last

    def connect(self, *channels: events.ChannelSeen, boot: str = "boot-1", **found: Any) -> None:
        self.tell(events.SwitchConnected(node=self.node))
        self.tell(
            events.InventoryTaken(
                node=self.node,
                channels=channels,
                bridges=found.get("bridges", ()),
                endpoints=found.get("endpoints", tuple(self.state.registered)),
                boot=boot,
            )
        )

    def look_around(self, *channels: events.ChannelSeen, **changes: Any) -> None:
        """The inventory that was asked for comes: these channels, or everything as it should be."""
        node = self.state.nodes[self.node]
        assert node.asked, "nobody has asked for an inventory"
        inventory = as_wanted(self.state, self.node, node.asked)
        if channels:
            changes["channels"] = channels
        self.tell(replace(inventory, **changes))

    def wait(self, span: int) -> None:
        """Time passes; every deadline on the way is told at its moment."""
        end = self.now + span
        while (due := floor.next_deadline(self.state)) is not None and due <= end:
            self.now = max(due, self.now)
            self.tell(events.TimePassed())
        self.now = end

    def ask(self, kind: type[events.Request], person: str, expect: int | None = None, **fields: Any) -> Reply:
        self.requests += 1
        request = kind(request=f"r{self.requests}", person=person, expect=expect, **fields)
        self.tell(request)  # type: ignore[arg-type]
        (reply,) = [one for one in self.last if isinstance(one, Reply)]
        assert reply.request == request.request
        return reply

    # -- people ----------------------------------------------------------------------------------------

    def sign_in(self, person: str, desktop: str = "page-1", **fields: Any) -> Reply:
        return self.ask(events.SignInRequested, person, device=f"dev-{person}", desktop=desktop, **fields)

    def seat(self, person: str, *, ready: bool = True) -> None:
        """The person signs in, his device registers and takes its line; he is ready."""
        self.tell(events.DeviceRegistered(node=self.node, endpoint=f"ep-{person}"))
        assert self.sign_in(person).code == "ok"
        self.take_line(person)
        if ready:
            self.ready(person)

    def take_line(self, person: str) -> None:
        line = self.agent(person).line
        if line is not None:
            self.tell(events.LegAnswered(node=self.node, channel=line.channel))

    def ready(self, person: str) -> None:
        assert self.ask(events.ReadyRequested, person).code == "ok"

    def permit(self, person: str, call: str = "call-out", **changes: Any) -> DialPermit:
        fields: dict[str, Any] = {
            "attempt": "attempt",
            "call": call,
            "tenant": "tenant",
            "path": "/root/hall/team",
            "person": person,
            "number": "13800000001",
            "caller_id": "4008001234",
            "trunk": "trunk",
            "service_line": "line-1",
            "service_line_name": "订购热线",
            "expires_at": self.now + self.state.offset + 2_000,
        }
        return DialPermit(**(fields | changes))

    def dial(self, person: str, call: str = "call-out", age_ms: int = 0, **changes: Any) -> Reply:
        permit = self.permit(person, call, **changes)
        return self.ask(events.DialRequested, person, permit=permit, age_ms=age_ms)

    def call_first(self, call: str = "call-out", **changes: Any) -> Reply:
        """The house calls a customer by itself, for a queue unless it is said otherwise."""
        what = {
            one: changes.pop(one) for one in ("queue", "prompts", "announcement", "age_ms") if one in changes
        }
        permit = self.permit(changes.pop("person", ""), call, **changes)
        follows: dict[str, Any] = {"queue": "orders"} | what
        return self.ask(events.CustomerFirstRequested, "", permit=permit, **follows)

    def reach(self, call: str = "call-out", **what: Any) -> str:
        """The house calls a customer by itself, and he answers; his channel."""
        assert self.call_first(call, **what).code == "ok"
        channel = self.call(call).channel
        self.tell(events.LegAnswered(node=self.node, channel=channel))
        return channel

    def take_up(self, channel: str, refusal: str = "") -> None:
        """The agent takes up his phone to dial, and the gate is asked once more."""
        self.tell(events.LegAnswered(node=self.node, channel=channel))
        (asked,) = [one for one in self.last if isinstance(one, AskGate)]
        self.tell(events.GateAnswered(call=asked.call, refusal=refusal))

    # -- customers -------------------------------------------------------------------------------------

    def arrive(
        self,
        channel: str = "cust-1",
        dialled: str = "4008001234",
        caller: str = "13800000001",
        **said: Any,
    ) -> str:
        """A customer calls; the id of his call."""
        known = set(self.state.calls)
        self.tell(
            events.CallArrived(
                node=self.node, channel=channel, trunk="carrier", dialled=dialled, caller=caller, **said
            )
        )
        (call,) = set(self.state.calls) - known
        return call

    def queue(self, channel: str = "cust-1", caller: str = "13800000001") -> str:
        """A customer calls and has heard the announcements: he waits or rings."""
        call = self.arrive(channel, caller=caller)
        self.tell(events.LegAnswered(node=self.node, channel=channel))
        self.hear(call)
        return call

    def hear(self, call: str) -> None:
        """The customer has heard the announcement to its end."""
        known = self.call(call)
        self.tell(events.PromptFinished(node=self.node, channel=known.channel, playback=known.playback))

    def talk(self, person: str, channel: str = "cust-1") -> str:
        """A customer calls and the person answers."""
        call = self.queue(channel)
        assert self.agent(person).doing == "ringing", self.agent(person).doing
        assert self.ask(events.AnswerRequested, person, call=call).code == "ok"
        return call

    def leave(self, channel: str, cause: int = 16) -> None:
        """A channel ends."""
        self.tell(events.LegEnded(node=self.node, channel=channel, cause=cause))

    # -- looking ---------------------------------------------------------------------------------------

    def call(self, call: str) -> Call:
        return self.state.calls[call]

    def agent(self, person: str) -> Agent:
        return self.state.agents[person]

    def line(self, person: str) -> str:
        """The channel of the person's standing line."""
        leg = self.agent(person).line
        assert leg is not None
        return leg.channel

    def look(self, person: str) -> AgentView:
        """The person as everybody sees him now."""
        view = self.shown[f"agent:{person}"]
        assert isinstance(view, AgentView)
        return view

    def said(self, kind: type[C]) -> list[C]:
        """All commands of a kind so far."""
        return [one for one in self.commands if isinstance(one, kind)]

    def facts(self, kind: type[F]) -> list[F]:
        """All facts of a kind so far."""
        return [
            one.fact for one in self.commands if isinstance(one, RecordFact) and isinstance(one.fact, kind)
        ]

    def now_ordered(self, *kinds: type[C]) -> list[C]:
        """The commands of these kinds that the last event gave, in order."""
        return [one for one in self.last if isinstance(one, kinds)]

    def dialled_customer(self) -> DialCustomer:
        return self.said(DialCustomer)[-1]

    def dialled_device(self) -> DialDevice:
        return self.said(DialDevice)[-1]

    def phone(self, call: str) -> str:
        """The channel of the phone that was dialled for the call."""
        (leg,) = [party.leg for party in self.call(call).hands if party.leg is not None]
        return leg.channel

    def known(self) -> list[str]:
        """The channels that the floor believes in."""
        return sorted(key.rpartition("/")[2] for key in self.state.channels)

    def check_views(self) -> None:
        """What was shown step by step is what a fresh look shows."""
        assert self.shown == views(self.state)
