"""Numbers that customers dial, queues and who serves them, trunks, devices and seats."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from zuoxi.kernel.ids import new_id
from zuoxi.organisation.rows import ConfiguredRow, TenantRow, TermRow

OWN = "own-"
"""Begins the name of each prompt that a company has made itself."""


class SwitchNode(models.Model):
    """One Asterisk. It carries the calls of every company of the installation, so it has no tenant."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=32, unique=True)
    """The name that events, legs and facts carry as `node`."""
    ws_url = models.CharField(max_length=200, blank=True, default="")
    """Where browsers reach it; empty: the installation's setting."""
    sip_domain = models.CharField(max_length=100, blank=True, default="")
    """Host of the SIP addresses of its devices; empty: the host of `ws_url`."""
    hidden_at = models.DateTimeField(null=True, blank=True)


class NotReadyReason(TermRow):
    """Why an agent is not ready (示忙原因): rest, meal, training …"""

    allowance_min = models.PositiveIntegerField(null=True, blank=True)
    """Minutes a day that one agent may be not ready for this reason; null: nobody counts."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "code"), name="telephony_reason_code"),)


class ServiceLine(ConfiguredRow):
    """The business that a dialled number stands for."""

    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    whisper = models.CharField(max_length=64, blank=True, default="")
    """Prompt that names it to agents whose phones take calls up by themselves; empty: only a tone (T23)."""


class Queue(ConfiguredRow):
    """Calls waiting for the same kind of service, and how they are served (spans in ms)."""

    class Strategy(models.TextChoices):
        LONGEST_IDLE = "longest_idle"
        FEWEST_CALLS = "fewest_calls"
        LEVEL_FIRST = "level_first"
        ROUND_ROBIN = "round_robin"
        RING_ALL = "ring_all"

    class AfterTransfer(models.TextChoices):
        AGENT = "agent"
        QUEUE = "queue"
        CALLBACK = "callback"

    class RatingWhen(models.TextChoices):
        NEVER = "never"
        BY_AGENT = "by_agent"
        ALWAYS = "always"

    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    strategy = models.CharField(max_length=20, choices=Strategy.choices, default=Strategy.LONGEST_IDLE)
    timeout_ms = models.PositiveIntegerField(default=120_000)
    ring_timeout_ms = models.PositiveIntegerField(default=15_000)
    wrap_up_ms = models.PositiveIntegerField(default=30_000)
    max_missed = models.PositiveIntegerField(default=3)
    capacity = models.PositiveIntegerField(default=200)
    priority = models.IntegerField(default=0)
    weight = models.PositiveSmallIntegerField(default=1)
    music = models.CharField(max_length=64, default="default")
    callback_on_abandon = models.BooleanField(default=True)
    callback_automatic = models.BooleanField(default=False)
    """Whether calls owed are dialled by the house; off until the company wants it."""
    callback_tries = models.PositiveSmallIntegerField(default=3)
    """How often the house tries before people go on."""
    callback_pause_ms = models.PositiveIntegerField(default=600_000)
    """Before the second try; each further pause is twice as long."""
    tell_unstaffed = models.BooleanField(default=False)
    """Whether callers are told at once when nobody is signed in who serves it."""
    announce_every_ms = models.PositiveIntegerField(default=0)
    """How often who waits is told his place and how long he will wait; 0: never (T5)."""
    callback_by_key = models.BooleanField(default=False)
    """Whether who waits may ask by key 1 to be called back at his turn (T5)."""
    voicemail_by_key = models.BooleanField(default=False)
    """Whether who waits may leave a message by key 2 (T7)."""
    voicemail_when_unserved = models.BooleanField(default=False)
    """Whether who cannot be served (too long, too many, nobody there, closed) may leave a message (T7)."""
    decline_needs_reason = models.BooleanField(default=True)
    """Whether an agent who declines one of its calls says why, and is not ready for that (T9)."""
    announce_agent = models.BooleanField(default=False)
    """Whether callers hear the agent's number before they speak (T23)."""
    auto_answer = models.BooleanField(default=False)
    """Whether its calls are taken up by themselves after a tone (T23)."""
    after_transfer = models.CharField(
        max_length=16, choices=AfterTransfer.choices, default=AfterTransfer.AGENT
    )
    """Where its customer goes when nobody takes the call that was passed on (T11)."""
    rating = models.CharField(max_length=12, choices=RatingWhen.choices, default=RatingWhen.BY_AGENT)
    """When its customers are asked by keys how it was (T15)."""
    rating_flow = models.ForeignKey(
        "telephony.IvrFlow", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """What they go through then; null: the house's own question."""
    rating_link = models.BooleanField(default=False)
    """Whether who was not asked by keys is sent a message with a link (T15)."""
    vip_group = models.ForeignKey(
        "telephony.SkillGroup", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """To whom VIPs are offered first (T3)."""
    vip_priority = models.IntegerField(default=30)
    returning = models.BooleanField(default=False)
    """Whether a returning customer is offered to his agent first (T4)."""
    returning_priority = models.IntegerField(default=12)


class SkillGroup(ConfiguredRow):
    """Agents who can serve, with a level each."""

    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")


class QueueGroup(TenantRow):
    """A skill group serves a queue, from `after_ms` of waiting on."""

    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="groups")
    skill_group = models.ForeignKey(SkillGroup, on_delete=models.PROTECT, related_name="queues")
    after_ms = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("queue", "skill_group"), name="telephony_group_once_per_queue"),
        )


class SkillGroupMember(TenantRow):
    """An agent of a skill group; level 1 is the best."""

    skill_group = models.ForeignKey(SkillGroup, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("skill_group", "person"), name="telephony_member_once_per_group"),
        )


class Trunk(ConfiguredRow):
    """A connection to a carrier on one switch node."""

    node = models.ForeignKey(SwitchNode, on_delete=models.PROTECT, related_name="trunks")
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    endpoint = models.CharField(max_length=64)
    """Name of the switch's endpoint."""
    host = models.CharField(max_length=200, blank=True, default="")
    """The carrier's host; empty: the sample company's carrier laboratory, wherever it runs."""
    port = models.PositiveIntegerField(default=5060)
    match = models.JSONField(default=list)
    """Addresses and networks that the carrier's calls come from; empty: the host alone."""
    domain = models.CharField(max_length=200, blank=True, default="")
    """What stands behind the @ of our caller id; empty: the switch's own."""
    numbers = models.JSONField(default=list)
    """The numbers that the carrier has given us on this line, in national form: customers can dial them, and
    one of them is shown on outbound calls."""
    caller_id = models.CharField(max_length=32, blank=True, default="")
    home_area = models.CharField(max_length=4, blank=True, default="")
    """Area code (`010`) to which local numbers on this line belong; empty: the company's."""
    callback_not_in_service = models.BooleanField(default=False)
    """Who dials one of its numbers that stands for nothing is owed a call (T6)."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("node", "endpoint"), name="telephony_endpoint_once_per_node"),
        )


class IvrFlow(ConfiguredRow):
    """What callers hear and may do before they wait (T8): one draft, and versions that were published."""

    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    draft = models.JSONField(default=dict)
    """`{"flow": …, "layout": {node: {"x", "y"}}}`: being worked on; nobody has heard it yet."""
    draft_revision = models.PositiveIntegerField(default=0)
    """Rises with each saving of the draft."""
    drafted_at = models.DateTimeField(null=True, blank=True)
    drafted_by = models.CharField(max_length=100, blank=True, default="")
    """Name of who saved it last."""
    live = models.ForeignKey(
        "telephony.IvrVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The version that callers hear; null: none was published yet."""


class IvrVersion(TenantRow):
    """A flow as it was published once; it never changes."""

    flow = models.ForeignKey(IvrFlow, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    """1 for the first of its flow, then rising by one."""
    body = models.JSONField()
    layout = models.JSONField(default=dict)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=100)
    """Name of who published it."""
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("flow", "number"), name="telephony_version_once_per_flow"),
        )


class AccessNumber(ConfiguredRow):
    """A number that customers dial: its business, queue, greeting, hours, announcement and language (T1)."""

    trunk = models.ForeignKey(
        Trunk, null=True, blank=True, on_delete=models.PROTECT, related_name="access_numbers"
    )
    """The line that brings its calls; the same digits on another line may be another company's. Empty only
    where there was no line when numbers came to belong to lines: nobody can call it until it has one."""
    number = models.CharField(max_length=32)
    """As the carrier sends it, digits only; one of those assigned to its trunk."""
    service_line = models.ForeignKey(ServiceLine, on_delete=models.PROTECT, related_name="access_numbers")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="access_numbers")
    flow = models.ForeignKey(
        IvrFlow, null=True, blank=True, on_delete=models.PROTECT, related_name="access_numbers"
    )
    """What callers go through before they wait; null: they wait at once."""
    greeting = models.CharField(max_length=64, blank=True, default="")
    recording_announcement = models.CharField(max_length=64, blank=True, default="")
    language = models.CharField(max_length=8, default="zh")
    weekly_hours = models.JSONField(null=True, blank=True)
    """Seven lists (Monday first) of [start, end] in minutes after midnight; null: always open."""
    callback_in_flow = models.BooleanField(default=False)
    """Who hangs up in the flow is owed a call (T6)."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("trunk", "number"), name="telephony_number_once_per_trunk"),
        )


class Prompt(ConfiguredRow):
    """Something that the company lets its callers hear: its words, and a sound of it per language."""

    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    words_zh = models.TextField(blank=True, default="")
    words_en = models.TextField(blank=True, default="")
    uses: Sequence[Any] = ()
    """Where it is said; known once somebody has looked (`selectors.prompts.with_uses`)."""

    @property
    def key(self) -> str:
        """What numbers, flows and the switch call it."""
        return f"{OWN}{self.id}"


class PromptSound(TenantRow):
    """How a prompt sounds in one language; kept here so that every node can have its file."""

    class Source(models.TextChoices):
        UPLOADED = "uploaded"
        RECORDED = "recorded"
        SPOKEN = "spoken"
        """By the voice of the house, from the prompt's words."""

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="sounds")
    language = models.CharField(max_length=8)
    source = models.CharField(max_length=16, choices=Source.choices)
    wave = models.BinaryField()
    """A WAV file: 8 kHz, 16 bit, mono."""
    sha256 = models.CharField(max_length=64)
    length_ms = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("prompt", "language"), name="telephony_one_sound_per_language"),
        )


class HolidayDay(TenantRow):
    """A date with hours of its own: a holiday (no spans) or a moved working day; notices come late."""

    date = models.DateField()
    name = models.CharField(max_length=100, blank=True, default="")
    spans = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("tenant", "date"), name="telephony_one_plan_per_date"),
        )


class Seat(ConfiguredRow):
    """A place with a phone; not bound to a person."""

    name = models.CharField(max_length=64)
    plan_column = models.PositiveSmallIntegerField(null=True, blank=True)
    """Where it stands in its unit's room, counted from 0 at the left; empty: on no plan."""
    plan_row = models.PositiveSmallIntegerField(null=True, blank=True)
    """From 0 at the front."""
    person = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who sits there now."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("org_unit", "name"), name="telephony_seat_name"),)


class Device(ConfiguredRow):
    """What an agent speaks through. Its password is kept encrypted."""

    class Kind(models.TextChoices):
        WEBRTC = "webrtc"
        SIP_PHONE = "sip_phone"

    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=64, blank=True, default="")
    person = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Whose it is; empty: whoever sits at its seat."""
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="devices")
    node = models.ForeignKey(SwitchNode, on_delete=models.PROTECT, related_name="devices")
    endpoint = models.CharField(max_length=64, unique=True)
    """User name that it registers with."""
    credential = models.TextField()
    """Its password, encrypted with the installation's key."""
    dial = models.CharField(max_length=200, blank=True, default="")
    """What the switch dials; empty: wherever it has registered from."""
    auto_answer = models.BooleanField(default=False)
    """Whether it takes every call up by itself after a tone; a browser's only (T23)."""


class DeviceAddress(models.Model):
    """Where a device has registered from last: what the switch tells, not what anybody has set up."""

    device = models.OneToOneField(Device, primary_key=True, on_delete=models.PROTECT, related_name="seen")
    address = models.GenericIPAddressField()
    at = models.DateTimeField()
    """When it was seen there last, to the hour."""
