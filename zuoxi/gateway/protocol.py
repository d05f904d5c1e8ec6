"""The frames of the desktop's line, version 1 (docs/architecture.md). `python -m zuoxi.gateway.typescript`
writes them down for the desktop.
"""

from typing import Annotated, Any, Literal

import msgspec

from zuoxi.engine.view import AnyView
from zuoxi.kernel.record import Record

VERSION = 1

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Topic = Literal["desk", "floor", "colleagues"]
Told = Literal[
    "displaced",
    "live_away",
    "live_back",
    "signed_out",
    "session_ending",
    "session_goes_on",
    "signed_out_by_leader",
]


class Frame(Record, tag_field="t", tag=True):
    """Base of all frames."""


# -- from the desktop ----------------------------------------------------------------------------------


class Hello(Frame, tag="hello"):
    """The first frame. `desktop` is the id of this page, kept over reloads."""

    v: int
    desktop: Id


class Subscribe(Frame, tag="sub"):
    """Follow a topic; with `from`, ask for what came after that number (a snapshot if it is forgotten)."""

    id: Id
    topic: Topic
    after: int | None = msgspec.field(name="from", default=None)


class Unsubscribe(Frame, tag="unsub"):
    id: Id


class Order(Frame, tag="cmd"):
    """Do something. `expect` is the version of the agent's view that the person saw."""

    id: Id
    name: str
    args: msgspec.Raw = msgspec.Raw(b"{}")
    expect: int | None = None


class Ping(Frame, tag="ping"):
    """Is anybody there; answered by `pong`. `worked`: a key or a click of a person has come lately."""

    worked: bool = False


Upward = Hello | Subscribe | Unsubscribe | Order | Ping


# -- from the gateway ----------------------------------------------------------------------------------


class Sentences(Record):
    """One sentence for a person, in both languages."""

    zh: str
    en: str


class Myself(Record):
    """Who is signed in, and what he may do."""

    id: str
    tenant: str
    name: str
    number: str
    permissions: tuple[str, ...]
    locked: bool = False
    """The page is to be covered: the person has locked it, here or in another window."""


class Welcome(Frame, tag="welcome"):
    """Answer to `hello`; sent again when the person's permissions change. `now`: the house's clock, ms."""

    v: int
    now: int
    person: Myself


class Snap(Frame, tag="snap"):
    """Everything of a topic in the viewer's reach: forget what you had."""

    id: str
    n: int
    data: dict[str, AnyView]


class Happened(Frame, tag="ev"):
    """What changed: `n` is one more than the last number of this subscription."""

    id: str
    n: int
    put: dict[str, AnyView]
    gone: tuple[str, ...]


class Ack(Frame, tag="ack"):
    """The command was done."""

    id: str
    data: dict[str, str | int]


class Nack(Frame, tag="nack"):
    """A command or a subscription was refused, and why."""

    id: str
    code: str
    message: Sentences
    data: dict[str, Any]


class ToldFrame(Frame, tag="told"):
    """Something about the line itself.

    `displaced`: another page has taken the agent's session. `live_away`, `live_back`: whether commands can be
    taken; after `live_back` the page signs in again. `signed_out`: the web session is over. `session_ending`:
    it ends `at` (ms) unless somebody works on; `session_goes_on`: he has. `signed_out_by_leader`: `by`
    has signed the agent out at the phone, and said `why` (perhaps nothing).
    """

    what: Told
    at: int | None = None
    by: str | None = None
    why: str | None = None


class Pong(Frame, tag="pong"):
    now: int


Downward = Welcome | Snap | Happened | Ack | Nack | ToldFrame | Pong


# -- arguments of the commands -------------------------------------------------------------------------


class NoArgs(Record, forbid_unknown_fields=True):
    """The command needs nothing but its name."""


class SignInArgs(Record, forbid_unknown_fields=True):
    device: Id
    takeover: bool = False


class NotReadyArgs(Record, forbid_unknown_fields=True):
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class CallArgs(Record, forbid_unknown_fields=True):
    call: Id


class DeclineArgs(Record, forbid_unknown_fields=True):
    call: Id
    reason: Annotated[str, msgspec.Meta(max_length=40)] = ""
    """Empty only where the call's queue asks for none."""


class MuteArgs(Record, forbid_unknown_fields=True):
    call: Id
    muted: bool


class PauseRecordingArgs(Record, forbid_unknown_fields=True):
    call: Id
    paused: bool


class KeysArgs(Record, forbid_unknown_fields=True):
    call: Id
    digits: Annotated[str, msgspec.Meta(pattern=r"^[0-9A-D*#]{1,32}$")]


class DialArgs(Record, forbid_unknown_fields=True):
    number: Annotated[str, msgspec.Meta(max_length=40)] = ""
    customer_number: Annotated[str, msgspec.Meta(max_length=40)] = ""
    """Instead of a number: the id of one that a customer has, which the asker need not see whole."""
    confirmed: bool = False
    """He was asked whether he means it (emergency numbers ask)."""

    def __post_init__(self) -> None:
        if not self.number and not self.customer_number:
            raise ValueError("a number, or the id of a customer's number")


class ColleagueArgs(Record, forbid_unknown_fields=True):
    """A colleague who is called: by person, or by agent number."""

    agent: Annotated[str, msgspec.Meta(max_length=64)] = ""
    number: Annotated[str, msgspec.Meta(max_length=40)] = ""

    def __post_init__(self) -> None:
        if not self.agent and not self.number:
            raise ValueError("an agent, or an agent number")


class AgentArgs(Record, forbid_unknown_fields=True):
    agent: Id


class PassArgs(Record, forbid_unknown_fields=True):
    """Where a customer goes, or who is asked: a colleague, a group, a queue, a flow (`id`), or outside
    (`number`, as in `dial`)."""

    call: Id
    kind: Literal["agent", "group", "queue", "outside", "flow"]
    id: Annotated[str, msgspec.Meta(max_length=64)] = ""
    number: Annotated[str, msgspec.Meta(max_length=40)] = ""
    confirmed: bool = False

    def __post_init__(self) -> None:
        if not (self.number if self.kind == "outside" else self.id):
            raise ValueError("an id, or a number for somebody outside")


class GiveArgs(Record, forbid_unknown_fields=True):
    """A caller who waits, to an agent; without one he is for everybody again."""

    call: Id
    agent: Annotated[str, msgspec.Meta(max_length=64)] = ""


class PriorityArgs(Record, forbid_unknown_fields=True):
    call: Id
    points: Annotated[int, msgspec.Meta(ge=0, le=1000)]
    """Each is worth ten seconds of waiting."""


class FinishWrapUpArgs(Record, forbid_unknown_fields=True):
    call: Id
    disposition: Annotated[str, msgspec.Meta(max_length=40)] = ""
    ready: bool = True


Why = Annotated[str, msgspec.Meta(max_length=200)]


class SuperviseArgs(Record, forbid_unknown_fields=True):
    """An agent's call: his leader comes onto it, or is on it in another way."""

    agent: Id
    call: Id


class ForcedArgs(Record, forbid_unknown_fields=True):
    agent: Id
    why: Why = ""


class ForcedNotReadyArgs(Record, forbid_unknown_fields=True):
    agent: Id
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    why: Why = ""


class ForcedCallArgs(Record, forbid_unknown_fields=True):
    agent: Id
    call: Id
    why: Why = ""


class ForcedPassArgs(PassArgs, forbid_unknown_fields=True):
    """As in `transfer`, for an agent."""

    agent: Annotated[str, msgspec.Meta(max_length=64)] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.agent:
            raise ValueError("an agent whose customer it is")


class TextArgs(Record, forbid_unknown_fields=True):
    """To these agents; to nobody by name: to all whom the asker leads."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
    agents: Annotated[tuple[Id, ...], msgspec.Meta(max_length=500)] = ()


class WordsArgs(Record, forbid_unknown_fields=True):
    ids: Annotated[tuple[Id, ...], msgspec.Meta(max_length=50)]


ARGUMENTS: dict[str, type[Record]] = {
    "sign_in": SignInArgs,
    "sign_out": NoArgs,
    "ready": NoArgs,
    "not_ready": NotReadyArgs,
    "answer": CallArgs,
    "decline": DeclineArgs,
    "hang_up": CallArgs,
    "hold": CallArgs,
    "resume": CallArgs,
    "mute": MuteArgs,
    "pause_recording": PauseRecordingArgs,
    "keys": KeysArgs,
    "dial": DialArgs,
    "call_colleague": ColleagueArgs,
    "transfer": PassArgs,
    "consult": PassArgs,
    "complete": CallArgs,
    "confer": CallArgs,
    "take_back": CallArgs,
    "invite_rating": CallArgs,
    "finish_wrap_up": FinishWrapUpArgs,
    "give": GiveArgs,
    "set_priority": PriorityArgs,
    "monitor": SuperviseArgs,
    "whisper": SuperviseArgs,
    "barge": SuperviseArgs,
    "stop_supervising": NoArgs,
    "talk_to": AgentArgs,
    "pick_up": CallArgs,
    "force_transfer": ForcedPassArgs,
    "force_release": ForcedCallArgs,
    "force_ready": ForcedArgs,
    "force_not_ready": ForcedNotReadyArgs,
    "force_sign_out": ForcedArgs,
    "send_text": TextArgs,
    "words_seen": WordsArgs,
    "ask_help": NoArgs,
    "withdraw_help": NoArgs,
}
"""The commands of this version and what each needs."""


# -- reasons to close the line -------------------------------------------------------------------------

CLOSE_CODES: dict[str, int] = {
    "bad_frame": 4400,
    "signed_out": 4401,
    "no_hello": 4408,
    "other_version": 4409,
    "too_large": 4413,
    "too_many": 4429,
    "try_again": 4503,
}
"""WebSocket close codes. After `signed_out` and `other_version` the page does not come back by itself."""

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Upward] = msgspec.json.Decoder(Upward)


def decode_upward(text: str) -> Upward:
    """A frame of the page. Raises `msgspec.DecodeError`."""
    return _decoder.decode(text)


def as_text(value: object) -> str:
    """A frame, or a part of one, as it goes over the line."""
    return _encoder.encode(value).decode()
