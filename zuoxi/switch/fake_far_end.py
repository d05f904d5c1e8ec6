"""What people do at a fake node: customers who call, hang up and press keys, devices that come and go."""

from zuoxi.engine import events as e
from zuoxi.switch.fake_node import FakeNode
from zuoxi.switch.fake_parts import Behaviour, FakeChannel

RINGS_ON_MS = 15_000
"""How long a customer rings on while nobody of us is there."""


class FarEnd(FakeNode):
    """A node with people at its lines."""

    def when_dialled(self, target: str, behaviour: Behaviour) -> None:
        """How a number, endpoint or dial address behaves from now on when it is dialled."""
        self.behaviours[target] = behaviour

    def customer_calls(self, number: str, dialled: str) -> str:
        """A customer calls in; the name of his channel."""
        channel = FakeChannel(f"in-{self.node}-{next(self._names)}", "customer", number, "ringing")
        channel.trunk, channel.dialled, channel.came = self.trunk, dialled, self.now_ms
        if not self.alive:
            return channel.id
        if self._deliver is None:
            self._at_the_door[channel.id] = channel
            self.later(RINGS_ON_MS, lambda: self._turn_away(channel.id))
        else:
            self._arrive(channel)
        return channel.id

    def _arrive(self, channel: FakeChannel) -> None:
        """A customer is let in to us; while the connection is broken only an inventory will show him."""
        self.channels[channel.id] = channel
        self.tell(
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

    def customer_hangs_up(self, channel: str, cause: int = 16) -> None:
        """The party behind `channel` ends it (customer, callee or a phone's BYE)."""
        self._turn_away(channel)
        if channel in self.channels:
            self.end(channel, cause)

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
                self.tell(e.KeyPressed(node=self.node, channel=channel, digit=digit))

    def device_registers(self, endpoint: str) -> None:
        """A device comes (again)."""
        self.registered.add(endpoint)
        self.tell(e.DeviceRegistered(node=self.node, endpoint=endpoint))

    def device_unregisters(self, endpoint: str) -> None:
        """A device goes; its channels end when their media stops, which the script says itself."""
        if endpoint in self.registered:
            self.registered.discard(endpoint)
            self.tell(e.DeviceUnregistered(node=self.node, endpoint=endpoint))
