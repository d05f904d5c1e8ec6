"""A call as the floor holds it: its parties, legs, segments and sounds."""

from typing import Literal

from msgspec import field

from zuoxi.engine import facts
from zuoxi.engine.call import CallState
from zuoxi.engine.config import QueueConfig
from zuoxi.engine.facts import Phase
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.ivr.record import Ivr
from zuoxi.engine.leg import LegState
from zuoxi.engine.party import PartyState
from zuoxi.kernel.record import Record

Outcome = Literal[
    "answered",
    "abandoned",
    "queue_timeout",
    "dropped",
    "queue_full",
    "unstaffed",
    "message",
    "requested",
    "blacklisted",
    "left_in_ivr",
    "served_in_ivr",
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
"""Place in a waiting line: (0 before all others or 1, since less the head start, since, serial, call)."""


Standing = Literal["", "vip", "returning"]
"""Who a caller is to the company, where his queue makes a difference for it (T3, T4)."""


FirstChoice = Literal["vip_group", "own_agent"]
"""To whom a caller is offered before the queue's groups."""


EARS = "zl-"
"""Beginning of the names of the bridges in which leaders listen; the ear's id follows."""


NEVER = 1 << 60
"""Moment of a timer that waits for its switch node to come back."""


Role = Literal["customer", "agent", "supervisor", "external"]


Owner = tuple[Literal["party", "line", "link", "ear"], str, str]
"""Whose a channel is: ("party", call, party), an agent's standing line: ("line", person, ""), an end of a
link: ("link", call, the node that is not the call's), or a leader's ear: ("ear", call, party)."""


def channel_key(node: str, channel: str) -> str:
    """Key of a channel: two nodes may give the same name."""
    return f"{node}/{channel}"


class Leg(Record):
    """One party's connection, or the standing line of a WebRTC device."""

    id: str
    node: str
    channel: str
    state: LegState
    since: int
    """When it came, or was dialled."""
    standing: bool = False
    """It is the agent's standing line: it leaves a call without ending."""


class Segment(Record):
    """One agent's conversation within a call."""

    id: str
    recording: str
    recorded: bool = True
    """Its recording runs; False: nothing (more) comes of it."""
    hush: Literal["", "on", "off"] = ""
    """Silence goes into the recording; `off`: no more, but it has."""
    paused: bool = False
    """Somebody who speaks has asked for that silence; it lasts until somebody ends it."""
    talk_ms: int = 0
    hold_ms: int = 0


class Sound(Record):
    """What a party hears from the house: an announcement of several prompts, or music."""

    playback: str = ""
    """Our name of the announcement; empty: it is music."""
    prompts: tuple[str, ...] = ()
    music: str = ""


class Party(Record):
    """Somebody's part in a call."""

    id: str
    role: Role
    state: PartyState
    since: int
    person: str = ""
    """Agents and supervisors; empty: a stranger, or an agent whose session is not known (yet)."""
    session: str = ""
    leg: Leg | None = None
    hears: bool = False
    """Is in the call's bridge."""
    speaks: bool = False
    """Is heard there, unless he is muted."""
    muted: bool = False
    sound: Sound | None = None
    offered_at: int = 0
    """When the call was offered to him; 0: it is no offer (any more)."""
    segment: Segment | None = None
    endpoint: str = ""
    """Of an adopted call: the device that speaks."""
    recording: str = ""
    """Of an adopted call: the recording that ran; of colleagues: the one that runs, on this line."""
    number: str = ""
    """Of somebody outside of the house: national form."""
    watches: str = ""
    """Of a leader: the party on whose call he is; empty: he is no leader."""
    agent: str = ""
    """The person of that party."""
    leads: tuple[str, ...] = ()
    """Of a leader: organisation paths at and below which he leads, as they were when he came."""
    ear: Leg | None = None
    """By which a leader hears that agent and whom he speaks with; in whisper the agent hears him by it. None:
    he is in the call's bridge."""

    @property
    def ear_bridge(self) -> str:
        """The name of the bridge in which a leader and his ear are."""
        return f"{EARS}{self.ear.id}" if self.ear is not None else ""


class Link(Record):
    """What joins a call with a node that it does not stand on: two legs, one on each."""

    node: str
    """Where somebody in the call is reached."""
    near: Leg
    """Its end where the call stands."""
    far: Leg
    tries: int = 1
    """How often it has been dialled for this conversation."""

    @property
    def is_dialled(self) -> bool:
        """Whether it has been ordered; until then it waits for the pause before it to be over."""
        return self.near.state != "new"

    @property
    def is_up(self) -> bool:
        """Whether both ends are."""
        return self.near.state == "up" and self.far.state == "up"


Quiet = facts.CallStarted | facts.PhaseEntered | facts.LegStarted | facts.LegAnsweredFact | facts.LegEndedFact
"""What happens to every call on its way to an answer."""


class Untold(Record):
    """Something that has happened to a call of which nothing has been told yet."""

    at: int
    fact: Quiet


class Transfer(Record):
    """An agent passes his customer on, or asks somebody first; it is not decided yet."""

    way: facts.TransferWay
    person: str
    """Who does."""
    since: int
    returned: bool = False
    """It came to nothing, and rings at himself again."""


class Lead(Record):
    """A flow through which an agent sends his customer, and what the agent is told of it."""

    flow: str
    """Id."""
    name: str
    name_en: str = ""
    came: Literal["", "found", "ended", "broken", "taken_back"] = ""
    """How the customer came back; empty: he is still in it. `ended`: it led him somewhere else, or said
    goodbye."""
    found: tuple[tuple[str, str], ...] = ()
    """(label, value), as the flow declares it."""


class Spoke(Record):
    """The latest conversation of a customer, which he may be asked to rate."""

    segment: str
    person: str
    path: str
    """The agent's, as it was."""
    by: facts.RatingBy = "flow"
    """Who has him asked."""
    asked: bool = False
    """He was: nobody is asked twice."""


class Call(Record):
    id: str
    serial: int
    """Order of arrival."""
    tenant: str
    path: str
    node: str
    """Where it stands: the node of its customer, or of the colleague who calls."""
    direction: facts.Direction
    number: str
    """The customer's number in national form; empty when withheld, and of a call between colleagues."""
    house_number: str
    parties: tuple[Party, ...]
    """The customer first; then who has the call in hand or is on it as a leader, in the order of coming. Of a
    call between colleagues nobody is in the customer's place (no leg); who called comes first of them."""
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
    whisper: str = ""
    """Prompt that names the business line to an agent whose phone takes the call up by itself."""
    attempt: str = ""
    permit: DialPermit | None = None
    prompts: tuple[str, ...] = ()
    announcement: str = ""
    """The one of `prompts` that must be heard before anything is recorded; empty: none must."""
    retried: bool = False
    """The announcement has failed once."""
    recorded: bool = True
    """Its conversations are recorded."""
    ivr: Ivr | None = None
    """Where he is in a flow, or was; None: he goes through none."""
    owed_in_flow: bool = False
    """Hanging up in the flow, he is owed a call: his number says so."""
    queue: QueueConfig | None = None
    queued_at: int = 0
    place: WaitingKey | None = None
    began_at: int = 0
    """At which place of the line he began to wait; 0: his wait tells nothing of the line's."""
    standing: Standing = ""
    choices: tuple[FirstChoice, ...] = ()
    """To whom he is still to be offered before all others, in this order."""
    own_agent: str = ""
    """Person whose customer he is."""
    sent_back: bool = False
    given_to: str = ""
    """Person for whom a leader keeps the caller while he waits; empty: he is for everybody."""
    raised: int = 0
    """Points by which a leader has put him ahead of where his queue has him."""
    unserved: facts.OwedReason | Literal[""] = ""
    """Why he is asked for a message, and owed a call when he leaves none."""
    message_at: int = 0
    """Since when he speaks on the tape; 0: he does not."""
    parting: str = ""
    """Prompt that is said before the release."""
    answered_at: int = 0
    outcome: Outcome | Literal[""] = ""
    """Set as soon as it is certain, at the latest with the end."""
    hung_up_by: facts.Party | Literal[""] = ""
    doubt: bool = False
    """What became of a command for it is not known; the next inventory tells."""
    repairs: int = 0
    """Inventories in a row that have shown something else than what should be."""
    ordered_at: int = 0
    """When something was last ordered for it."""
    links: tuple[Link, ...] = ()
    """To the other nodes on which somebody in it is reached."""
    transfer: Transfer | None = None
    lead: Lead | None = None
    """The latest flow into which an agent sent him."""
    spoke: Spoke | None = None
    """His latest conversation that is over; None: he has had none."""
    colleague: str = ""
    """Of a call between colleagues: the person whom it is for."""
    version: int = 0

    @property
    def automatic(self) -> bool:
        """The house has called by itself: nobody dialled, and whoever speaks comes second."""
        return self.permit is not None and not self.permit.person

    @property
    def decline_needs_reason(self) -> bool:
        """Whether who will not take it says why: not to a colleague, nor where his queue does not ask."""
        return self.direction != "internal" and (self.queue is None or self.queue.decline_needs_reason)

    @property
    def bridge(self) -> str:
        """The name of the call's bridge."""
        return f"zb-{self.id}"

    @property
    def customer(self) -> Party:
        """The party whose contact with the house the call is."""
        return self.parties[0]

    @property
    def channel(self) -> str:
        """The customer's channel; empty before he is dialled."""
        leg = self.parties[0].leg
        return leg.channel if leg else ""

    @property
    def hands(self) -> tuple[Party, ...]:
        """Who has the call in hand: neither the customer nor a leader who is on it."""
        return tuple([party for party in self.parties[1:] if party.role != "supervisor"])

    @property
    def leaders(self) -> tuple[Party, ...]:
        """The leaders who are on it."""
        return tuple([party for party in self.parties[1:] if party.role == "supervisor"])

    @property
    def playback(self) -> str:
        """The announcement that the customer hears; empty: none."""
        sound = self.parties[0].sound
        return sound.playback if sound else ""

    @property
    def nodes(self) -> tuple[str, ...]:
        """All nodes on which something of the call stands, its own first."""
        return (self.node, *(link.node for link in self.links)) if self.links else (self.node,)

    def link_to(self, node: str) -> Link | None:
        """The link to a node; None: there is none."""
        for link in self.links:
            if link.node == node:
                return link
        return None

    def index(self, party_id: str) -> int:
        """Which of the parties it is; KeyError when it has left."""
        for at, party in enumerate(self.parties):
            if party.id == party_id:
                return at
        raise KeyError(party_id)

    def party(self, party_id: str) -> Party:
        """A party by its id; KeyError when it has left."""
        for party in self.parties:
            if party.id == party_id:
                return party
        raise KeyError(party_id)

    def party_of(self, person: str) -> Party | None:
        """A person's part in the call."""
        for party in self.parties:
            if party.person == person:
                return party
        return None

    def of(self, *states: PartyState) -> tuple[Party, ...]:
        """The parties in one of these states."""
        return tuple(party for party in self.parties if party.state in states)
