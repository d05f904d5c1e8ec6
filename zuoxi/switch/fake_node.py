"""A fake node as it stands: its channels and bridges, its own time, and how a connection begins and ends.

`fake_far_end` is what people do at it, `fake_doors` what it is ordered, `fake` the whole.
"""

import heapq
import itertools
from collections.abc import Callable
from contextlib import suppress

from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.fake_parts import Announces, Answers, Behaviour, FakeChannel, Refuses, Rings, seen_of
from zuoxi.switch.port import SwitchRefused


class FakeNode:
    """What stands in one switch node. `now_ms` is its own clock."""

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
        self._lost: list[type[e.SwitchEvent]] = []
        self._at_the_door: dict[str, FakeChannel] = {}
        """Customers who ring on because nobody of us is there."""
        self._unheard_ends: list[tuple[str, int, int]] = []
        """Customers who hung up while nobody of us was there: channel, cause, moment."""
        self.given_back: list[str] = []
        """Channels of callers whom the fallback dialplan told sorry."""
        self.others: dict[str, FakeNode] = {}
        """Nodes to which this one can be linked."""
        self.behaviours: dict[str, Behaviour] = {}
        self._deliver: Callable[[e.SwitchEvent], None] | None = None
        self.alive = True
        self._reachable = True
        self._boot = 1
        self._timers: list[tuple[int, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._names = itertools.count(1)

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

    def later(self, ms: int, action: Callable[[], None]) -> None:
        """It happens so much later, if the node lives then."""
        heapq.heappush(self._timers, (self.now_ms + ms, next(self._order), action))

    def tell(self, event: e.SwitchEvent, *, even_away: bool = False) -> None:
        """To whoever of us is connected; nobody hears what happens while there is no connection."""
        if type(event) in self._lost:
            self._lost.remove(type(event))
        elif self._deliver is not None and (even_away or (self.alive and self._reachable)):
            self._deliver(event)

    def tell_inventory(self, *, asked: int) -> None:
        """All that stands."""
        seen = tuple(seen_of(leg) for leg in self.channels.values())
        self.tell(
            e.InventoryTaken(
                node=self.node,
                channels=seen,
                bridges=tuple(self.bridges),
                endpoints=tuple(sorted(self.registered)),
                links=tuple(sorted(self.others)),
                boot=f"boot-{self._boot}",
                asked=asked,
            )
        )

    def standing(self, channel: str) -> FakeChannel:
        """The channel. Errors: SwitchRefused, its end is known."""
        leg = self.channels.get(channel)
        if leg is None:
            raise SwitchRefused("no_such_channel", gone=True)
        return leg

    def members(self, bridge: str) -> list[str]:
        """The channels in a bridge. Errors: SwitchRefused."""
        if bridge not in self.bridges:
            raise SwitchRefused("no_such_bridge", gone=True)
        return self.bridges[bridge]

    def hears(self, channel: str) -> set[str]:
        """The channels whose voices reach the party behind `channel`, also from a node that is linked."""
        heard = self._hears_around(channel)
        for ear in self.channels.values():
            if ear.party == "ear" and ear.target == channel and ear.whispers:
                heard |= self._hears_around(ear.id)
        return heard

    def _hears_around(self, channel: str) -> set[str]:
        """Whose voices reach it from its bridge."""
        leg = self.channels.get(channel)
        if leg is None or not leg.bridge or leg.music or leg.playback:
            return set()
        heard: set[str] = set()
        for name in self.bridges[leg.bridge]:
            if name != channel:
                heard |= self._brings(self.channels[name])
        return heard

    def _brings(self, leg: FakeChannel) -> set[str]:
        """Whose voices it brings into its bridge."""
        if leg.state != "up" or leg.muted:
            return set()
        if leg.party == "ear":
            return {leg.target} | self._hears_around(leg.target)
        far, name = self.other_end(leg)
        return far.hears(name) if far is not None else {leg.id}

    def far_end_rings(self, channel: str) -> None:
        """The dialled party rings."""
        self.progress(channel, "ringing")

    def far_end_answers(self, channel: str) -> None:
        """The dialled party takes the call."""
        if (leg := self.channels.get(channel)) and leg.state != "up":
            leg.state = "up"
            self.tell(e.LegAnswered(node=self.node, channel=channel))

    def progress(self, channel: str, progress: str) -> None:
        """What is heard before it is answered."""
        if (leg := self.channels.get(channel)) and leg.state != "up":
            if progress == "ringing":
                leg.state = "ringing"
                self.tell(e.LegProgressed(node=self.node, channel=channel, progress="ringing"))
            else:
                self.tell(e.LegProgressed(node=self.node, channel=channel, progress="early_media"))

    def end(self, channel: str, cause: int) -> None:
        """The connection is over, and with it its recordings and the other end of a link."""
        leg = self.channels.pop(channel)
        self.part(leg)
        if leg.dialled and (self._deliver is None or not self._reachable):
            self._unheard_ends.append((channel, cause, self.now_ms))
        self.tell(e.LegEnded(node=self.node, channel=channel, cause=cause))
        for recording in leg.recordings:
            self.recordings.pop(recording, None)
            self.tell(e.RecordingStopped(node=self.node, recording=recording))
        self._end_other(leg, cause)
        if leg.party == "customer":
            self._silence_phones(channel)
        for ear in [one.id for one in self.channels.values() if one.party == "ear" and one.target == channel]:
            self.end(ear, cause)

    def _silence_phones(self, caller: str) -> None:
        """What rings for a caller who is gone rings no more."""
        ringing = [one.id for one in self.channels.values() if one.rings_for == caller and one.state != "up"]
        for phone in ringing:
            if phone in self.channels:
                self.end(phone, 16)

    def other_end(self, leg: FakeChannel) -> "tuple[FakeNode | None, str]":
        """Of a link's end: where the other one is, and its name."""
        node, _, name = leg.linked.rpartition("/")
        return self.others.get(node), name

    def _end_other(self, leg: FakeChannel, cause: int) -> None:
        far, name = self.other_end(leg)
        if far is not None and name in far.channels:
            far.end(name, cause)

    def part(self, leg: FakeChannel) -> None:
        """It is in no bridge any more."""
        if leg.bridge:
            with suppress(ValueError):
                self.bridges[leg.bridge].remove(leg.id)
            leg.bridge = ""

    def far_end_does(self, leg: FakeChannel, behaviour: Behaviour, timeout_ms: int) -> None:
        """Let the far end do what it does, and give up after `timeout_ms`."""
        channel = leg.id
        match behaviour:
            case Answers(after_ms=0):
                self.far_end_answers(channel)
            case Answers(after_ms=after):
                self.far_end_rings(channel)
                self.later(after, lambda: self.far_end_answers(channel))
            case Refuses(cause=cause, after_ms=0):
                self.end(channel, cause)
            case Refuses(cause=cause, after_ms=after):
                self.later(after, lambda: self._unanswered(channel, cause))
            case Announces(cause=cause, after_ms=after):
                self.progress(channel, "early_media")
                self.later(after, lambda: self._unanswered(channel, cause))
            case Rings():
                self.far_end_rings(channel)
        if channel in self.channels and leg.state != "up":
            self.later(timeout_ms, lambda: self._unanswered(channel, 19))

    def _unanswered(self, channel: str, cause: int) -> None:
        if (leg := self.channels.get(channel)) and leg.state != "up":
            self.end(channel, cause)
