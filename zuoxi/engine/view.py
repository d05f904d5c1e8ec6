"""What people see of the floor: flat records by key, made from the state after each step.

Keys are `agent:<person>`, `call:<call>`, `queue:<queue>`. The gateway passes them on by reach (`tenant`,
`path`), masks numbers per viewer, and renders times from moments (`since`), so that nothing is sent because
a second has passed.
"""

from typing import Literal

from zuoxi.engine.facts import AgentState, Phase
from zuoxi.engine.floor import Floor
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


class CallView(Record, tag_field="kind", tag="call"):
    id: str
    tenant: str
    path: str
    direction: Literal["inbound", "outbound"]
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
    queue: str
    agent: str
    """Person id of the agent it is offered to or who speaks; empty: none."""
    segment: str
    muted: bool
    recording: bool
    hung_up_by: str
    version: int


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


AnyView = AgentView | CallView | QueueView


def views(state: Floor) -> dict[str, AnyView]:
    """Everything that can be seen now, by key."""
    raise NotImplementedError


def changes(before: Floor, after: Floor) -> tuple[dict[str, AnyView], tuple[str, ...]]:
    """What a step changed: (records to put, keys to remove). Costs what changed, not what stands."""
    raise NotImplementedError
