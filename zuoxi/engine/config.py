"""What the floor knows of the house: one frozen snapshot with a version (`ConfigChanged`), then edits of it.

All spans are milliseconds. All ids are UUIDs as text. Every setting a leader may change stands here, so that
a decision never asks the database. Lists that may be long (the blacklist) do not: what they say of a caller
is told with his arrival.
"""

from typing import Literal

from zuoxi.engine.ivr.flow import Flow
from zuoxi.kernel.calendars import OpeningHours
from zuoxi.kernel.record import Record


class Timers(Record):
    """Spans that hold for the whole floor; each is a setting (environment `ZUOXI_TIMER_<NAME>_MS`)."""

    reconnect_ms: int = 30_000
    """A lost line in mid-call: how long the customer is held before he goes to the head of the queue."""
    desktop_grace_ms: int = 5_000
    """A lost desktop (reload, network blink) keeps the agent's state for this long."""
    session_expiry_ms: int = 600_000
    """A session without a desktop is signed out after this long."""
    line_retry_ms: int = 2_000
    """How long to wait before the standing leg of a registered device is dialled again."""
    dial_timeout_ms: int = 60_000
    """An outbound customer leg that is not answered is given up after this long."""
    device_dial_timeout_ms: int = 15_000
    """A standing leg that the device does not take is given up after this long."""
    held_ms: int = 20_000
    """A caller who finds no place in set-up for this long is told that all are busy and is owed a call."""
    setup_timeout_ms: int = 10_000
    """A call whose set-up the switch does not confirm within this span is released."""
    patience_ms: int = 15_000
    """A customer whom the house has called first waits so long for an agent; then he is told that he will be
    called again."""
    switch_grace_ms: int = 60_000
    """After this long without a switch node, offers that nobody can answer there are withdrawn."""
    inventory_ms: int = 60_000
    """How often all that stands in a switch node is compared with what should be."""
    wrap_up_ms: int = 30_000
    """Wrap-up after a call that belongs to no queue (outbound)."""


class Announcements(Record):
    """Names of the prompts (see deploy/asterisk/prompts) that the house says by itself."""

    busy: str = "busy"  # T2: "the system is busy, please try again later"
    not_in_service: str = "not-in-service"
    closed: str = "closed"
    all_busy: str = "all-busy"  # T5: everyone is busy, the number is recorded, we will call back
    please_hold: str = "please-hold"  # the agent's line was lost
    sorry: str = "sorry"  # the centre cannot serve the call


class SkillGroupConfig(Record):
    id: str
    name: str


class QueueGroup(Record):
    """A skill group that serves a queue, from `after_ms` of waiting on (0: at once)."""

    group_id: str
    after_ms: int = 0


Strategy = Literal["longest_idle", "fewest_calls", "level_first", "round_robin", "ring_all"]
"""Who of those who may take a call is offered it first (`engine.routing.KEYS`)."""


AfterTransfer = Literal["agent", "queue", "callback"]
"""Where a customer goes whom nobody took when he was passed on: back to the agent if he is free, else into
the queue; at once into the queue; or he is told that he will be called back."""


RatingWhen = Literal["never", "by_agent", "always"]
"""When a customer is asked by keys how it was: never; when his agent has him asked; and besides whenever the
agent hangs up and he stays."""


class QueueConfig(Record):
    id: str
    tenant: str
    path: str
    """Organisation path of the unit that owns the queue."""
    name: str
    name_en: str = ""
    groups: tuple[QueueGroup, ...] = ()
    strategy: Strategy = "longest_idle"
    timeout_ms: int = 120_000
    ring_timeout_ms: int = 15_000
    wrap_up_ms: int = 30_000
    max_missed: int = 3
    """Missed offers in a row after which the agent is made not ready (reason `missed`)."""
    capacity: int = 200
    """Calls that may wait; one more is told that all are busy and becomes a callback task."""
    priority: int = 0
    """A head start on waiting (`engine.waiting.HEAD_START_MS` each): nobody starves behind it."""
    weight: int = 1
    """How much a second of waiting counts against those who wait in other queues of the same agents."""
    music: str = "default"
    callback_on_abandon: bool = True
    tell_unstaffed: bool = False
    """Callers are told at once when nobody is signed in who serves the queue; else they wait their time."""
    announce_every_ms: int = 0
    """Who waits is told his place and how long he will wait, at once and then this often; 0: never."""
    callback_by_key: bool = False
    """Who waits may ask by key 1 to be called back at his turn."""
    voicemail_by_key: bool = False
    """Who waits may leave a message by key 2."""
    voicemail_when_unserved: bool = False
    """Who cannot be served (too long, too many, nobody there, closed) may leave a message."""
    decline_needs_reason: bool = True
    """An agent who declines one of its calls says why, and is not ready for that; else it is one more missed
    offer."""
    vip_group: str = ""
    """Skill group that VIPs are offered to first (T3); empty: none. Others of the queue it serves only as one
    of `groups`."""
    vip_priority: int = 0
    """What is added to a VIP's head start."""
    returning: bool = False
    """A returning customer is offered to the agent whose customer he is first (T4)."""
    returning_priority: int = 0
    """What is added to a returning customer's head start."""
    announce_agent: bool = False
    """The caller hears the agent's number before they speak (工号播报)."""
    auto_answer: bool = False
    """Its calls are taken up by themselves after a tone, where the agent speaks through the browser."""
    after_transfer: AfterTransfer = "agent"
    """Where a customer goes whom nobody takes: to who passed him on, to the head of the queue, or owed."""
    rating: RatingWhen = "by_agent"
    rating_flow: str = ""
    """Key of the flow through which its customers are asked for a rating; empty: the house's own."""
    rating_link: bool = False
    """Who was not asked by keys is sent a link to rate the conversation by."""


class ServiceLineConfig(Record):
    id: str
    name: str
    name_en: str = ""
    whisper: str = ""
    """Prompt that an agent hears whose phone takes a call up by itself: for what the customer has called."""


class FlowConfig(Record):
    """A version of an IVR flow, as it was published."""

    id: str
    version: int
    tenant: str
    flow: Flow
    calendar: OpeningHours
    """The company's time zone, and its days with hours of their own."""
    name: str = ""
    name_en: str = ""

    @property
    def key(self) -> str:
        """What calls and access numbers name it by: the flow and its version."""
        return flow_key(self.id, self.version)


def flow_key(id: str, version: int) -> str:
    """Key of one version of a flow."""
    return f"{id}@{version}"


class AccessNumberConfig(Record):
    """A number that customers dial (T1)."""

    number: str
    tenant: str
    path: str
    service_line: ServiceLineConfig
    queue_id: str
    greeting: str = ""
    """Prompt name; empty: none."""
    recording_announcement: str = ""
    hours: OpeningHours | None = None
    """None: always open."""
    language: str = "zh"
    flow: str = ""
    """Key of the flow that callers go through before they wait (`FlowConfig.key`); empty: none."""
    trunk: str = ""
    """Id of the trunk that brings its calls; empty (as written by earlier versions): any trunk."""
    callback_in_flow: bool = False
    """Who hangs up in its flow is owed a call (T6)."""


class DeviceConfig(Record):
    """What an agent speaks through: WebRTC keeps one standing leg, a SIP phone is dialled per call."""

    id: str
    kind: Literal["webrtc", "sip_phone"]
    endpoint: str
    """Name of the switch's endpoint: the user name the device registers with."""
    dial: str = ""
    """What the switch dials; empty: the registered contact of `endpoint`."""
    revision: str = ""
    """Changes when the switch has to be told anew (password, kind); means nothing to the engine."""
    auto_answer: bool = False
    """Takes every call up by itself after a tone; a browser's only."""


class AgentConfig(Record):
    """A person who may sign in at the phone."""

    person_id: str
    tenant: str
    path: str
    name: str
    number: str
    """The agent number (工号) that customers hear and leaders see."""
    groups: tuple[tuple[str, int], ...] = ()
    """(skill group id, level); level 1 is the best."""
    devices: tuple[DeviceConfig, ...] = ()


class TrunkConfig(Record):
    """A connection to a carrier on one switch node."""

    id: str
    node: str
    endpoint: str
    caller_id: str = ""
    tenant: str = ""
    path: str = ""
    """Whose line it is: calls to a number that stands for nothing are this unit's to see."""
    home_area: str = ""
    """Area code (`010`) to which local numbers on this line belong; empty: none."""
    callback_not_in_service: bool = False
    """Who dials a number on this line that stands for nothing is owed a call (T6)."""
    revision: str = ""
    """Changes when the switch has to be told anew (host, addresses); means nothing to the engine."""


FIRST_REASONS: frozenset[str] = frozenset(
    ("rest", "meal", "training", "meeting", "coaching", "toilet", "other")
)
"""Not-ready reasons of a company that has set up none."""


class FloorConfig(Record):
    """Everything the floor decides from, as it was at one version."""

    version: int = 0
    timers: Timers = Timers()
    announcements: Announcements = Announcements()
    setup_limit: int = 40
    """Calls in set-up per switch node; the rest wait in order (overload)."""
    skill_groups: tuple[SkillGroupConfig, ...] = ()
    queues: tuple[QueueConfig, ...] = ()
    access_numbers: tuple[AccessNumberConfig, ...] = ()
    flows: tuple[FlowConfig, ...] = ()
    agents: tuple[AgentConfig, ...] = ()
    trunks: tuple[TrunkConfig, ...] = ()
    not_ready_reasons: tuple[tuple[str, str], ...] = ()
    """(tenant, code) of each reason that agents may give; a tenant without any has `FIRST_REASONS`."""
    records_internal: tuple[str, ...] = ()
    """Tenants whose colleagues are recorded when they call each other."""
