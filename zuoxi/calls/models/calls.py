"""The call and its parts. All but `Attempt` is derived from facts and can be derived again."""

from django.db import models

from zuoxi.calls.rows import HistoryRow, link


class Attempt(HistoryRow):
    """One dialling of one number under one permit. Written by the gate before the switch dials."""

    call_id = models.UUIDField(unique=True)
    """Id that its call has, once there is one."""
    person = link("organisation.Person", null=True)
    """Who dials; empty: the house by itself."""
    number = models.CharField(max_length=32)
    destination = models.CharField(max_length=16, blank=True, default="")
    """The number's class, by which a day's attempts are counted; empty: dialled before classes were kept."""
    caller_id = models.CharField(max_length=32, blank=True, default="")
    trunk = link("telephony.Trunk", null=True)
    service_line = link("telephony.ServiceLine", null=True)
    purpose = models.CharField(max_length=32)
    project = models.CharField(max_length=36, blank=True, default="")
    """Id of the project that it is for, in the area above that has projects; empty: for none."""
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("tenant", "number", "-at"), name="calls_attempt_number"),
            models.Index(fields=("tenant", "person", "at", "destination"), name="calls_attempt_of_day"),
            models.Index(
                fields=("tenant", "project", "at", "destination"),
                name="calls_attempt_of_project",
                condition=~models.Q(project=""),
            ),
        )


class Call(HistoryRow):
    """One customer contact by voice, from arrival or dialling to its end; or a call between colleagues."""

    class Direction(models.TextChoices):
        INBOUND = "inbound"
        OUTBOUND = "outbound"
        INTERNAL = "internal"
        """Between colleagues: nobody from outside takes part."""

    floor = models.CharField(max_length=64)
    node = models.CharField(max_length=64)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    customer_number = models.CharField(max_length=32, blank=True, default="")
    """National form; empty when withheld, and of a call between colleagues."""
    house_number = models.CharField(max_length=32, blank=True, default="")
    service_line = link("telephony.ServiceLine", null=True)
    queue = link("telephony.Queue", null=True)
    attempt = link("calls.Attempt", null=True)
    person = link("organisation.Person", null=True)
    """The agent who spoke last, or who dialled."""
    colleague = link("organisation.Person", null=True)
    """Of a call between colleagues: whom `person` called."""
    started_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=32, blank=True, default="")
    """Empty while the call is up."""
    ended_by = models.CharField(max_length=16, blank=True, default="")
    cause = models.IntegerField(null=True)
    """Q.850."""
    disposition = models.CharField(max_length=64, blank=True, default="")
    queue_ms = models.BigIntegerField(default=0)
    ring_ms = models.BigIntegerField(default=0)
    talk_ms = models.BigIntegerField(default=0)
    hold_ms = models.BigIntegerField(default=0)
    duration_ms = models.BigIntegerField(default=0)
    wrap_up_ms = models.BigIntegerField(default=0)
    way = models.JSONField(default=list)
    """What was decided on its way and why, in order: `{"step", "at" (ms), …}` (`selectors.way`)."""

    class Meta:
        indexes = (
            models.Index(fields=("tenant", "-started_at"), name="calls_call_recent"),
            models.Index(fields=("tenant", "customer_number", "-started_at"), name="calls_call_number"),
            models.Index(fields=("tenant", "person", "-started_at"), name="calls_call_person"),
        )


class CallPhase(HistoryRow):
    """A stretch of a call in one phase; they follow each other without gap and sum to the call."""

    call = link("calls.Call", related="phases")
    position = models.PositiveIntegerField()
    phase = models.CharField(max_length=16)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ms = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("call", "position"), name="calls_phase_order"),)


class Leg(HistoryRow):
    """One party's connection within a call."""

    call = link("calls.Call", related="legs")
    kind = models.CharField(max_length=16)
    node = models.CharField(max_length=64)
    channel = models.CharField(max_length=128)
    person = link("organisation.Person", null=True)
    attempt = link("calls.Attempt", null=True)
    """Under which somebody outside was dialled."""
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cause = models.IntegerField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("call",), name="calls_leg_call"),
            models.Index(
                fields=("attempt",),
                name="calls_leg_attempt",
                condition=models.Q(attempt__isnull=False),
            ),
        )


class Offer(HistoryRow):
    """A call was offered to an agent, and how that ended."""

    call = link("calls.Call", related="offers")
    person = link("organisation.Person")
    session_id = models.UUIDField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True, default="")
    ring_ms = models.BigIntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(fields=("call",), name="calls_offer_call"),
            models.Index(fields=("tenant", "person", "-at"), name="calls_offer_person"),
        )


class Segment(HistoryRow):
    """One agent's conversation: what is recorded, scored, given a result, paid."""

    call = link("calls.Call", related="segments")
    person = link("organisation.Person")
    session_id = models.UUIDField()
    recording_id = models.UUIDField(null=True)
    unrecorded = models.CharField(max_length=24, blank=True, default="")
    """Why it was not recorded: `no_room`, `announcement_failed`, `found_unrecorded`."""
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    talk_ms = models.BigIntegerField(default=0)
    hold_ms = models.BigIntegerField(default=0)
    ended_by = models.CharField(max_length=16, blank=True, default="")
    disposition = models.CharField(max_length=64, blank=True, default="")
    wrap_up_ms = models.BigIntegerField(default=0)
    gaps = models.JSONField(default=list)
    """Where its recording was paused: `{"from_ms", "to_ms", "why"}` from its beginning, in order."""

    class Meta:
        indexes = (
            models.Index(fields=("call",), name="calls_segment_call"),
            models.Index(fields=("tenant", "person", "-started_at"), name="calls_segment_person"),
        )
