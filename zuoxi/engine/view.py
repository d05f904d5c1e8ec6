"""What people see of the floor: flat records by key, made from the state after each step (`viewing.py`).

Keys are `agent:<person>`, `call:<call>`, `queue:<queue>`. The gateway passes them on by reach (`tenant`,
`path`), masks numbers per viewer, and renders times from moments (`since`), so that nothing is sent because
a second has passed.
"""

from typing import Literal

from zuoxi.engine.facts import AgentState, Direction, Phase
from zuoxi.engine.state import Standing
from zuoxi.kernel.record import Record


class AgentView(Record, tag_field="kind", tag="agent"):
    """One agent with a session (an agent without one has no view)."""

    id: str
    session: str
    tenant: str
    path: str
    name: str
    number: str
    state: AgentState
    reason: str
    since: int
    """Since when the state holds. Talk counts from the answer, with what was held (as the record of the call
    does): no hold and no reloaded page begins it anew."""
    next_reason: str
    """Not-ready reason that will hold after this call; empty: none."""
    device: str
    device_kind: Literal["webrtc", "sip_phone"]
    line: Literal["down", "dialling", "up"]
    desktop: str
    connected: bool
    call: str
    groups: tuple[str, ...]
    missed: int
    wrap_up_until: int
    """Moment at which the wrap-up ends by itself; 0: not in wrap-up."""
    version: int
    help_since: int = 0
    """Since when he asks his leader for help; 0: he does not."""
    supervises: "SupervisesView | None" = None
    """Whose call he is on as a leader."""
    words: tuple["WordView", ...] = ()
    """What he has been told and has not seen yet, in order."""


class SupervisesView(Record):
    """A leader on an agent's call."""

    agent: str
    """Person."""
    call: str
    way: str
    """A `Way` of the release that decides calls: `monitor`, `whisper`, `barge`."""
    since: int


class WordView(Record):
    """What a leader told somebody (see `state.Word`); `words_seen` takes it away."""

    id: str
    at: int
    kind: str
    by: str
    text: str


class LeaderView(Record):
    """A leader whom an agent hears on his call."""

    person: str
    name: str
    way: str
    """`whisper` or `barge`; one who only listens is shown to leaders alone (`AgentView.supervises`)."""
    agent: str
    """Person on whose call he is."""


class PartView(Record):
    """Somebody who has a call in hand, or at whom it rings."""

    person: str
    """Empty: somebody outside."""
    name: str
    state: str
    """A `PartyState` of the release that decides calls, which may be a later one than the reader's."""
    number: str
    """Of somebody outside: national form."""
    segment: str
    muted: bool
    paused: bool = False
    """His recording is paused: silence goes into it."""
    agent_number: str = ""
    """Of an agent: by which colleagues call him."""


class FoundView(Record):
    """Something that a flow has found and shows."""

    label: str
    value: str


class LeadView(Record):
    """The flow into which an agent has sent his customer, as the agent sees it."""

    name: str
    name_en: str
    node: str
    """Where the customer is in it: what people call the node; empty: by its kind, or he is back."""
    node_kind: str
    came: str
    """How he came back (`state.Lead`); empty: he is still in it."""
    found: tuple[FoundView, ...]


class CallView(Record, tag_field="kind", tag="call"):
    id: str
    tenant: str
    path: str
    direction: Direction
    phase: Phase
    state: str
    since: int
    """Since when the phase holds."""
    started_at: int
    queued_at: int
    """0: not queued."""
    answered_at: int
    customer_number: str
    house_number: str
    service_line: str
    """Its name (Chinese)."""
    service_line_en: str
    called_for: str
    """What the house called him for by itself (`engine.gate.Purpose`); empty: he called, or a person did."""
    queue: str
    agent: str
    """Person id of the agent it is offered to or who speaks; empty: none."""
    segment: str
    muted: bool
    recording: bool
    hung_up_by: str
    version: int
    standing: Standing = ""
    """Who the caller is to the company, where his queue makes a difference for it."""
    decline_needs_reason: bool = True
    """Whoever will not take it says why."""
    hands: tuple[PartView, ...] = ()
    """Who has it in hand, in the order of coming."""
    priority: int = 0
    """Points by which he is ahead, of his queue, his standing and a leader; each is worth ten seconds."""
    raised: int = 0
    """Those of a leader."""
    before_all: bool = False
    """He waits before all others whatever their points: he was sent back, or the house called him."""
    given_to: str = ""
    """Person for whom a leader keeps him; empty: he is for everybody."""
    lead: LeadView | None = None
    leaders: tuple[LeaderView, ...] = ()
    """Leaders who are heard on it."""


class QueueView(Record, tag_field="kind", tag="queue"):
    id: str
    tenant: str
    path: str
    name: str
    name_en: str
    waiting: int
    longest_since: int
    """Since when the longest waiting call waits; 0: none."""
    version: int
    place_ms: int = 0
    """How long one place in its line takes, told from the latest who waited; 0: nobody knows."""


AnyView = AgentView | CallView | QueueView
