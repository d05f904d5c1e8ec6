"""What people do about calls: notes, callbacks, results. Not derived: these rows are the truth."""

from django.db import models

from zuoxi.calls.rows import HistoryRow, link
from zuoxi.organisation.rows import TenantRow, TermRow


class CallNote(TenantRow):
    """What a person typed about a call. The call's own row may come later: notes never wait for it."""

    call_id = models.UUIDField()
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True, default="")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("call_id", "person"), name="calls_note_once"),)


class CallbackTask(HistoryRow):
    """A call owed to a customer who did not get through; several calls of his are one task (T6)."""

    class Result(models.TextChoices):
        REACHED = "reached"
        NOT_REACHED = "not_reached"
        REFUSED = "refused"
        NOT_NEEDED = "not_needed"
        CALLED_AGAIN = "called_again"
        """The customer got through himself; set by the house."""
        NO_NUMBER = "no_number"
        """He withheld his number, or showed none that can be dialled: he is counted, not called. Set by the
        house with the task."""

    class Calling(models.TextChoices):
        AS_THE_QUEUE = ""
        """As its queue is set."""
        AUTOMATIC = "automatic"
        PEOPLE = "people"

    number = models.CharField(max_length=32)
    service_line = link("telephony.ServiceLine", null=True)
    queue = link("telephony.Queue", null=True)
    subject = models.CharField(max_length=80)
    """Number and service line: one open task for each."""
    reason = models.CharField(max_length=32)
    """Of the latest call."""
    calls = models.PositiveIntegerField(default=1)
    waited_ms = models.BigIntegerField(default=0)
    """The longest wait."""
    first_call_id = models.UUIDField()
    last_call_id = models.UUIDField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    claimed_by = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    result = models.CharField(max_length=16, blank=True, default="", choices=Result.choices)
    calling = models.CharField(max_length=16, blank=True, default="", choices=Calling.choices)
    """Who calls: said for this one by a person, or by the house where it may never call."""
    tries = models.PositiveSmallIntegerField(default=0)
    """How often the house has tried by itself since it was given to it."""
    place_at = models.DateTimeField(null=True)
    """Since when he waits, who has asked by a key to be called back and keeps his place; empty: nobody's."""
    not_before = models.DateTimeField(null=True)
    """The house does not try (again) before this."""
    hindered = models.CharField(max_length=32, blank=True, default="")
    """Why the house could not call the last time: a check of the gate, or what the line said."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "subject"),
                condition=models.Q(closed_at__isnull=True),
                name="calls_one_open_callback",
            ),
        )
        indexes = (
            models.Index(fields=("tenant", "-last_at"), name="calls_callback_recent"),
            models.Index(fields=("tenant", "number"), name="calls_callback_number"),
        )


class CallbackTry(HistoryRow):
    """The house called a customer back by itself, once. Written before the switch dials."""

    task = link("calls.CallbackTask", related="tried")
    number = models.PositiveSmallIntegerField()
    """Which try it was."""
    call_id = models.UUIDField(unique=True)
    """Id that its call has, once there is one."""
    reason = models.CharField(max_length=32)
    """Why the call was owed then."""
    owed_at = models.DateTimeField()
    """Since when."""
    waited_ms = models.BigIntegerField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=32, blank=True, default="")
    """What came of its call; empty: it goes on, or nobody knows."""

    class Meta:
        indexes = (models.Index(fields=("task",), name="calls_try_task"),)


class Disposition(TermRow):
    """A result code: a leaf of the tenant's tree is what an agent gives to a segment."""

    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    order = models.BooleanField(default=False)
    """Who is given it has ordered: he is the agent's customer from now on (T4)."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "code"), name="calls_disposition_code"),)


class LaterResult(TenantRow):
    """A result that an agent gave once his wrap-up was over; the last one counts, above the facts."""

    call_id = models.UUIDField()
    """Not a foreign key: calls are derived anew from their facts, and this stays."""
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    disposition = models.CharField(max_length=64)
    given_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("tenant", "call_id"), name="calls_later_result"),)
