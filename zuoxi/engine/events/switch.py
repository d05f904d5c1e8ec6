"""What a switch node tells: its channels, keys, devices, recordings, and what became of a command."""

from typing import Literal

from zuoxi.engine.events.base import Event
from zuoxi.kernel.record import Record


class Known(Record):
    """What a company knows of a caller before anybody has spoken to him."""

    tenant: str
    vip: bool = False
    agent: str = ""
    """Person whose customer he is; empty: nobody's."""
    because: Literal["", "order", "owner"] = ""
    """Why his: he took the last order, or looks after him."""


class SwitchEvent(Event):
    """Base of what one switch node tells."""

    node: str


class ChannelSeen(Record):
    """One channel that stands in the switch, as an inventory finds it."""

    channel: str
    state: Literal["created", "down", "ringing", "up", "other"]
    """`created`: made, but its dialling was never ordered; `down`: the far end has not rung yet."""
    bridge: str = ""
    ours: bool = True
    """In our application (or dialled by us), so that we may command it."""
    direction: Literal["inbound", "outbound", ""] = ""
    """`inbound`: a carrier brought it to our door; empty: the switch does not show it."""
    trunk: str = ""
    """Inbound: as `CallArrived` tells it; likewise `dialled`, `caller`, `barred_by`, `known` and `rang_ms`. A
    customer whom we called: the line by which, and `dialled` is his number."""
    dialled: str = ""
    caller: str = ""
    barred_by: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
    rang_ms: int = 0
    call: str = ""
    """Our key of its call, as it was written on the channel; empty: none was."""
    recording: str | None = None
    """Recordings that run on it, parted by spaces; empty: none; None: not shown."""
    sound: str | None = None
    """What it hears from us: a playback's name, `music` with its class (`music ringback`; without one: the
    class is not shown), or nothing (empty); None: not shown."""
    muted: bool | None = None
    """Whether nobody hears it; None: not shown."""
    endpoint: str = ""
    """Device that was dialled; empty: it is no device's."""
    spies: bool = False
    """It listens to another channel: a leader's ear."""
    linked: str = ""
    """End of a link between two nodes: the other end's node and name (`node/channel`)."""


class SwitchConnected(SwitchEvent):
    """The node can be commanded (again); an `InventoryTaken` follows at once."""


class SwitchLost(SwitchEvent):
    """The node does not answer: its process is gone or the connection broke."""

    restarted: bool = False
    """It is known that the node died, so nothing of its calls is left."""
    ago_ms: int = 0
    """So long nothing at all had been heard of it by then; 0: it was heard to go."""


class InventoryTaken(SwitchEvent):
    """All that stands in the node now; the floor compares its own records with it.

    It comes by itself after `SwitchConnected`, and as the answer to `TakeInventory`.
    """

    channels: tuple[ChannelSeen, ...]
    bridges: tuple[str, ...]
    endpoints: tuple[str, ...]
    """Endpoints that are registered now."""
    asked: int = 0
    """As `TakeInventory` said; 0: it came by itself."""
    links: tuple[str, ...] = ()
    """Nodes to which this one can be linked (`LinkNodes`); of a switch that cannot: none."""
    boot: str = ""
    """Identity of the node's process (start time): another value means that it died in between."""


class CallArrived(SwitchEvent):
    """A customer's call stands before the door, unanswered."""

    channel: str
    trunk: str
    dialled: str
    caller: str
    """As the carrier gave it; empty when withheld."""
    barred_by: tuple[str, ...] = ()
    """Tenants whose blacklist has the caller's number at this moment."""
    known: tuple[Known, ...] = ()
    """Companies to which he is a VIP or somebody's customer; of others there is no row."""
    rang_ms: int = 0
    """So long he had rung already: nobody of us was there to hear of him."""


class CallTurnedAway(SwitchEvent):
    """A customer called while nobody of us was there; the switch itself told him so and released him."""

    channel: str
    trunk: str
    dialled: str
    caller: str
    at: int
    """When he was released (ms since the epoch, UTC)."""
    rang_ms: int = 0
    """So long he had rung until then."""


class LegProgressed(SwitchEvent):
    channel: str
    progress: Literal["ringing", "early_media"]


class LegAnswered(SwitchEvent):
    """The channel is up and under our control (we dialled it, or we answered it)."""

    channel: str


class LegEnded(SwitchEvent):
    """The channel is gone. `cause` is the Q.850 number (16 normal, 17 busy, 19 no answer …)."""

    channel: str
    cause: int = 16
    ago_ms: int = 0
    """So long it has been gone: nobody of us was there to hear of it, and the switch had noted it."""


class PromptFinished(SwitchEvent):
    channel: str
    playback: str


class KeyPressed(SwitchEvent):
    """The far end pressed a key."""

    channel: str
    digit: str


class DeviceRegistered(SwitchEvent):
    endpoint: str


class DeviceUnregistered(SwitchEvent):
    endpoint: str


class RecordingStopped(SwitchEvent):
    """The files of a recording are complete."""

    recording: str
    files: bool = True
    """Whether there are any: of whom went before it began there are none."""


class CommandFailed(SwitchEvent):
    """The switch refused a command, so it was not done; `gone` says that its channel no longer exists."""

    command: str
    """The command's type name."""
    subject: str
    """Its channel, bridge or recording."""
    reason: str
    gone: bool = False
    recording: str = ""
    """Of a command about a recording: which one."""


class CommandUnknown(SwitchEvent):
    """Nobody knows whether a command was done: no answer in time, or the connection broke after it was sent.

    That is no failure: what it was about is in doubt until an inventory has shown how it stands.
    """

    command: str
    """The command's type name."""
    subject: str
    """Its channel, bridge or recording."""
    reason: str
