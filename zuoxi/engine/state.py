"""The floor's state: frozen records in maps that share what did not change.

A step makes a new floor beside the old one. `encoding` writes it as bytes; `turn` is the working copy.
"""

from typing import Literal

from immutables import Map
from msgspec import field

from zuoxi.engine.call import CallState
from zuoxi.engine.config import AgentConfig, DeviceConfig, FloorConfig, QueueConfig
from zuoxi.engine.facts import AgentState, Party, Phase
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.house import House
from zuoxi.engine.leg import LegState
from zuoxi.engine.ordered import Ordered
from zuoxi.kernel.record import Record

Outcome = Literal[
    "answered",
    "abandoned",
    "queue_timeout",
    "queue_full",
    "blacklisted",
    "not_in_service",
    "closed",
    "busy",
    "no_answer",
    "unreachable",
    "cancelled",
    "failed",
    "switch_lost",
]

WaitingKey = tuple[int, int, int, int, str]
"""Place in a waiting line: (0 sent back or 1, -priority, since, serial, call)."""

IdleKey = tuple[int, int, int, str]
"""Place among the ready agents of a group: (idle since, level, serial, person)."""

Deadline = tuple[int, str]
"""(moment, timer)."""

Table = Literal[
    "calls",
    "agents",
    "nodes",
    "channels",
    "closing",
    "recordings",
    "permits",
    "registered",
    "seated",
    "behind",
    "timers",
    "queue_versions",
]
"""The tables of the floor that handlers write; all else follows from them or is a single value."""

NEVER = 1 << 60
"""Moment of a timer that waits for its switch node to come back."""


class Leg(Record):
    """One party's connection, or the standing line of a WebRTC device."""

    id: str
    channel: str
    state: LegState


class Segment(Record):
    """One agent's conversation within a call."""

    id: str
    person: str
    session: str
    recording: str
    talk_ms: int = 0
    hold_ms: int = 0


class Call(Record):
    id: str
    serial: int
    """Order of arrival."""
    tenant: str
    path: str
    node: str
    direction: Literal["inbound", "outbound"]
    number: str
    """The customer's number in national form; empty when withheld."""
    house_number: str
    customer: Leg
    started_at: int
    since: int
    """Since when the phase holds."""
    state: CallState = "new"
    phase: Phase = "ivr"
    spent: dict[str, int] = field(default_factory=dict)
    """Phase -> ms before `since`. Never changed in place."""
    service_line: str = ""
    service_line_name: str = ""
    service_line_name_en: str = ""
    language: str = "zh"
    attempt: str = ""
    permit: DialPermit | None = None
    prompts: tuple[str, ...] = ()
    queue: QueueConfig | None = None
    queued_at: int = 0
    place: WaitingKey | None = None
    sent_back: bool = False
    music: bool = False
    playback: str = ""
    parting: str = ""
    """Prompt that is said before the release."""
    agent: str = ""
    agent_leg: Leg | None = None
    offered_at: int = 0
    answered_at: int = 0
    segment: Segment | None = None
    bridged: bool = False
    """Its bridge has been made."""
    muted: bool = False
    recording: bool = False
    outcome: Outcome | Literal[""] = ""
    """Set as soon as it is certain, at the latest with the end."""
    hung_up_by: Party | Literal[""] = ""
    repairs: int = 0
    version: int = 0

    @property
    def bridge(self) -> str:
        """The name of the call's bridge."""
        return f"zb-{self.id}"


class Agent(Record):
    """A person with a session."""

    person: str
    serial: int
    """Order of becoming ready."""
    profile: AgentConfig
    """As configured when last seen there; an agent who was removed keeps it without groups."""
    session: str
    device: DeviceConfig
    desktop: str
    since: int
    state: AgentState = "signed_out"
    reason: str = ""
    next_reason: str = ""
    node: str = ""
    """Switch node where the device is reached; empty: nowhere."""
    line: Leg | None = None
    """The standing leg of a WebRTC device."""
    connected: bool = True
    graced: bool = False
    """The lost desktop's grace has passed."""
    call: str = ""
    """The call in hand; in wrap-up the one just ended."""
    segment: str = ""
    missed: int = 0
    idle_since: int = 0
    slots: tuple[tuple[str, IdleKey], ...] = ()
    """Where he stands among the ready."""
    rest: Literal["ready", "not_ready"] = "not_ready"
    """What he was before he dialled."""
    rest_reason: str = ""
    wrap_up_until: int = 0
    version: int = 0


class Recording(Record):
    """A recording whose files the switch has not closed yet."""

    call: str
    segment: str
    node: str
    tenant: str


class Closing(Record):
    """A channel that was hung up and has not gone yet."""

    node: str
    tries: int


class Node(Record):
    """One switch node as the floor knows it."""

    name: str
    up: bool = False
    """Inventory taken since it was connected: it can be commanded."""
    boot: str = ""
    setting_up: frozenset[str] = frozenset()
    """Calls in set-up."""
    held: Ordered[tuple[int, str]] = Ordered()
    """Calls that wait for set-up: (serial, call)."""


class Floor(Record):
    """The state (opaque outside the engine; see `view` for what people see of it)."""

    house: House = House(FloorConfig())
    seed: str = ""
    epoch: int = 0
    now: int = 0
    """The latest engine moment seen; it never goes back. All moments of the state are engine moments."""
    offset: int = 0
    """Wall time minus engine time: what facts, days and people are told is `moment + offset`."""
    counter: int = 0
    """Ids made."""
    serial: int = 0
    """Calls arrived and agents become ready."""
    seq: int = 0
    """Facts made."""
    calls: Map[str, Call] = Map()
    agents: Map[str, Agent] = Map()
    nodes: Map[str, Node] = Map()
    channels: Map[str, tuple[str, str]] = Map()
    """Channel -> whose it is: ("customer" | "phone", call) or ("line", person)."""
    closing: Map[str, Closing] = Map()
    recordings: Map[str, Recording] = Map()
    permits: Map[str, int] = Map()
    """Call ids of permits that were used -> when they expire."""
    turned_away: Ordered[tuple[int, str]] = Ordered()
    """(moment, channel) of the callers of the last day whom the switch had to turn away by itself."""
    registered: Map[str, str] = Map()
    """Endpoint -> node."""
    seated: Map[str, str] = Map()
    """Endpoint -> person whose session uses it."""
    ready: Map[str, Ordered[IdleKey]] = Map()
    """`group@node` -> agents who can be offered a call."""
    waiting: Map[str, Ordered[WaitingKey]] = Map()
    """`queue@node` -> calls that wait."""
    queue_versions: Map[str, int] = Map()
    """Queue -> version of its view."""
    behind: Map[str, tuple[str, ...]] = Map()
    """Calls that have yet to follow an edit of their queue, in numbered handfuls."""
    timers: Map[str, int] = Map()
    """Timer -> moment."""
    deadlines: Ordered[Deadline] = Ordered()
    revision: int = 0
    """Steps that changed something visible."""
    recent: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """(revision, view keys changed by it) of the latest steps, so that changes need no search."""
    written: tuple[tuple[str, str], ...] = ()
    """(table, key) of the rows that the latest step wrote or removed."""
