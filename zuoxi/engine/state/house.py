"""The agents, recordings and switch nodes as the floor holds them."""

from typing import Literal

from zuoxi.engine.agent import Availability
from zuoxi.engine.config import AgentConfig, DeviceConfig
from zuoxi.engine.facts import AgentState
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.state.calls import Leg
from zuoxi.kernel.record import Record

IdleKey = tuple[int, int, int, str]
"""Place among the ready agents of a group by one strategy (`routing.KEYS`); the person is last."""


WordKind = Literal[
    "text",
    "picked_up",
    "transferred",
    "released",
    "made_ready",
    "made_not_ready",
    "call_over",
    "ear_lost",
    "out_of_reach",
]
"""`call_over`, `ear_lost`, `out_of_reach`: to a leader, who is not on the call any more; the others to an
agent."""


class Word(Record):
    """What a leader (or the house about a leader's call) tells somebody; kept until he has seen it."""

    id: str
    at: int
    kind: WordKind
    by: str
    """Name of the leader; in a word to a leader, of the agent."""
    text: str = ""
    """The text; or why, in the leader's words."""


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
    """Since when he does what he does."""
    state: Availability = "signed_out"
    doing: AgentState = "signed_out"
    """What he is seen to do: his availability or, when busy, what his part in a call is."""
    reason: str = ""
    next_reason: str = ""
    node: str = ""
    """Switch node where the device is reached; empty: nowhere."""
    line: Leg | None = None
    """The standing leg of a WebRTC device."""
    connected: bool = True
    graced: bool = False
    """The lost desktop's grace has passed."""
    calls: tuple[str, ...] = ()
    """Calls in hand, in the order in which they were taken."""
    worked: str = ""
    """In wrap-up: the call that has just ended."""
    segment: str = ""
    """In wrap-up: the conversation in it."""
    missed: int = 0
    idle_since: int = 0
    taken: int = 0
    """Calls that he took up in this session."""
    offered: int = 0
    """Serial of his latest offer; 0: none in this session."""
    slots: tuple[tuple[str, IdleKey], ...] = ()
    """Where he stands among the ready."""
    rest: Literal["ready", "not_ready"] = "not_ready"
    """What he was before he dialled."""
    rest_reason: str = ""
    wrap_up_until: int = 0
    help_since: int = 0
    """Since when he asks his leader for help; 0: he does not."""
    words: tuple[Word, ...] = ()
    """What he has been told and has not seen yet."""
    version: int = 0

    @property
    def call(self) -> str:
        """The call that he is shown: in hand, or worked on in wrap-up; empty: none."""
        return self.calls[0] if self.calls else self.worked


class Recording(Record):
    """A recording whose files the switch has not closed yet."""

    call: str
    segment: str
    node: str
    tenant: str


class Closing(Record):
    """A channel that was hung up and has not gone yet."""

    node: str
    channel: str
    tries: int


class Node(Record):
    """One switch node as the floor knows it."""

    name: str
    up: bool = False
    """Inventory taken since it was connected: it can be commanded."""
    asked: int = 0
    """When an inventory was ordered that has not come yet; 0: none is awaited."""
    doubtful: bool = False
    """Another inventory is needed, taken later than the one that is awaited."""
    unknown: tuple[str, ...] = ()
    """Channels that the last inventory showed and nobody knew."""
    boot: str = ""
    links: tuple[str, ...] = ()
    """Nodes to which it can be linked, as its last inventory said."""
    apart: tuple[str, ...] = ()
    """Those to which a link could not be had lately."""
    setting_up: frozenset[str] = frozenset()
    """Calls in set-up."""
    held: Ordered[tuple[int, str]] = Ordered()
    """Calls that wait for set-up: (serial, call)."""
    heard: int = 0
    """While it is away: the moment of its last sign of life; 0: it is there, or was never heard of."""
