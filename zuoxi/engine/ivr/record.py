"""A caller in a flow: the record that his call carries, its table of states, and what a step of it does."""

from typing import Final, Literal

from msgspec import field

from zuoxi.engine.ivr.flow import Hears, NodeKind
from zuoxi.engine.machine import Machine
from zuoxi.kernel.calendars import OpeningHours
from zuoxi.kernel.record import Record

IvrState = Literal["new", "saying", "listening", "asking", "calling", "over"]

IVR: Machine[IvrState] = Machine(
    "ivr",
    {
        # About to enter a node; nobody can observe it in this state.
        "new": {
            "say": "saying",
            "listen": "listening",
            "ask": "asking",
            "call": "calling",
            "leave": "over",
        },
        # Hears an announcement.
        "saying": {"said": "new", "key": "new", "listen": "listening"},
        # A key is awaited, until its time is up.
        "listening": {"key": "new", "silence": "new", "listen": "listening"},
        # A data source is asked.
        "asking": {"told": "new", "late": "new"},
        # Somebody outside is called for him.
        "calling": {"connected": "new", "unreached": "new"},
        "over": {},
    },
)

TRIES_OUTSIDE: Final = 5
"""With so many numbers outside a call is connected at most: each try takes a line."""
BUDGET: Final = 200
"""Nodes that one caller may pass; after that he is served as if there were no flow."""


class Ivr(Record):
    """Where a caller is in a flow. What he entered secretly is not here: this is written to disks."""

    flow: str
    """Id of the flow."""
    version: int
    entered_at: int
    """Engine moment."""
    state: IvrState = "new"
    node: str = ""
    since: int = 0
    """When he came to the node."""
    passed: int = 0
    """Nodes so far."""
    variables: dict[str, str] = field(default_factory=dict)
    digits: str = ""
    """What he has entered of an open input so far."""
    invalid: int = 0
    no_input: int = 0
    """Wrong answers and silences at this node."""
    asked: int = 0
    """Number of the latest question to a data source or to the gate: an answer to an older one is late."""
    outside: int = 0
    """Numbers outside with which he was to be connected so far, through all flows of his call."""
    vip: bool = False
    agent: str = ""
    """Person whose customer he is; empty: nobody's."""
    because: Literal["", "order", "owner"] = ""


class Here(Record):
    """What a flow can ask of the moment and of the caller."""

    wall: int
    """Wall time (ms)."""
    calendar: OpeningHours
    """The company's time zone and its days with hours of their own."""
    language: str = "zh"
    rates: bool = False
    """He has had a conversation of which he has not been asked yet how it was."""
    puts_through: bool = True
    """He can be connected with a number outside from here; False: he belongs to the agent who sent him, or is
    asked how it was."""


# -- what comes of a step ------------------------------------------------------------------------------


class Did(Record, tag_field="did", tag=True):
    """Base of what a step through a flow does."""


class Passed(Did):
    """He has left a node by an exit."""

    node: str
    kind: NodeKind
    exit: str
    ms: int
    why: str = ""
    """Of a number outside that was not reached: what stood against it, where more is known than the exit."""


class Says(Did):
    """He hears these prompts, one after another."""

    node: str
    prompts: tuple[str, ...]


class Hushes(Did):
    """What he hears is broken off."""


class Listens(Did):
    """A key is awaited for so long."""

    ms: int


class Asks(Did):
    """A data source is asked. `secret`: its inputs that only their variable is told of here."""

    number: int
    source: str
    inputs: dict[str, str]
    secret: dict[str, str]
    timeout_ms: int


class Calls(Did):
    """Somebody outside is called for him, if the gate lets it."""

    number: int
    """Of the question to the gate."""
    to: str
    ring_ms: int
    hears: Hears


class Invites(Did):
    """He is asked for a score."""

    node: str


class Rates(Did):
    """He has given a score."""

    score: int


class Leaves(Did):
    """The flow is over."""

    node: str
    to: Literal["queue", "voicemail", "external", "agent", "hang_up", "broken"]
    target: str = ""
    """Queue or number; empty: that of the number he dialled."""
    prompts: tuple[str, ...] = ()
    why: Literal["", "too_many_steps", "no_such_node"] = ""
    """Of a flow that could not go on."""
    found: tuple[tuple[str, str], ...] = ()
    """(label, value) of what his agent is shown."""


AnyDid = Passed | Says | Hushes | Listens | Asks | Calls | Invites | Rates | Leaves
