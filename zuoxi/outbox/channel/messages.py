"""The messages of the channel, one JSON object per line, told apart by `op`."""

import msgspec

from zuoxi.engine.events import (
    AnswerRequested,
    ColleagueCallRequested,
    CompleteRequested,
    ConferenceRequested,
    ConsultRequested,
    CustomerFirstRequested,
    DeclineRequested,
    DesktopLost,
    DialRequested,
    ForcedReleaseRequested,
    ForcedSignOutRequested,
    ForcedStateRequested,
    ForcedTransferRequested,
    GateAnswered,
    GiveRequested,
    HangUpRequested,
    HelpRequested,
    HoldRequested,
    KeysRequested,
    LinkNotSent,
    LinkRated,
    MuteRequested,
    NotReadyRequested,
    PickUpRequested,
    PriorityRequested,
    RatingRequested,
    ReadyRequested,
    RecordingPauseRequested,
    ResumeRequested,
    ReturnRequested,
    SignInRequested,
    SignOutRequested,
    SuperviseRequested,
    SupervisionStopRequested,
    TalkRequested,
    TextSent,
    TransferRequested,
    WordsSeen,
    WrapUpFinished,
)
from zuoxi.engine.view import AnyView
from zuoxi.kernel.record import Record

Views = dict[str, AnyView]
"""Views by key (`agent:<person>`, `call:<call>`, `queue:<queue>`)."""

AnyRequest = (
    SignInRequested
    | SignOutRequested
    | ReadyRequested
    | NotReadyRequested
    | AnswerRequested
    | DeclineRequested
    | HangUpRequested
    | HoldRequested
    | ResumeRequested
    | MuteRequested
    | RecordingPauseRequested
    | KeysRequested
    | DialRequested
    | CustomerFirstRequested
    | TransferRequested
    | ConsultRequested
    | CompleteRequested
    | ConferenceRequested
    | ReturnRequested
    | RatingRequested
    | LinkRated
    | LinkNotSent
    | WrapUpFinished
    | GiveRequested
    | PriorityRequested
    | ForcedReleaseRequested
    | ForcedSignOutRequested
    | ForcedStateRequested
    | ForcedTransferRequested
    | HelpRequested
    | PickUpRequested
    | SuperviseRequested
    | TalkRequested
    | ColleagueCallRequested
    | SupervisionStopRequested
    | TextSent
    | WordsSeen
)
"""What the web process may ask of the floor, for a person or for the house."""


class Message(Record, tag_field="op", tag=True):
    """Base of all lines."""


# -- to the live process -------------------------------------------------------------------------------


class Ask(Message, tag="request"):
    """A person's request; exactly one `Replied` with the same `id` answers it."""

    id: str
    event: AnyRequest
    latest: int = 0
    """Steady ms after which nobody waits for it any more, so that it must not be done; 0: none."""
    sent: int = 0
    """The steady clock of the sender's machine …"""
    boot: str = ""
    """… in this run of it: on the same machine the receiver knows how long it lay in the socket."""


class Tell(Message, tag="event"):
    """Something that happened in the web process; nobody answers."""

    event: DesktopLost | GateAnswered


class Watch(Message, tag="watch"):
    """Send a snapshot now and every change after it."""


class Touch(Message, tag="touch"):
    """Something that the live process or its watchers keep a copy of has changed in the database."""

    what: str
    """The kind of row (`queue`, `person`, `blacklist` …); `config`: anything of the configuration."""
    tenant: str = ""
    """Whose it is; empty: it may be anybody's."""
    id: str = ""
    """The row; empty: it may be any of this kind."""


class Ping(Message, tag="ping"):
    id: str


class BooksState(Message, tag="books"):
    """How the recorder is; it says so every other second, and at once when `database` changes."""

    database: bool
    """Whether the facts reach the database."""
    waiting_bytes: int
    """Of the journal, not recorded yet."""
    longest_write_ms: int
    """The longest that one of its transactions has held the database's lock."""
    archive: str = ""
    """What is wrong with the archive of facts (`calls.selectors.archive.trouble`); empty: nothing."""
    stores_away: str = ""
    """Stores of recordings that do not answer, by comma; empty: none."""
    lost: int = 0
    """Recordings that are missing or altered, and of which nobody has said that he knows."""
    spool: str = ""
    """How full the spool of recordings is (`live.spool.SpoolState`); `full`: nothing new may be recorded."""
    spool_bytes: int = 0


Upward = Ask | Tell | Watch | Touch | Ping | BooksState


# -- from the live process -----------------------------------------------------------------------------


class Replied(Message, tag="reply"):
    """`code` is `ok` or a refusal of `engine.refusals`."""

    id: str
    code: str
    data: dict[str, str | int] = msgspec.field(default_factory=dict)


class Snapshot(Message, tag="snapshot"):
    """All views as they were at change `n`."""

    n: int
    views: Views


class Changes(Message, tag="changes"):
    """Change `n`: views to put and keys to remove."""

    n: int
    put: Views
    gone: tuple[str, ...] = ()


class Pong(Message, tag="pong"):
    """How the live process is."""

    id: str
    now: int
    epoch: int
    switch: dict[str, bool]
    """Node -> whether it can be commanded."""
    database: bool
    """Whether the facts reach the database."""
    waiting_bytes: int = 0
    """Of the journal, not recorded yet; as the recorder said last."""
    longest_write_ms: int = 0
    """The longest that the recorder has held the database's lock."""
    archive: str = ""
    """What is wrong with the archive of facts, as the recorder said last; empty: nothing."""
    stores_away: str = ""
    """Stores of recordings that do not answer, as the recorder said last, by comma."""
    lost: int = 0
    """Recordings that are missing or altered, and of which nobody has said that he knows."""
    spool: str = ""
    """How full the spool of recordings is: `filling`, `full` (new conversations go on unrecorded); empty: it
    has room."""
    spool_bytes: int = 0
    wall: int = 0
    """Wall time of the floor (ms since the epoch); `now` is its engine time."""
    clock_moved: int = 0
    """By how much (ms) the machine's clock was last set while this process ran; 0: never."""
    breaks: int = 0
    """Steps of the floor that broke in this epoch; whom they concerned was ended fail-safe."""
    broke: str = ""
    """The last of them: event and error."""
    disk: str = ""
    """What is wrong with the journal's disk: `full` (the floor stands still), `low` (the reserve is given
    up), `unsynced` (it could not be forced to the disk); empty: nothing."""
    unread: int = 0
    """Lines and rows of the journal that this process could not read when it started."""
    unsaid: int = 0
    """Words of its log that could not be written."""
    loaded: bool = True
    """The switches have loaded the newest devices, passwords and trunks; False is an alarm."""
    shut_out: int = 0
    """Addresses that guessed at devices' passwords and are not heard for a while."""


class GateAsked(Message, tag="gate"):
    """Ask the gate once more about an attempt, and tell `GateAnswered`."""

    call: str
    attempt: str
    person: str


class Touched(Message, tag="touched"):
    """Somebody said `touch`: what watchers derive from the database (permissions) may have changed too."""

    touch: Touch


Downward = Replied | Snapshot | Changes | Pong | GateAsked | Touched

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; a snapshot of ten thousand agents is about six million."""

_encoder = msgspec.json.Encoder()
decode_upward = msgspec.json.Decoder(Upward).decode
decode_downward = msgspec.json.Decoder(Downward).decode


def line(message: Message) -> bytes:
    """A message as one line."""
    return _encoder.encode(message) + b"\n"
