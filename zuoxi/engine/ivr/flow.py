"""An IVR flow as data: what a caller hears and may do before he waits for anybody (T8).

A flow is nodes; each has an id, a kind with its settings, and named exits that lead to other nodes. A draft
may be half finished, so every setting has a default; `checking.check` says what is still missing. Where a
node stands on somebody's screen is no part of a flow. Spans are milliseconds.
"""

from typing import Annotated, Final, Literal, get_args

import msgspec
from msgspec import Meta, field

from zuoxi.kernel.record import Record

FORMAT: Final = 1
"""Rises when a flow's shape changes; flows that were published before are then turned into it when read."""

MOST_NODES: Final = 200

Id = Annotated[str, Meta(max_length=36)]
Key = Literal["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"]
Variable = Annotated[str, Meta(max_length=32)]
"""Name of a value that a call carries through the flow: `[a-z][a-z0-9_]*`."""
Wait = Annotated[int, Meta(ge=1_000, le=60_000)]
Tries = Annotated[int, Meta(ge=1, le=9)]
Short = Annotated[str, Meta(max_length=100)]

GIVEN: Final = ("caller", "dialled")
"""Variables that every call has: the customer's number (empty when withheld), the number that he dialled."""

SpokenAs = Literal["digits", "number", "amount", "date", "time", "prompt"]
"""How a value is read out: digit by digit, as a number, as money (in minor units), as a date (2026-11-26),
as a time of day (14:05), or as the prompt whose name it is."""


# -- what is said --------------------------------------------------------------------------------------


class Part(Record, tag_field="type"):
    """Base of what is said: a piece of an announcement."""


class PromptPart(Part, tag="prompt"):
    """A prompt by its name."""

    prompt: Annotated[str, Meta(max_length=64)] = ""


class ValuePart(Part, tag="value"):
    """A variable's value, read out."""

    variable: Variable = ""
    spoken_as: SpokenAs = "digits"


AnyPart = PromptPart | ValuePart
Say = Annotated[tuple[AnyPart, ...], Meta(max_length=20)]


# -- what is asked of the call -------------------------------------------------------------------------


class Question(Record, tag_field="on"):
    """Base of what a condition asks."""


class TimeQuestion(Question, tag="time"):
    """Whether it is now within hours of a week, in the company's time zone."""

    weekly: tuple[tuple[tuple[int, int], ...], ...] = ()
    """Seven days, Monday first, of (start, end) in minutes after midnight; past 1440 it is the next day."""
    holidays: bool = True
    """The company's holidays and moved working days hold here too."""


class CallerQuestion(Question, tag="caller"):
    """Who calls."""

    what: Literal["vip", "returning", "withheld", "starts_with"] = "vip"
    """A VIP; somebody who has an agent of his own; a number that is withheld, or begins so."""
    prefixes: Annotated[tuple[Annotated[str, Meta(max_length=12)], ...], Meta(max_length=50)] = ()


class DataQuestion(Question, tag="data"):
    """What a variable holds; one that was never set is empty."""

    variable: Variable = ""
    is_: Literal["equal", "one_of", "starts_with", "at_least", "at_most", "set"] = field(
        name="is", default="equal"
    )
    """`one_of`: any of `value`, parted by commas; `at_least`, `at_most`: as whole numbers."""
    value: Annotated[str, Meta(max_length=200)] = ""


AnyQuestion = TimeQuestion | CallerQuestion | DataQuestion


# -- nodes ---------------------------------------------------------------------------------------------


class Node(Record, tag_field="kind"):
    """Base of all nodes."""

    id: Id
    name: Short = ""
    """What people call it; empty: by its kind."""
    exits: dict[str, Id] = field(default_factory=dict)
    """Exit -> id of the node that it leads to; an exit that leads nowhere is left out or empty."""


class Asking(Node):
    """Base of nodes that say something and wait for keys."""

    say: Say = ()
    interruptible: bool = True
    """A key that is pressed meanwhile counts and ends what is said; False: it is heard whole, keys before its
    end do not count."""
    wait_ms: Wait = 5_000
    """How long to wait for the first key after it was said."""
    invalid_say: Say = ()
    """Said after a wrong key, before it is asked again."""
    no_input_say: Say = ()
    """Said when no key came, before it is asked again."""
    max_invalid: Tries = 3
    """After so many wrong answers the exit `invalid` is taken."""
    max_no_input: Tries = 2
    """After so much silence the exit `no_input` is taken."""


class Play(Node, tag="play"):
    """Say something."""

    say: Say = ()
    interruptible: bool = False
    """Any key ends it."""


class Menu(Asking, tag="menu"):
    """A choice by one key: each key of `keys` is an exit of its name."""

    keys: tuple[Key, ...] = ()


class Collect(Asking, tag="collect"):
    """Digits that the caller enters, for example an order number."""

    variable: Variable = ""
    """Where they are kept."""
    min_digits: Annotated[int, Meta(ge=1, le=32)] = 1
    max_digits: Annotated[int, Meta(ge=1, le=32)] = 20
    """As soon as there are so many, it goes on."""
    end_key: Literal["#", "*", ""] = "#"
    """Ends the input; empty: only `max_digits` or a pause does."""
    gap_ms: Annotated[int, Meta(ge=500, le=30_000)] = 3_000
    """So long a pause after a digit ends the input."""
    secret: bool = False
    """A password or a card number: it is in no journal, log, fact or recording; only look-ups get it."""


class Condition(Node, tag="condition"):
    """Two ways, by a question: `yes` and `no`."""

    question: AnyQuestion = TimeQuestion()


class LookUp(Node, tag="look_up"):
    """Ask the product's own data, for example the state of an order (`sources` name what can be asked)."""

    source: Annotated[str, Meta(max_length=64)] = ""
    inputs: dict[str, Variable] = field(default_factory=dict)
    """Input of the source -> variable that it is given."""
    outputs: dict[str, Variable] = field(default_factory=dict)
    """Output of the source -> variable that keeps it."""
    timeout_ms: Annotated[int, Meta(ge=500, le=10_000)] = 3_000


class SetValue(Node, tag="set"):
    """Keep a value."""

    variable: Variable = ""
    value: Annotated[str, Meta(max_length=200)] = ""


class ToQueue(Node, tag="queue"):
    """The caller waits in a queue. The flow is over."""

    queue_id: Id = ""
    """Empty: the queue of the number that he dialled."""


class ToVoicemail(Node, tag="voicemail"):
    """The caller leaves a message for a queue. The flow is over."""

    queue_id: Id = ""
    """Empty: the queue of the number that he dialled."""


Hears = Literal["music", "line"]
"""What is heard while it rings outside: the music of the queue, or the line there as it sounds."""


class ToExternal(Node, tag="external"):
    """The caller is connected with a number outside, and the flow is over; it goes on by `busy` (also where
    they decline), `no_answer`, or `failed` where he cannot be put through (not permitted, no line, no such
    number)."""

    number: Annotated[str, Meta(max_length=32)] = ""
    ring_ms: Annotated[int, Meta(ge=5_000, le=120_000)] = 30_000
    """So long it rings there."""
    hears: Hears = "music"


class Shown(Record):
    """A variable that an agent sees, and what people call it."""

    variable: Variable = ""
    label: Short = ""
    """Empty: the variable's own name."""


class ToAgent(Node, tag="agent"):
    """The caller comes back to the agent who sent him, who sees what was found; nobody had sent him: he waits
    in the queue of the number that he dialled. The flow is over."""

    shows: Annotated[tuple[Shown, ...], Meta(max_length=10)] = ()
    """What the agent sees; never a secret."""


class Rating(Asking, tag="rating"):
    """How was it? A key is a score of the conversation that has just ended (T15)."""

    scores: dict[Key, Annotated[int, Meta(ge=1, le=5)]] = field(
        default_factory=lambda: {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
    )
    """Key -> score; 5 is the best."""


class HangUpNode(Node, tag="hang_up"):
    """Say goodbye and release the caller. The flow is over."""

    say: Say = ()


AnyNode = (
    Play
    | Menu
    | Collect
    | Condition
    | LookUp
    | SetValue
    | ToQueue
    | ToVoicemail
    | ToExternal
    | ToAgent
    | Rating
    | HangUpNode
)

NodeKind = Literal[
    "play",
    "menu",
    "collect",
    "condition",
    "look_up",
    "set",
    "queue",
    "voicemail",
    "external",
    "agent",
    "rating",
    "hang_up",
]

EXITS: Final[dict[NodeKind, tuple[str, ...]]] = {
    "play": ("next",),
    "menu": ("invalid", "no_input"),
    "collect": ("next", "invalid", "no_input"),
    "condition": ("yes", "no"),
    "look_up": ("found", "not_found", "failed"),
    "set": ("next",),
    "queue": (),
    "voicemail": (),
    "external": ("busy", "no_answer", "failed"),
    "agent": (),
    "rating": ("rated", "invalid", "no_input"),
    "hang_up": (),
}
"""The exits of each kind of node, beside the keys of a menu. A kind without any ends the flow."""

BY_KEY: Final[dict[NodeKind, frozenset[str]]] = {
    "menu": frozenset((*get_args(Key), "invalid")),
    "collect": frozenset(("next", "invalid")),
    "rating": frozenset(("rated", "invalid")),
}
"""Exits that are only taken when the caller has pressed something."""


class Flow(Record):
    """A whole flow."""

    format: int = FORMAT
    start: Id = ""
    """The node with which it begins."""
    nodes: Annotated[tuple[AnyNode, ...], Meta(max_length=MOST_NODES)] = ()

    @property
    def comes_back(self) -> bool:
        """It can lead a caller back to an agent: agents may send theirs through it."""
        return any(isinstance(node, ToAgent) for node in self.nodes)

    def node(self, id: str) -> AnyNode | None:
        """A node by its id."""
        return next((node for node in self.nodes if node.id == id), None)


def queues_of(flow: Flow) -> frozenset[str]:
    """The queues that a flow names."""
    named = (node.queue_id for node in flow.nodes if isinstance(node, ToQueue | ToVoicemail))
    return frozenset(name for name in named if name)


def kind_of(node: AnyNode) -> NodeKind:
    """The kind of a node, as its JSON says it."""
    kind: NodeKind = node.__struct_config__.tag  # type: ignore[assignment]  # every node's tag is one
    return kind


def exits_of(node: AnyNode) -> tuple[str, ...]:
    """All exits that a node has with its present settings."""
    keys = node.keys if isinstance(node, Menu) else ()
    return (*keys, *EXITS[kind_of(node)])


def said(node: AnyNode) -> tuple[AnyPart, ...]:
    """Everything that a node can say."""
    match node:
        case Menu() | Collect() | Rating():
            return (*node.say, *node.invalid_say, *node.no_input_say)
        case Play() | HangUpNode():
            return node.say
        case _:
            return ()


def read_flow(data: object) -> Flow:
    """A flow from its JSON values; raises `msgspec.ValidationError` (it says where) when it is none."""
    return msgspec.convert(data, Flow)


def plain_flow(flow: Flow) -> dict[str, object]:
    """A flow as JSON values, every setting named."""
    plain: dict[str, object] = msgspec.to_builtins(flow)
    return plain
