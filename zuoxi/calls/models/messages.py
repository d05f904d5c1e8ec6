"""What callers left on the tape, and what people did about it (T7). The rows are work: facts begin them."""

from django.db import models

from zuoxi.calls.rows import HistoryRow, link


class VoiceMessage(HistoryRow):
    """One message; its sound is the `Recording` of the same id."""

    class Result(models.TextChoices):
        REACHED = "reached"
        NOT_REACHED = "not_reached"
        REFUSED = "refused"
        NOT_NEEDED = "not_needed"

    call = link("calls.Call")
    number = models.CharField(max_length=32, blank=True, default="")
    """National form; empty when withheld."""
    service_line = link("telephony.ServiceLine", null=True)
    queue = link("telephony.Queue", null=True)
    left_at = models.DateTimeField()
    """When he had spoken."""
    ms = models.BigIntegerField()
    claimed_by = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)
    heard_by = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who heard it first."""
    heard_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    result = models.CharField(max_length=16, blank=True, default="", choices=Result.choices)

    class Meta:
        indexes = (
            models.Index(fields=("tenant", "-left_at"), name="calls_message_recent"),
            models.Index(fields=("tenant", "number"), name="calls_message_number"),
        )
