"""What the floor orders: imperative, frozen. Each may be carried out twice without harm.

Switch commands go through `switch.port.Switch.do`. A command has three outcomes: it is done (nothing comes
back but what the switch tells), refused (`CommandFailed`), or nobody knows (`CommandUnknown`).
House commands are `Reply` (to the asker), `RecordFact` (to the journal and the database), `AskGate` (to
a web process) and `Remark` (to the log).
"""

from typing import Literal

import msgspec

from zuoxi.engine.facts import AnyFact
from zuoxi.kernel.record import Record


class Command(Record, tag_field="type", tag=True):
    """Base of all outputs."""


# -- to the house --------------------------------------------------------------------------------------


class Reply(Command):
    """The answer to a person's request. `code` is `ok` or a refusal of `engine.refusals`."""

    request: str
    code: str = "ok"
    data: dict[str, str | int] = msgspec.field(default_factory=dict)


class RecordFact(Command):
    """A fact; its envelope is completed by the loop (floor, epoch, node, recorded_at)."""

    seq: int
    """Rises by one per fact of the floor, over all epochs."""
    tenant: str
    stream: str
    """The call or agent session that the fact belongs to."""
    occurred_at: int
    fact: AnyFact


class AskGate(Command):
    """Ask the gate whether an attempt may still be dialled; `GateAnswered` tells. A web process does it."""

    call: str
    attempt: str
    person: str


class AskData(Command):
    """Ask a data source for an IVR flow; `DataAnswered` tells. `secret`: inputs that nobody may read; no
    command to the house is ever written or logged."""

    call: str
    tenant: str
    number: int
    source: str
    inputs: dict[str, str]
    secret: dict[str, str]


class AskPermit(Command):
    """Ask the gate for a permit to put a caller through to a number outside; `PermitAnswered` tells."""

    call: str
    tenant: str
    path: str
    """Of the call: in whose name it is dialled."""
    number: int
    """Of the question."""
    to: str
    """As it stands in the flow."""
    service_line: str
    service_line_name: str


class Remark(Command):
    """Something that the log should say; nothing follows from it."""

    code: str
    data: dict[str, str | int] = msgspec.field(default_factory=dict)


# -- to the switch -------------------------------------------------------------------------------------


class SwitchCommand(Command):
    node: str

    @property
    def subject(self) -> str:
        """The channel, bridge or recording that the command is about."""
        return str(
            getattr(self, "channel", "") or getattr(self, "bridge", "") or getattr(self, "recording", "")
        )


class AnswerChannel(SwitchCommand):
    """Take the customer's call; `LegAnswered` confirms it."""

    channel: str
    call: str
    """Stored on the channel, so that an inventory finds whose it is."""


class HangUp(SwitchCommand):
    channel: str
    cause: Literal["normal", "busy", "congestion", "no_answer"] = "normal"


class GiveBack(SwitchCommand):
    """Hand a caller whom we cannot serve back to the switch, which says sorry to him by its own plan."""

    channel: str


class PlayPrompt(SwitchCommand):
    """Play prompts one after another to one channel; `PromptFinished` tells the end (also when it failed)."""

    channel: str
    playback: str
    prompts: tuple[str, ...]
    language: str = "zh"


class StopPrompt(SwitchCommand):
    channel: str
    playback: str


class StartMusic(SwitchCommand):
    channel: str
    music: str = "default"
    """Class of music; `ringback`: the tone of a phone that rings elsewhere."""


class StopMusic(SwitchCommand):
    channel: str
    music: str = "default"
    """What it hears now."""


class CreateBridge(SwitchCommand):
    bridge: str
    call: str


class Join(SwitchCommand):
    """Put channels into a bridge (each leaves the one it was in)."""

    bridge: str
    channels: tuple[str, ...]


class Leave(SwitchCommand):
    bridge: str
    channels: tuple[str, ...]


class DestroyBridge(SwitchCommand):
    bridge: str


class DialDevice(SwitchCommand):
    """Dial an agent's device. The channel's name is ours; `LegAnswered` or `LegEnded` follows."""

    channel: str
    endpoint: str
    dial: str
    """Explicit address; empty: the registered contact of `endpoint`."""
    standing: bool
    """The device takes it by itself (header X-Zuoxi-Line: standing)."""
    caller_id: str = ""
    call: str = ""
    timeout_ms: int = 15_000
    caller: str = ""
    """The caller's channel in the same node for whom it rings: when that ends, it rings no more, also while
    nobody of us is there to order it. Empty: nobody waits, or he is in another node."""


class DialCustomer(SwitchCommand):
    """Dial a customer through a trunk. Only with a permit's call id."""

    channel: str
    trunk: str
    """Endpoint of the trunk."""
    number: str
    caller_id: str
    call: str
    bridge: str
    """Who is in it hears the line before the answer; empty: nobody is there yet."""
    timeout_ms: int = 60_000


class LinkNodes(SwitchCommand):
    """Connect the node with another one: a channel here and one there, whose names are ours.

    Both nodes tell `LegAnswered` of theirs; what is spoken into one is heard from the other. When one ends,
    so does the other.
    """

    channel: str
    far_node: str
    far_channel: str
    call: str
    """Stored on both channels."""


class Snoop(SwitchCommand):
    """Listen to what the party behind `target` hears and says, by a new channel of our name.

    Whoever is in a bridge with that channel hears both; with `whisper` the target alone hears him.
    """

    channel: str
    target: str
    whisper: bool
    call: str
    """Stored on the channel."""


class SendKeys(SwitchCommand):
    """Send DTMF to the party behind `channel`."""

    channel: str
    digits: str


class Mute(SwitchCommand):
    """Nobody hears the party behind `channel` while muted."""

    channel: str
    muted: bool


class StartRecording(SwitchCommand):
    """Record both sides of `channel` in two files named by `recording` (…-in, …-out), in step."""

    channel: str
    recording: str


class StopRecording(SwitchCommand):
    """End the recording; `RecordingStopped` follows (also when the channel is gone already)."""

    channel: str
    recording: str


class HushRecording(SwitchCommand):
    """The recording goes on with silence in both its files, so that it stays as long as the conversation;
    with `hushed` False with sound again. One that does not run cannot be hushed: that is refused."""

    channel: str
    recording: str
    hushed: bool


class TakeInventory(SwitchCommand):
    """Tell all that stands in the node (`InventoryTaken`).

    It is taken when everything that was ordered on the node before has been done or given up.
    """

    asked: int = 0
    """When it was ordered, by the floor's time; the answer repeats it."""


AnySwitchCommand = (
    AnswerChannel
    | HangUp
    | GiveBack
    | PlayPrompt
    | StopPrompt
    | StartMusic
    | StopMusic
    | CreateBridge
    | Join
    | Leave
    | DestroyBridge
    | DialDevice
    | DialCustomer
    | LinkNodes
    | Snoop
    | SendKeys
    | Mute
    | StartRecording
    | StopRecording
    | HushRecording
    | TakeInventory
)
AnyCommand = Reply | RecordFact | AskGate | AskData | AskPermit | Remark | AnySwitchCommand
