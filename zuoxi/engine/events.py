"""What the floor is told: past tense, frozen. These are its only inputs, and each stands in the journal.

From the switch (by `switch/translate`), from people (by the gateway), from the house (by `live`).
`channel` is the switch's own name of a connection; for legs that we dial the engine chose it.
"""

from typing import Final, Literal

from zuoxi.engine.config import FloorConfig
from zuoxi.engine.config_edit import ConfigEdit
from zuoxi.engine.gate import DialPermit
from zuoxi.kernel.record import Record


class Event(Record, tag_field="type", tag=True):
    """Base of all inputs."""


# -- from the house ------------------------------------------------------------------------------------


class EpochStarted(Event):
    """A live process took the floor. `seed` feeds the derived ids; `epoch` rises with each start."""

    epoch: int
    seed: str
    offset: int = 0
    """Wall time minus engine time (ms), see `ClockMoved`."""


class ClockMoved(Event):
    """The wall clock was set, or the machine slept. Facts and days follow it, deadlines do not."""

    offset: int
    """Wall time minus engine time from now on (ms)."""


class RecordingRoomChanged(Event):
    """The spool of recordings is full, or has room again: told when that changes and once per epoch."""

    room: bool


class ConfigChanged(Event):
    """The whole configuration, told at the beginning of an epoch."""

    config: FloorConfig


class ConfigEdited(Event):
    """What has changed in the configuration since the event before that told of it."""

    edit: ConfigEdit


class LeftOpen(Record):
    """A call that stands open in the records, as far as they know it. Moments are wall time (ms)."""

    tenant: str
    call: str
    started_at: int
    answered_at: int
    """0: never."""
    ended_at: int
    """When the last that is known of it was told."""
    phases: dict[str, int]
    legs: tuple[str, ...]
    """Without an end."""
    segments: tuple[tuple[str, int], ...]
    """(segment without an end, ms of talk until `ended_at`)."""


class CallsLeftOpen(Event):
    """The records show these calls of earlier processes as up. Those that the floor does not know are
    over."""

    calls: tuple[LeftOpen, ...]


class TimePassed(Event):
    """The earliest deadline of the state has come (or passed); one deadline per event."""


# -- from the switch -----------------------------------------------------------------------------------


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
    """What it hears from us: a playback's name, `music`, or nothing (empty); None: not shown."""
    muted: bool | None = None
    """Whether nobody hears it; None: not shown."""
    endpoint: str = ""
    """Device that was dialled; empty: it is no device's."""
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


HARDEST: Final = 3


class StepBroke(Event):
    """A handler raised, and nothing of its event has happened: whom it concerned ends fail-safe."""

    what: str
    """Type of the event that could not be taken."""
    subjects: tuple[str, ...] = ()
    """Whom it concerned: `call:<id>`, `agent:<person>`, `channel:<name>`, `recording:<id>` …"""
    timer: str = ""
    """The deadline that is taken off with it."""
    arrival: CallArrived | None = None
    """The caller who could not be let in."""
    again: bool = False
    """The fault was somebody else's (`subjects`): the event is taken again when he has ended."""
    hardness: int = 1
    """1 gently; 2 by taking the record out, when the gentle end broke too; 3 only the deadline goes."""


class GateAnswered(Event):
    """The gate was asked once more (`AskGate`), for a call whose agent has taken up his phone."""

    call: str
    refusal: str = ""
    """The check that stands against it now; `nobody`: there was nobody to ask; empty: none."""


class DataAnswered(Event):
    """A data source has answered an IVR flow (`AskData`)."""

    call: str
    number: int
    outputs: dict[str, str] | None = None
    """None: there is no such thing, or it failed."""
    failed: bool = False


# -- from people ---------------------------------------------------------------------------------------


class Request(Event):
    """Base of what a person asks. It is answered by exactly one `Reply` with the same `request`."""

    request: str
    person: str
    expect: int | None
    """The version of the agent that the person saw; a different one gets the refusal `stale`."""


class SignInRequested(Request):
    """签入: a shift begins at a desktop. A person with a session comes back to it."""

    device: str
    desktop: str
    """Id of the browser page. Another page that is connected gets `desktop_in_use` unless `takeover`."""
    takeover: bool = False


class SignOutRequested(Request):
    """签出: refused while a call is up (`in_call`)."""


class DesktopLost(Event):
    """The page's socket is gone (closed, asleep, network)."""

    person: str
    desktop: str


class ReadyRequested(Request):
    """示闲; in wrap-up it also ends the wrap-up."""


class NotReadyRequested(Request):
    """示忙; during a call it is kept and holds afterwards."""

    reason: str


class AnswerRequested(Request):
    call: str


class DeclineRequested(Request):
    """拒接: the call goes to the next agent, and this one is not ready for a reason; where the queue asks for
    none, `reason` may be empty: then it counts as one more missed offer."""

    call: str
    reason: str


class HangUpRequested(Request):
    call: str


class HoldRequested(Request):
    call: str


class ResumeRequested(Request):
    call: str


class MuteRequested(Request):
    call: str
    muted: bool


class KeysRequested(Request):
    """The agent sends keys (DTMF) to the customer's side."""

    call: str
    digits: str


class Dialling(Request):
    """Somebody is to be dialled; the gate has passed it."""

    permit: DialPermit
    age_ms: int = 0
    """How old the permit is as the floor takes it: the sum of what each process on the way counted by its own
    steady clock."""


class DialRequested(Dialling):
    """An agent's own outbound call."""


class CustomerFirstRequested(Dialling):
    """The house calls a customer by itself (`person` is empty). Who answers hears `prompts`; then he waits in
    `queue` like any caller, or is released."""

    queue: str = ""
    """Id; empty: nobody is to speak to him."""
    prompts: tuple[str, ...] = ()
    announcement: str = ""
    """The one of `prompts` that must be heard before anything is recorded; empty: none must."""
    language: str = "zh"


class Target(Record):
    """To whom a customer is to be passed on, or who is to be asked."""

    kind: Literal["agent", "group", "queue", "outside"]
    """`group`: whoever of a skill group is free the longest."""
    id: str = ""
    """Person, skill group or queue; empty: outside, by the permit."""


class Passing(Request):
    """Somebody else is wanted for a call in hand."""

    call: str
    target: Target
    permit: DialPermit | None = None
    """For somebody outside: the gate has passed him."""
    age_ms: int = 0
    """As in `Dialling`."""


class TransferRequested(Passing):
    """盲转: the customer is passed on, and the asker is done with him."""


class ConsultRequested(Passing):
    """咨询: the customer hears music, and the asker speaks with somebody first."""


class CompleteRequested(Request):
    """转接: whoever was asked has the customer now; while it rings there, the customer waits for him."""

    call: str


class ConferenceRequested(Request):
    """三方: the customer, the asker and whoever was asked speak with each other."""

    call: str


class ReturnRequested(Request):
    """接回: the asker and his customer are alone with each other again."""

    call: str


class WrapUpFinished(Request):
    """The work after the call is done; `disposition` is a result code or empty."""

    call: str
    disposition: str = ""
    ready: bool = True


AnyEvent = (
    EpochStarted
    | ClockMoved
    | RecordingRoomChanged
    | ConfigChanged
    | ConfigEdited
    | CallsLeftOpen
    | TimePassed
    | SwitchConnected
    | SwitchLost
    | InventoryTaken
    | CallArrived
    | CallTurnedAway
    | LegProgressed
    | LegAnswered
    | LegEnded
    | PromptFinished
    | KeyPressed
    | DeviceRegistered
    | DeviceUnregistered
    | RecordingStopped
    | CommandFailed
    | CommandUnknown
    | StepBroke
    | GateAnswered
    | DataAnswered
    | SignInRequested
    | SignOutRequested
    | DesktopLost
    | ReadyRequested
    | NotReadyRequested
    | AnswerRequested
    | DeclineRequested
    | HangUpRequested
    | HoldRequested
    | ResumeRequested
    | MuteRequested
    | KeysRequested
    | DialRequested
    | CustomerFirstRequested
    | TransferRequested
    | ConsultRequested
    | CompleteRequested
    | ConferenceRequested
    | ReturnRequested
    | WrapUpFinished
)
