"""Two switch nodes, changing devices, queues and people, by chance but repeatable, for long."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.house import CONFIG, QUEUE, TENANT, access, agent
from tests.engine.ledger import Ledger
from tests.engine.shown import as_wanted, legs_on
from tests.engine.truths import check
from zuoxi.engine import events as e
from zuoxi.engine import floor
from zuoxi.engine.commands import AnyCommand, SwitchCommand
from zuoxi.engine.config import AgentConfig, DeviceConfig, FloorConfig, QueueGroup, TrunkConfig
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.routing import KEYS

NODES = ("A", "B")
PEOPLE = ("li", "wang", "zhao", "qian", "sun")
START = 1_790_000_000_000
SPANS = (0, 1, 500, 2_000, 5_001, 15_000, 30_000, 63_001, 120_000, 700_000)
STATES = ("up", "up", "ringing", "down")


class Walk:
    """A house that is drawn by chance, and what happens in it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.state = floor.empty()
        self.now = START
        self.ledger = Ledger()
        self.channels: list[str] = ["unheard-of"]
        self.calls: list[str] = ["unheard-of"]
        self.orders: list[SwitchCommand] = []
        self.customers = 0
        self.epoch = 1
        self.steps = 0
        self.tell(e.EpochStarted(epoch=1, seed=f"seed-{seed}"))
        self.tell(e.ConfigChanged(config=self.house()))
        for node in NODES:
            self.back(node)

    def tell(self, event: e.AnyEvent) -> None:
        self.state, commands = floor.step(self.state, event, self.now)
        self.steps += 1
        self.ledger.read(commands, self.state.offset)
        self._remember(commands)

    def _remember(self, commands: tuple[AnyCommand, ...]) -> None:
        for command in commands:
            if isinstance(command, SwitchCommand):
                self.orders.append(command)
                channel = getattr(command, "channel", "")
                if channel and channel not in self.channels:
                    self.channels.append(channel)
        self.calls.extend(one for one in self.state.calls if one not in self.calls)

    def late(self, known: list[str], pace: float) -> str:
        """Mostly something recent."""
        return known[-1 - min(int(self.chance.expovariate(pace)), len(known) - 1)]

    # -- what there is ---------------------------------------------------------------------------------

    def house(self) -> FloorConfig:
        pick = self.chance
        queues = tuple(
            replace(
                QUEUE,
                id=name,
                strategy=pick.choice(tuple(KEYS)),
                priority=pick.randint(0, 2),
                wrap_up_ms=pick.choice([0, 30_000]),
                capacity=pick.choice([0, 1, 3, 50]),
                ring_timeout_ms=pick.choice([0, 15_000]),
                max_missed=pick.randint(0, 2),
                timeout_ms=pick.choice([0, 120_000]),
                groups=tuple(
                    QueueGroup(group_id=one, after_ms=pick.choice([0, 20_000])) for one in self._some()
                ),
            )
            for name in ("orders", "other")
            if pick.random() > 0.1
        )
        trunks = (
            TrunkConfig(id="trunk", node="A", endpoint="c"),
            TrunkConfig(id="trunk-b", node="B", endpoint="c"),
        )
        return replace(
            CONFIG,
            version=pick.randint(1, 9),
            setup_limit=pick.choice([0, 1, 2, 50]),
            queues=queues,
            agents=tuple(self._person(one) for one in PEOPLE if pick.random() > 0.1),
            access_numbers=(
                access("4008001234"),
                access("4008009999", greeting="", recording_announcement=""),
                access("4008008888", queue_id="other", greeting=""),
            ),
            trunks=trunks if pick.random() > 0.1 else (),
        )

    def _some(self) -> list[str]:
        return self.chance.sample(["first", "second"], self.chance.randint(0, 2))

    def _person(self, person: str) -> AgentConfig:
        pick = self.chance
        kind = "sip_phone" if person in ("qian", "sun") else "webrtc"
        devices = tuple(
            DeviceConfig(
                id=f"dev-{number}",
                kind=kind,  # type: ignore[arg-type]
                endpoint=f"ep-{pick.choice(PEOPLE) if pick.random() < 0.15 else person}",
                dial="sip:x@y" if person == "sun" else "",
                revision=str(pick.randint(0, 1)),
            )
            for number in range(pick.choice([0, 1, 1, 1, 2]))
        )
        groups = tuple((one, pick.randint(1, 2)) for one in self._some())
        return replace(agent(person), tenant=TENANT, groups=groups, devices=devices)

    # -- what happens ----------------------------------------------------------------------------------

    def back(self, node: str, *, stays: float = 0.8) -> None:
        """The node is there again, with most of what we believe in and something that we do not know."""
        pick = self.chance
        self.tell(e.SwitchConnected(node=node))
        names = [leg.channel for leg in legs_on(self.state, node)] + [
            "stranger",
            self.late(self.channels, 0.4),
        ]
        bridges = ("", f"zb-{self.calls[-1]}", "zb-strange")
        seen = {
            name: e.ChannelSeen(
                channel=name,
                state=pick.choice(STATES),  # type: ignore[arg-type]
                bridge=pick.choice(bridges),
                ours=pick.random() < 0.9,
                direction=pick.choice(["inbound", "outbound"]),
                dialled="4008001234",
                caller="13800000001",
                endpoint=pick.choice(["", "", "ep-li", "ep-wang"]),
                sound=pick.choice([None, "", "music"]),
                muted=pick.choice([None, False, True]),
                recording=pick.choice([None, "", "stray"]),
            )
            for name in names
            if pick.random() < stays
        }
        endpoints = tuple(f"ep-{one}" for one in PEOPLE if pick.random() < 0.7)
        self.tell(
            e.InventoryTaken(
                node=node,
                channels=tuple(seen.values()),
                bridges=tuple(one for one in bridges if one and pick.random() < 0.5),
                endpoints=endpoints,
                boot=pick.choice(["b1", "b1", "b1", "b2", ""]),
                links=self.reached(node),
            )
        )

    def reached(self, node: str) -> tuple[str, ...]:
        """Mostly the other node."""
        return tuple(one for one in NODES if one != node and self.chance.random() < 0.8)

    def looked(self, node: str) -> None:
        """The inventory that was asked for: all as it should be, or not quite."""
        if node not in self.state.nodes or not self.state.nodes[node].up:
            return
        asked = self.state.nodes[node].asked or self.now
        inventory = as_wanted(self.state, node, asked)
        kept = tuple(one for one in inventory.channels if self.chance.random() < 0.9)
        links = inventory.links if self.chance.random() < 0.8 else self.reached(node)
        self.tell(replace(inventory, channels=kept, links=links))

    def day(self, events: int) -> None:
        for _ in range(events):
            self.chance.choice(HAPPENS)(self)

    def customer(self) -> None:
        self.customers += 1
        pick = self.chance
        self.tell(
            e.CallArrived(
                node=pick.choice(NODES),
                channel=f"c{self.customers}",
                trunk="c",
                dialled=pick.choice(["4008001234", "4008009999", "4008008888", "1"]),
                caller=pick.choice(["13800000001", "", "13900000000"]),
            )
        )

    def leg(self) -> None:
        node, channel = self.chance.choice(NODES), self.late(self.channels, 0.4)
        if self.chance.random() < 0.7:
            self.tell(e.LegAnswered(node=node, channel=channel))
        elif self.chance.random() < 0.7:
            self.tell(e.LegEnded(node=node, channel=channel, cause=self.chance.choice([16, 17, 19, 20, 38])))
        else:
            self.tell(e.LegProgressed(node=node, channel=channel, progress="ringing"))

    def legs_come_up(self) -> None:
        for node in NODES:
            for leg in legs_on(self.state, node):
                if self.chance.random() < 0.6:
                    self.tell(e.LegAnswered(node=node, channel=leg.channel))

    def prompts(self) -> None:
        for call in list(self.state.calls.values()):
            if call.playback and self.chance.random() < 0.7:
                self.tell(e.PromptFinished(node=call.node, channel=call.channel, playback=call.playback))

    def device(self) -> None:
        kind = self.chance.choice([e.DeviceRegistered, e.DeviceRegistered, e.DeviceUnregistered])
        self.tell(kind(node=self.chance.choice(NODES), endpoint=f"ep-{self.chance.choice(PEOPLE)}"))  # type: ignore[arg-type]

    def person(self) -> None:
        pick, person = self.chance, self.chance.choice(PEOPLE)
        common: dict[str, Any] = {"request": "r", "person": person, "expect": None}
        page = pick.choice(["p1", "p2"])
        device = pick.choice(["", "dev-0", "dev-1"])
        self.tell(
            pick.choice(  # type: ignore[arg-type]
                [
                    e.SignInRequested(**common, device=device, desktop=page, takeover=pick.random() < 0.7),
                    e.SignInRequested(**common, device="", desktop=page, takeover=True),
                    e.ReadyRequested(**common),
                    e.ReadyRequested(**common),
                    e.NotReadyRequested(**common, reason="rest"),
                    e.SignOutRequested(**common),
                    e.DesktopLost(person=person, desktop=page),
                ]
            )
        )

    def seat(self) -> None:
        """Somebody does what he should: page, device, line, ready."""
        person, node = self.chance.choice(PEOPLE), self.chance.choice(NODES)
        common: dict[str, Any] = {"request": "r", "person": person, "expect": None}
        self.tell(e.DeviceRegistered(node=node, endpoint=f"ep-{person}"))
        self.tell(e.SignInRequested(**common, device="", desktop="p1", takeover=True))
        known = self.state.agents.get(person)
        if known is not None and known.line is not None:
            self.tell(e.LegAnswered(node=known.line.node, channel=known.line.channel))
        self.tell(e.ReadyRequested(**common))

    def work(self) -> None:
        """Whom it rings at answers, whoever dials is answered."""
        for call in list(self.state.calls.values()):
            for party in call.parties:
                known = self.state.calls.get(call.id)
                if known is None or self.chance.random() < 0.3:
                    continue
                if party.state == "ringing":
                    self.tell(e.AnswerRequested(request="r", person=party.person, expect=None, call=call.id))
                elif party.leg is not None and party.leg.state != "up":
                    self.tell(e.LegAnswered(node=party.leg.node, channel=party.leg.channel))

    def request(self) -> None:
        pick, person = self.chance, self.chance.choice(PEOPLE)
        known = self.state.agents.get(person)
        call = known.call if known and known.call else self.late(self.calls, 0.7)
        kinds = [e.AnswerRequested, e.AnswerRequested, e.HangUpRequested, e.HoldRequested, e.ResumeRequested]
        common: dict[str, Any] = {"request": "r", "person": person, "expect": None, "call": call}
        wrapped = e.WrapUpFinished(**common, ready=pick.random() < 0.5)
        muted = e.MuteRequested(**common, muted=pick.random() < 0.5)
        self.tell(pick.choice([pick.choice(kinds)(**common), wrapped, muted]))  # type: ignore[arg-type]

    def passing(self) -> None:
        """Somebody passes his customer on, asks somebody, or decides what comes of it."""
        pick = self.chance
        having = [(one.person, call.id) for call in self.state.calls.values() for one in call.hands]
        person, call = pick.choice([one for one in having if one[0]] or [("li", "unheard-of")])
        common: dict[str, Any] = {"request": "r", "person": person, "expect": None, "call": call}
        if pick.random() < 0.5:
            decides = pick.choice([e.CompleteRequested, e.ConferenceRequested, e.ReturnRequested])
            self.tell(decides(**common))  # type: ignore[arg-type]
            return
        targets = (
            *(e.Target(kind="agent", id=one) for one in PEOPLE),
            e.Target(kind="queue", id="orders"),
            e.Target(kind="outside"),
        )
        asks = pick.choice([e.TransferRequested, e.ConsultRequested])
        asked = asks(**common, target=pick.choice(targets), permit=self.permit(person))
        self.tell(asked)  # type: ignore[arg-type]

    def dial(self) -> None:
        person = self.chance.choice(PEOPLE)
        self.tell(e.DialRequested(request="r", person=person, expect=None, permit=self.permit(person)))

    def house_calls(self) -> None:
        follows: dict[str, Any] = self.chance.choice(
            [{"queue": "orders"}, {"queue": "orders", "prompts": ("a",)}, {"prompts": ("a",)}]
        )
        ask: dict[str, Any] = {"request": "r", "person": "", "expect": None, "permit": self.permit("")}
        self.tell(e.CustomerFirstRequested(**ask, **follows))

    def permit(self, person: str) -> DialPermit:
        return DialPermit(
            attempt="a",
            call=f"o{self.chance.randint(1, 99)}-{self.now}",
            tenant=TENANT,
            path="/r",
            person=person,
            number="13800000001",
            caller_id="",
            trunk=self.chance.choice(["trunk", "trunk-b"]),
            service_line="",
            service_line_name="",
            expires_at=self.now + 2_000,
        )

    def switch(self) -> None:
        pick, node = self.chance, self.chance.choice(NODES)
        fate = pick.random()
        if fate < 0.3:
            self.tell(e.SwitchLost(node=node, restarted=pick.random() < 0.4))
        elif fate < 0.6:
            self.back(node, stays=pick.choice([0, 0.5, 0.9, 1]))
        else:
            self.looked(node)

    def outcome(self) -> None:
        """A command was refused, or nobody knows what became of it."""
        if not self.orders:
            return
        order = self.orders[-1 - min(int(self.chance.expovariate(0.3)), len(self.orders) - 1)]
        what: dict[str, Any] = {
            "node": order.node,
            "command": type(order).__name__,
            "subject": order.subject,
            "reason": "x",
        }
        if self.chance.random() < 0.5:
            self.tell(e.CommandUnknown(**what))
        else:
            recording = getattr(order, "recording", "")
            self.tell(e.CommandFailed(**what, gone=self.chance.random() < 0.4, recording=recording))

    def house_changes(self) -> None:
        if self.chance.random() < 0.7:
            self.tell(e.ConfigChanged(config=self.house()))
        elif self.chance.random() < 0.5:
            self.epoch += 1
            self.tell(e.EpochStarted(epoch=self.epoch, seed=f"s{self.epoch}", offset=self.state.offset))
        else:
            self.state = floor.load(floor.dump(self.state))

    def clock(self) -> None:
        """People's clocks are set, or the machine slept."""
        self.tell(e.ClockMoved(offset=self.chance.choice([0, 0, -3_000, 3_600_000, 86_400_000])))

    def room(self) -> None:
        self.tell(e.RecordingRoomChanged(room=self.chance.random() < 0.7))

    def fault(self) -> None:
        """A handler broke: whoever was concerned ends, gently or roughly."""
        pick = self.chance
        concerned = [
            *(f"call:{one}" for one in sorted(self.state.calls)),
            *(f"agent:{one}" for one in sorted(self.state.agents)),
            *(f"recording:{one}" for one in sorted(self.state.recordings)),
            *(f"channel:{one}" for one in sorted(self.state.closing)),
            *(f"node:{one}" for one in NODES),
            "house:calls",
        ]
        timer = min(self.state.timers, default="") if pick.random() < 0.1 else ""
        subjects = (timer.rpartition(":")[0] if timer else pick.choice(concerned),)
        self.tell(e.StepBroke(what="Fault", subjects=subjects, timer=timer, hardness=pick.choice([1, 1, 2])))

    def time(self) -> None:
        self.now += self.chance.choice(SPANS)
        for _ in range(40):
            due = floor.next_deadline(self.state)
            if due is None or due > self.now:
                return
            self.tell(e.TimePassed())


HAPPENS = (
    *[Walk.customer] * 10,
    *[Walk.leg] * 10,
    *[Walk.legs_come_up] * 4,
    *[Walk.prompts] * 5,
    *[Walk.device] * 7,
    *[Walk.seat] * 14,
    *[Walk.work] * 10,
    *[Walk.person] * 10,
    *[Walk.request] * 10,
    *[Walk.passing] * 12,
    *[Walk.dial] * 4,
    *[Walk.house_calls] * 4,
    *[Walk.switch] * 8,
    *[Walk.outcome] * 6,
    *[Walk.house_changes] * 4,
    *[Walk.clock] * 1,
    *[Walk.room] * 1,
    *[Walk.fault] * 2,
    *[Walk.time] * 9,
)
"""What may happen, as often as it is drawn."""


def walks(steps: int) -> Iterator[Walk]:
    """Houses and their days until so many events have been told in all."""
    told, seed = 0, 0
    while told < steps:
        walk = Walk(seed)
        yield walk
        told += walk.steps
        seed += 1


def go(steps: int) -> None:
    for walk in walks(steps):
        for _ in range(walk.chance.randint(2, 12)):
            walk.day(12)
            check(walk.state)
            assert walk.ledger.open_calls() == set(walk.state.calls) - set(walk.state.untold)


def test_a_walk_over_two_nodes_keeps_every_promise() -> None:
    go(6_000)


@pytest.mark.deep
def test_two_million_events_over_two_nodes_keep_every_promise() -> None:
    go(2_000_000)
