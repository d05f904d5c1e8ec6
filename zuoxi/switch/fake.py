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
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.fake_doors import DOORS
from zuoxi.switch.fake_far_end import FarEnd
from zuoxi.switch.fake_faults import DoneLate, Fault, NeverCame, TurnedDown
from zuoxi.switch.port import Deliver, SwitchRefused, SwitchSilent


class FakeSwitch(FarEnd):
    """One switch node without a telephone, as the port wants it."""

    def __init__(self, node: str = "house", *, trunk: str = "carrier", now_ms: int = 0) -> None:
        super().__init__(node, trunk=trunk, now_ms=now_ms)
        self._faults: deque[Fault] = deque()

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
        if self._deliver is not None and self.alive and self._reachable:
            self.tell(e.SwitchLost(node=self.node))
            self._announce()

    async def do(self, command: c.AnySwitchCommand) -> None:
        """Carry out one command. Errors: SwitchRefused, SwitchSilent."""
        self.carry_out(command)

    def connect(self, deliver: Callable[[e.SwitchEvent], None]) -> None:
        """Begin to deliver; the inventory comes at once when the node is there."""
        self._deliver = deliver
        if self.alive and self._reachable:
            self._announce()

    def disconnect(self) -> None:
        """Stop delivering (our process is gone); nothing in the switch changes."""
        self._deliver = None

    def carry_out(self, command: c.AnySwitchCommand) -> None:
        """`do` without asyncio."""
        if not (self.alive and self._reachable):
            raise SwitchSilent("switch_away")
        fault = self._faults.popleft() if self._faults else None
        if isinstance(fault, TurnedDown):
            raise SwitchRefused(fault.reason)
        if fault is None:
            self._carry_out(command)
            return
        if isinstance(fault, DoneLate):
            self.later(fault.after_ms, lambda: self._carry_out_unheard(command))
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

    # -- its life ---------------------------------------------------------------------------------------

    def can_be_linked_with(self, other: "FakeSwitch") -> None:
        """The two nodes reach each other from now on (told with the next inventory of each)."""
        self.others[other.node] = other
        other.others[self.node] = self

    def dies(self) -> None:
        """The node's process is killed: every channel is gone."""
        if self.alive:
            self.alive = False
            self._boot += 1
            dead, self.channels = self.channels, {}
            for leg in dead.values():
                self._end_other(leg, 38)
            self._at_the_door.clear()
            self.bridges.clear()
            self.recordings.clear()
            self.registered.clear()
            self._timers.clear()
            self.tell(e.SwitchLost(node=self.node), even_away=True)

    def connection_breaks(self) -> None:
        """The node lives on but cannot be reached."""
        if self.alive and self._reachable:
            self._reachable = False
            self.tell(e.SwitchLost(node=self.node), even_away=True)

    def comes_back(self) -> None:
        """The node is there and reachable (again)."""
        if not (self.alive and self._reachable):
            self.alive = self._reachable = True
            self._announce()

    def _announce(self) -> None:
        self.tell(e.SwitchConnected(node=self.node))
        for away in self.turned_away:
            self.tell(away)
        self.turned_away.clear()
        for gone, cause, at in self._unheard_ends:
            ago = self.now_ms - at
            self.tell(e.LegEnded(node=self.node, channel=gone, cause=cause, ago_ms=ago))
        self._unheard_ends.clear()
        self.tell_inventory(asked=0)
        waiting, self._at_the_door = self._at_the_door, {}
        for channel in waiting.values():
            self._arrive(channel)
