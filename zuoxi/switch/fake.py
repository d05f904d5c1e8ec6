"""The fake switch: the port in virtual time, shipped, for tests, the simulator and `zuoxi bench acd`.

Nothing sleeps and nothing is drawn by chance. Time stands still until `advance(ms)`. The far end is a script:

    switch = FakeSwitch()
    switch.connect(events.append)                      # or: await switch.run(deliver)
    channel = switch.customer_calls("13800138000", "4008001234")
    switch.carry_out(AnswerChannel(node=switch.node, channel=channel, call="…"))
    switch.customer_hangs_up(channel)

Events are delivered before the call that caused them returns; an event that is due later comes in `advance`.

It can be as unreliable as the real thing: `goes_wrong(fault)` says what becomes of the next command (see
`fake_faults`), `loses_next(kind)` drops an event, and a customer who calls while nobody of us is there rings
on for `RINGS_ON_MS`; then he is turned away, and the next one who connects is told of him.
"""

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.fake_faults import DoneLate, Fault, NeverCame, TurnedDown
from zuoxi.switch.fake_parts import Announces, Answers, Behaviour, FakeChannel, Refuses, Rings, seen_of
from zuoxi.switch.port import Deliver, SwitchRefused, SwitchSilent

CAUSES = {"normal": 16, "busy": 17, "congestion": 34, "no_answer": 19}
PROMPT_MS = 2_000
RINGS_ON_MS = 15_000
"""How long a customer rings on while nobody of us is there."""


class FakeSwitch:
    """One switch node without a telephone. `now_ms` is its own clock."""

    def __init__(self, node: str = "house", *, trunk: str = "carrier", now_ms: int = 0) -> None:
        self.node, self.trunk, self.now_ms = node, trunk, now_ms
        self.channels: dict[str, FakeChannel] = {}
        self.bridges: dict[str, list[str]] = {}
        self.registered: set[str] = set()
        self.recordings: dict[str, str] = {}
        """Running recordings: recording -> channel."""
        self.commands: list[c.AnySwitchCommand] = []
        """Everything that was ordered, in order."""
        self.keep_commands = True
        self.turned_away: list[e.CallTurnedAway] = []
        """Customers who found nobody, until somebody is told of them."""
        self._faults: deque[Fault] = deque()
        self._lost: list[type[e.SwitchEvent]] = []
        self._at_the_door: dict[str, FakeChannel] = {}
        self._unheard_ends: list[tuple[str, int, int]] = []
        """Customers who hung up while nobody of us was there: channel, cause, moment."""
        """Customers who ring on because nobody of us is there."""
        self.given_back: list[str] = []
        """Channels of callers whom the fallback dialplan told sorry."""
        self._others: dict[str, FakeSwitch] = {}
        """Nodes to which this one can be linked."""
        self._behaviours: dict[str, Behaviour] = {}
        self._deliver: Callable[[e.SwitchEvent], None] | None = None
        self._alive = True
        self._reachable = True
        self._boot = 1
        self._timers: list[tuple[int, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._names = itertools.count(1)

    # -- the port --------------------------------------------------------------------------------------

    async def run(self, deliver: Deliver) -> None:
        """Deliver events until cancelled; channels stay when the caller goes away."""
        self.connect(deliver)
        try:
            await asyncio.Event().wait()
        finally:
            self.disconnect()

    def connect_anew(self) -> None:
        """See `port.Switch.connect_anew`."""
        if self._deliver is not None and self._alive and self._reachable:
            self._tell(e.SwitchLost(node=self.node))
            self._announce()

    async def do(self, command: c.AnySwitchCommand) -> None:
        """Carry out one command. Errors: SwitchRefused, SwitchSilent."""
        self.carry_out(command)

    def connect(self, deliver: Callable[[e.SwitchEvent], None]) -> None:
        """Begin to deliver; the inventory comes at once when the node is there."""
        self._deliver = deliver
        if self._alive and self._reachable:
            self._announce()

    def disconnect(self) -> None:
        """Stop delivering (our process is gone); nothing in the switch changes."""
        self._deliver = None

    def carry_out(self, command: c.AnySwitchCommand) -> None:
        """`do` without asyncio."""
        if not (self._alive and self._reachable):
            raise SwitchSilent("switch_away")
        fault = self._faults.popleft() if self._faults else None
        if isinstance(fault, TurnedDown):
            raise SwitchRefused(fault.reason)
        if fault is None:
            self._carry_out(command)
            return
        if isinstance(fault, DoneLate):
            self._later(fault.after_ms, lambda: self._carry_out_unheard(command))
        elif not isinstance(fault, NeverCame):
            self._carry_out_unheard(command)
        raise SwitchSilent("no_answer")

    def _carry_out(self, command: c.AnySwitchCommand) -> None:
        if self.keep_commands:
            self.commands.append(command)
        DOORS[type(command)](self, command)

    def _carry_out_unheard(self, command: c.AnySwitchCommand) -> None:
        with suppress(SwitchRefused):
            self._carry_out(command)

    def goes_wrong(self, *faults: Fault) -> None:
        """What becomes of the next commands, one after another."""
        self._faults.extend(faults)

    def nothing_goes_wrong(self) -> None:
        """From now on every command is done and answered."""
        self._faults.clear()

    def loses_next(self, kind: type[e.SwitchEvent]) -> None:
        """The next event of this kind never comes."""
        self._lost.append(kind)

    # -- time ------------------------------------------------------------------------------------------

    def advance(self, ms: int) -> None:
        """Let `ms` pass; what falls due happens in order, at its own moment."""
        end = self.now_ms + ms
        while self._timers and self._timers[0][0] <= end:
            self.now_ms, _, action = heapq.heappop(self._timers)
            action()
        self.now_ms = end

    def next_due(self) -> int | None:
        """The moment of the next thing that will happen by itself; None when nothing will."""
        return self._timers[0][0] if self._timers else None

    # -- the far end -----------------------------------------------------------------------------------

    def when_dialled(self, target: str, behaviour: Behaviour) -> None:
        """How a number, endpoint or dial address behaves from now on when it is dialled."""
        self._behaviours[target] = behaviour

    def customer_calls(self, number: str, dialled: str) -> str:
        """A customer calls in; the name of his channel."""
        channel = FakeChannel(f"in-{self.node}-{next(self._names)}", "customer", number, "ringing")
        channel.trunk, channel.dialled, channel.came = self.trunk, dialled, self.now_ms
        if not self._alive:
            return channel.id
        if self._deliver is None:
            self._at_the_door[channel.id] = channel
            self._later(RINGS_ON_MS, lambda: self._turn_away(channel.id))
        else:
            self._arrive(channel)
        return channel.id

    def _arrive(self, channel: FakeChannel) -> None:
        """A customer is let in to us; while the connection is broken only an inventory will show him."""
        self.channels[channel.id] = channel
        self._tell(
            e.CallArrived(
                node=self.node,
                channel=channel.id,
                trunk=self.trunk,
                dialled=channel.dialled,
                caller=channel.target,
                rang_ms=self.now_ms - channel.came,
            )
        )

    def _turn_away(self, channel: str) -> None:
        """He found nobody for too long, or gave up himself."""
        if (leg := self._at_the_door.pop(channel, None)) is not None:
            self.turned_away.append(
                e.CallTurnedAway(
                    node=self.node,
                    channel=leg.id,
                    trunk=self.trunk,
                    dialled=leg.dialled,
                    caller=leg.target,
                    at=self.now_ms,
                    rang_ms=self.now_ms - leg.came,
                )
            )

    def can_be_linked_with(self, other: "FakeSwitch") -> None:
        """The two nodes reach each other from now on (told with the next inventory of each)."""
        self._others[other.node] = other
        other._others[self.node] = self

    def customer_hangs_up(self, channel: str, cause: int = 16) -> None:
        """The party behind `channel` ends it (customer, callee or a phone's BYE)."""
        self._turn_away(channel)
        if channel in self.channels:
            self._end(channel, cause)

    def far_end_rings(self, channel: str) -> None:
        """The dialled party rings."""
        self._progress(channel, "ringing")

    def far_end_answers(self, channel: str) -> None:
        """The dialled party takes the call."""
        if (leg := self.channels.get(channel)) and leg.state != "up":
            leg.state = "up"
            self._tell(e.LegAnswered(node=self.node, channel=channel))

    def far_end_busy(self, channel: str) -> None:
        """The dialled party is busy."""
        self.customer_hangs_up(channel, 17)

    def far_end_no_answer(self, channel: str) -> None:
        """The dialled party does not answer."""
        self.customer_hangs_up(channel, 19)

    def presses(self, channel: str, digits: str) -> None:
        """The party behind `channel` presses keys."""
        if channel in self.channels:
            for digit in digits:
                self._tell(e.KeyPressed(node=self.node, channel=channel, digit=digit))

    def device_registers(self, endpoint: str) -> None:
        """A device comes (again)."""
        self.registered.add(endpoint)
        self._tell(e.DeviceRegistered(node=self.node, endpoint=endpoint))

    def device_unregisters(self, endpoint: str) -> None:
        """A device goes; its channels end when their media stops, which the script says itself."""
        if endpoint in self.registered:
            self.registered.discard(endpoint)
            self._tell(e.DeviceUnregistered(node=self.node, endpoint=endpoint))

    def dies(self) -> None:
        """The node's process is killed: every channel is gone."""
        if self._alive:
            self._alive = False
            self._boot += 1
            dead, self.channels = self.channels, {}
            for leg in dead.values():
                self._end_other(leg, 38)
            self._at_the_door.clear()
            self.bridges.clear()
            self.recordings.clear()
            self.registered.clear()
            self._timers.clear()
            self._tell(e.SwitchLost(node=self.node), even_away=True)

    def connection_breaks(self) -> None:
        """The node lives on but cannot be reached."""
        if self._alive and self._reachable:
            self._reachable = False
            self._tell(e.SwitchLost(node=self.node), even_away=True)

    def comes_back(self) -> None:
        """The node is there and reachable (again)."""
        if not (self._alive and self._reachable):
            self._alive = self._reachable = True
            self._announce()

    def hears(self, channel: str) -> set[str]:
        """The channels whose voices reach the party behind `channel`, also from a node that is linked."""
        leg = self.channels.get(channel)
        if leg is None or not leg.bridge or leg.music or leg.playback:
            return set()
        heard: set[str] = set()
        for other in [self.channels[name] for name in self.bridges[leg.bridge] if name != channel]:
            if other.state == "up" and not other.muted:
                far, name = self._other_end(other)
                heard |= far.hears(name) if far is not None else {other.id}
        return heard

    # -- inside ----------------------------------------------------------------------------------------

    def _tell(self, event: e.SwitchEvent, *, even_away: bool = False) -> None:
        if type(event) in self._lost:
            self._lost.remove(type(event))
        elif self._deliver is not None and (even_away or (self._alive and self._reachable)):
            self._deliver(event)

    def _announce(self) -> None:
        self._tell(e.SwitchConnected(node=self.node))
        for away in self.turned_away:
            self._tell(away)
        self.turned_away.clear()
        for gone, cause, at in self._unheard_ends:
            ago = self.now_ms - at
            self._tell(e.LegEnded(node=self.node, channel=gone, cause=cause, ago_ms=ago))
        self._unheard_ends.clear()
        self._tell_inventory(asked=0)
        waiting, self._at_the_door = self._at_the_door, {}
        for channel in waiting.values():
            self._arrive(channel)

    def _tell_inventory(self, *, asked: int) -> None:
        seen = tuple(seen_of(leg) for leg in self.channels.values())
        self._tell(
            e.InventoryTaken(
                node=self.node,
                channels=seen,
                bridges=tuple(self.bridges),
                endpoints=tuple(sorted(self.registered)),
                links=tuple(sorted(self._others)),
                boot=f"boot-{self._boot}",
                asked=asked,
            )
        )

    def _later(self, ms: int, action: Callable[[], None]) -> None:
        heapq.heappush(self._timers, (self.now_ms + ms, next(self._order), action))

    def _leg(self, channel: str) -> FakeChannel:
        leg = self.channels.get(channel)
        if leg is None:
            raise SwitchRefused("no_such_channel", gone=True)
        return leg

    def _bridge(self, bridge: str) -> list[str]:
        if bridge not in self.bridges:
            raise SwitchRefused("no_such_bridge", gone=True)
        return self.bridges[bridge]

    def _progress(self, channel: str, progress: str) -> None:
        if (leg := self.channels.get(channel)) and leg.state != "up":
            if progress == "ringing":
                leg.state = "ringing"
                self._tell(e.LegProgressed(node=self.node, channel=channel, progress="ringing"))
            else:
                self._tell(e.LegProgressed(node=self.node, channel=channel, progress="early_media"))

    def _end(self, channel: str, cause: int) -> None:
        leg = self.channels.pop(channel)
        self._part(leg)
        if leg.dialled and (self._deliver is None or not self._reachable):
            self._unheard_ends.append((channel, cause, self.now_ms))
        self._tell(e.LegEnded(node=self.node, channel=channel, cause=cause))
        for recording in leg.recordings:
            self.recordings.pop(recording, None)
            self._tell(e.RecordingStopped(node=self.node, recording=recording))
        self._end_other(leg, cause)

    def _other_end(self, leg: FakeChannel) -> "tuple[FakeSwitch | None, str]":
        """Of a link's end: where the other one is, and its name."""
        node, _, name = leg.linked.rpartition("/")
        return self._others.get(node), name

    def _end_other(self, leg: FakeChannel, cause: int) -> None:
        far, name = self._other_end(leg)
        if far is not None and name in far.channels:
            far._end(name, cause)

    def _part(self, leg: FakeChannel) -> None:
        if leg.bridge:
            with suppress(ValueError):
                self.bridges[leg.bridge].remove(leg.id)
            leg.bridge = ""

    def _dial(self, leg: FakeChannel, behaviour: Behaviour, timeout_ms: int) -> None:
        """Let the far end do what it does, and give up after `timeout_ms`."""
        channel = leg.id
        match behaviour:
            case Answers(after_ms=0):
                self.far_end_answers(channel)
            case Answers(after_ms=after):
                self.far_end_rings(channel)
                self._later(after, lambda: self.far_end_answers(channel))
            case Refuses(cause=cause, after_ms=0):
                self._end(channel, cause)
            case Refuses(cause=cause, after_ms=after):
                self._later(after, lambda: self._unanswered(channel, cause))
            case Announces(cause=cause, after_ms=after):
                self._progress(channel, "early_media")
                self._later(after, lambda: self._unanswered(channel, cause))
            case Rings():
                self.far_end_rings(channel)
        if channel in self.channels and leg.state != "up":
            self._later(timeout_ms, lambda: self._unanswered(channel, 19))

    def _unanswered(self, channel: str, cause: int) -> None:
        if (leg := self.channels.get(channel)) and leg.state != "up":
            self._end(channel, cause)

    # -- commands (see DOORS) --------------------------------------------------------------------------

    def _answer(self, command: c.AnswerChannel) -> None:
        leg = self._leg(command.channel)
        leg.call = command.call
        self.far_end_answers(leg.id)

    def _hang_up(self, command: c.HangUp) -> None:
        self._leg(command.channel)
        self._end(command.channel, CAUSES[command.cause])

    def _give_back(self, command: c.GiveBack) -> None:
        """The fallback dialplan says sorry and releases the caller."""
        self._leg(command.channel)
        self.given_back.append(command.channel)
        self._end(command.channel, 41)

    def _play(self, command: c.PlayPrompt) -> None:
        leg = self._leg(command.channel)
        if leg.playback == command.playback:
            return
        leg.playback, leg.prompts = command.playback, command.prompts
        self._later(
            PROMPT_MS * len(command.prompts), lambda: self._prompt_over(command.channel, command.playback)
        )

    def _prompt_over(self, channel: str, playback: str) -> None:
        if (leg := self.channels.get(channel)) and leg.playback == playback:
            leg.playback, leg.prompts = "", ()
            self._tell(e.PromptFinished(node=self.node, channel=channel, playback=playback))

    def _stop_prompt(self, command: c.StopPrompt) -> None:
        self._prompt_over(command.channel, command.playback)

    def _start_music(self, command: c.StartMusic) -> None:
        self._leg(command.channel).music = command.music

    def _stop_music(self, command: c.StopMusic) -> None:
        self._leg(command.channel).music = ""

    def _create_bridge(self, command: c.CreateBridge) -> None:
        self.bridges.setdefault(command.bridge, [])

    def _join(self, command: c.Join) -> None:
        members = self._bridge(command.bridge)
        for leg in [self._leg(channel) for channel in command.channels]:
            if leg.bridge != command.bridge:
                self._part(leg)
                leg.bridge = command.bridge
                members.append(leg.id)

    def _leave(self, command: c.Leave) -> None:
        self._bridge(command.bridge)
        for channel in command.channels:
            if (leg := self.channels.get(channel)) and leg.bridge == command.bridge:
                self._part(leg)

    def _destroy_bridge(self, command: c.DestroyBridge) -> None:
        for channel in self.bridges.pop(command.bridge, []):
            self.channels[channel].bridge = ""

    def _dial_device(self, command: c.DialDevice) -> None:
        if command.channel in self.channels:
            return
        leg = FakeChannel(command.channel, "device", command.endpoint, call=command.call)
        leg.caller_id = command.caller_id
        self.channels[leg.id] = leg
        usual: Behaviour = Answers() if command.standing else Rings()
        if not command.dial and command.endpoint not in self.registered:
            usual = Refuses(cause=20)
        behaviour = self._behaviours.get(command.dial or command.endpoint, usual)
        self._dial(leg, behaviour, command.timeout_ms)

    def _dial_customer(self, command: c.DialCustomer) -> None:
        if command.channel in self.channels:
            return
        members = self._bridge(command.bridge) if command.bridge else []
        leg = FakeChannel(command.channel, "callee", command.number, call=command.call)
        leg.caller_id, leg.bridge, leg.trunk = command.caller_id, command.bridge, command.trunk
        self.channels[leg.id] = leg
        members.append(leg.id)
        self._dial(leg, self._behaviours.get(command.number, Rings()), command.timeout_ms)

    def _link_nodes(self, command: c.LinkNodes) -> None:
        if command.channel in self.channels:
            return
        far = self._others.get(command.far_node)
        if far is None:
            raise SwitchRefused("no_way_there")
        near = FakeChannel(command.channel, "link", command.far_node, call=command.call)
        near.linked = f"{far.node}/{command.far_channel}"
        self.channels[near.id] = near
        if not far._alive:
            self._end(near.id, 38)
            return
        end = FakeChannel(command.far_channel, "link", self.node, state="up", call=command.call)
        end.linked = f"{self.node}/{near.id}"
        far.channels[end.id] = end
        far._tell(e.LegAnswered(node=far.node, channel=end.id))
        self.far_end_answers(near.id)

    def _send_keys(self, command: c.SendKeys) -> None:
        self._leg(command.channel).keys_received += command.digits

    def _mute(self, command: c.Mute) -> None:
        self._leg(command.channel).muted = command.muted

    def _start_recording(self, command: c.StartRecording) -> None:
        leg = self._leg(command.channel)
        if command.recording not in leg.recordings:
            leg.recordings.append(command.recording)
            self.recordings[command.recording] = leg.id

    def _stop_recording(self, command: c.StopRecording) -> None:
        if leg := self.channels.get(command.channel):
            with suppress(ValueError):
                leg.recordings.remove(command.recording)
        self.recordings.pop(command.recording, None)
        self._tell(e.RecordingStopped(node=self.node, recording=command.recording))

    def _take_inventory(self, command: c.TakeInventory) -> None:
        self._tell_inventory(asked=command.asked)


DOORS: dict[type[c.AnySwitchCommand], Callable[..., None]] = {
    c.AnswerChannel: FakeSwitch._answer,
    c.HangUp: FakeSwitch._hang_up,
    c.GiveBack: FakeSwitch._give_back,
    c.PlayPrompt: FakeSwitch._play,
    c.StopPrompt: FakeSwitch._stop_prompt,
    c.StartMusic: FakeSwitch._start_music,
    c.StopMusic: FakeSwitch._stop_music,
    c.CreateBridge: FakeSwitch._create_bridge,
    c.Join: FakeSwitch._join,
    c.Leave: FakeSwitch._leave,
    c.DestroyBridge: FakeSwitch._destroy_bridge,
    c.DialDevice: FakeSwitch._dial_device,
    c.DialCustomer: FakeSwitch._dial_customer,
    c.LinkNodes: FakeSwitch._link_nodes,
    c.SendKeys: FakeSwitch._send_keys,
    c.Mute: FakeSwitch._mute,
    c.StartRecording: FakeSwitch._start_recording,
    c.StopRecording: FakeSwitch._stop_recording,
    c.TakeInventory: FakeSwitch._take_inventory,
}
"""Command type -> how the fake carries it out."""
