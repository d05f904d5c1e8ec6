"""What stands in the fake switch: channels, and how a far end behaves when it is dialled."""

from dataclasses import dataclass, field
from typing import Literal

from zuoxi.engine.events import ChannelSeen
from zuoxi.kernel.record import Record

Party = Literal["customer", "device", "callee", "link", "ear"]


class Answers(Record):
    """Rings for `after_ms`, then takes the call."""

    after_ms: int = 0


class Refuses(Record):
    """Ends the call before it is answered, after `after_ms`, with a Q.850 cause (17 busy, 20 absent …)."""

    cause: int = 17
    after_ms: int = 0


class Rings(Record):
    """Rings until the dialler gives up or the script says otherwise."""


class Announces(Record):
    """The carrier speaks in early media for `after_ms` (powered off, not in service), then ends the call."""

    cause: int = 20
    after_ms: int = 3_000


Behaviour = Answers | Refuses | Rings | Announces


@dataclass
class FakeChannel:
    """One connection in the fake switch. `call` is empty until the engine has taken it."""

    id: str
    party: Party
    target: str
    """Endpoint of a device, number of a customer or callee, a link's other node, whom an ear listens to."""
    state: Literal["down", "ringing", "up"] = "down"
    call: str = ""
    bridge: str = ""
    music: str = ""
    muted: bool = False
    caller_id: str = ""
    playback: str = ""
    prompts: tuple[str, ...] = ()
    recordings: list[str] = field(default_factory=list)
    hushed: set[str] = field(default_factory=set)
    keys_received: str = ""
    """Keys that the engine sent to this party."""
    rings_for: str = ""
    """Of a device that rings: the customer's channel."""
    whispers: bool = False
    """Of an ear: whom it listens to hears who is in a bridge with it."""
    linked: str = ""
    """Of a link's end: the other one, as `ChannelSeen` tells it."""
    trunk: str = ""
    dialled: str = ""
    """Of a customer who calls: through which carrier, and which number he dialled."""
    came: int = 0
    """When he came to the door."""


def seen_of(leg: FakeChannel) -> ChannelSeen:
    """The channel as an inventory shows it."""
    return ChannelSeen(
        channel=leg.id,
        state=leg.state,
        bridge=leg.bridge,
        direction="inbound" if leg.party == "customer" else "outbound",
        trunk=leg.trunk,
        dialled=leg.target if leg.party == "callee" else leg.dialled,
        caller=leg.target if leg.party == "customer" else "",
        call=leg.call,
        recording=" ".join(leg.recordings),
        sound=leg.playback or (f"music {leg.music}" if leg.music else ""),
        muted=leg.muted,
        endpoint=leg.target if leg.party == "device" else "",
        spies=leg.party == "ear",
        linked=leg.linked,
    )
