"""The floor's state: frozen records in maps that share what did not change.

A step makes a new floor beside the old one. `encoding` writes it as bytes; `turn` is the working copy.
"""

from typing import Literal

from immutables import Map
from msgspec import Struct

from zuoxi.engine.config import FloorConfig, FlowConfig
from zuoxi.engine.house import House
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.pace import Pace
from zuoxi.engine.state.calls import (
    EARS,
    NEVER,
    Call,
    FirstChoice,
    Lead,
    Leg,
    Link,
    Outcome,
    Owner,
    Party,
    Quiet,
    Role,
    Segment,
    Sound,
    Spoke,
    Standing,
    Transfer,
    Untold,
    WaitingKey,
    channel_key,
)
from zuoxi.engine.state.house import Agent, Closing, IdleKey, Node, Recording, Word, WordKind

__all__ = [
    "EARS",
    "NEVER",
    "Agent",
    "Call",
    "Closing",
    "Deadline",
    "FirstChoice",
    "Floor",
    "IdleKey",
    "Lead",
    "Leg",
    "Link",
    "Node",
    "Outcome",
    "Owner",
    "Party",
    "Quiet",
    "Recording",
    "Role",
    "Segment",
    "Sound",
    "Spoke",
    "Standing",
    "Table",
    "Tables",
    "Transfer",
    "Untold",
    "WaitingKey",
    "Word",
    "WordKind",
    "channel_key",
]

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
    "untold",
    "registered",
    "seated",
    "behind",
    "strays",
    "timers",
    "queue_versions",
    "paces",
    "flows",
]
"""The tables of the floor that handlers write; all else follows from them or is a single value."""


class Tables(Struct):
    """What stands on a floor: the first fields, in one order, of the floor and of a step in the making."""

    house: House = House(FloorConfig())
    seed: str = ""
    epoch: int = 0
    now: int = 0
    """The latest engine moment seen; it never goes back. All moments of the state are engine moments."""
    offset: int = 0
    """Wall time minus engine time: what facts, days and people are told is `moment + offset`."""
    recording_room: bool = True
    """The spool has room for new recordings; without, conversations go on unrecorded and say so in facts."""
    counter: int = 0
    """Ids made."""
    serial: int = 0
    """Calls arrived and agents become ready."""
    seq: int = 0
    """Facts made."""
    calls: Map[str, Call] = Map()
    agents: Map[str, Agent] = Map()
    nodes: Map[str, Node] = Map()
    channels: Map[str, Owner] = Map()
    """Channel, by its key -> whose it is."""
    closing: Map[str, Closing] = Map()
    """Channels, by their keys, that we have hung up; known until they are gone."""
    recordings: Map[str, Recording] = Map()
    permits: Map[str, int] = Map()
    """Call ids of permits that were used -> when they expire."""
    untold: Map[str, tuple[Untold, ...]] = Map()
    """Calls out whose customer has not answered yet -> what has happened to them so far, and is told of them
    only if he does."""
    turned_away: Ordered[tuple[int, str]] = Ordered()
    """(moment, channel) of the callers of the last day whom the switch had to turn away by itself."""
    registered: Map[str, str] = Map()
    """Endpoint -> node."""
    seated: Map[str, str] = Map()
    """Endpoint -> person whose session uses it."""
    strays: Map[str, str] = Map()
    """Endpoint -> key of a line of it that stands, and whose agent is not known (yet)."""
    ready: Map[str, Ordered[IdleKey]] = Map()
    """`group@node:strategy` -> agents who can be offered a call, in their order."""
    waiting: Map[str, Ordered[WaitingKey]] = Map()
    """`queue@node` -> calls that wait (`waiting.line_of`)."""
    kept: Map[str, Ordered[WaitingKey]] = Map()
    """Person -> calls that wait for nobody but him."""
    queue_versions: Map[str, int] = Map()
    """Queue -> version of its view."""
    paces: Map[str, Pace] = Map()
    """Queue -> how long its callers wait, told from the latest of them."""
    behind: Map[str, tuple[str, ...]] = Map()
    """Calls that have yet to follow an edit of their queue, in numbered handfuls."""
    flows: Map[str, FlowConfig] = Map()
    """Versions of flows that are published no more, by their keys, while calls are in them."""
    secrets: Map[str, dict[str, str]] = Map()
    """Call -> what its caller has entered secretly, by variable: in memory only, on no disk."""
    timers: Map[str, int] = Map()
    """Timer -> moment."""
    deadlines: Ordered[Deadline] = Ordered()


class Floor(Tables, frozen=True):  # type: ignore[misc]  # a struct may, a dataclass may not
    """The state (opaque outside the engine; see `view` for what people see of it)."""

    revision: int = 0
    """Steps that changed something visible."""
    recent: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """(revision, view keys changed by it) of the latest steps, so that changes need no search."""
    written: tuple[tuple[str, str], ...] = ()
    """(table, key) of the rows that the latest step wrote or removed."""
