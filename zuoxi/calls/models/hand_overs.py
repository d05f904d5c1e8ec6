"""Handing the recordings of a month over to a second medium, and what of them lies there (T14)."""

from django.db import models

from zuoxi.calls.rows import link
from zuoxi.organisation.rows import TenantRow


class HandOver(TenantRow):
    """The recordings of one month, copied to a medium that is not the working store. Never deleted."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        COPYING = "copying"
        AWAY = "away"
        """The medium, or where a recording lies, does not answer; it goes on by itself."""
        INCOMPLETE = "incomplete"
        """All that there is lies there; of some recordings nothing whole could be copied."""
        COMPLETE = "complete"
        RECEIVED = "received"
        """Somebody has signed for it: nothing of it is written any more."""

    class Place(models.TextChoices):
        """What kind of medium."""

        FOLDER = "folder"
        S3 = "s3"

    month = models.DateField()
    """Its first day, in the company's days."""
    queue = models.ForeignKey(
        "telephony.Queue", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Only of calls of this queue; empty: of all."""
    project = models.CharField(max_length=36, blank=True, default="")
    rest_only = models.BooleanField(default=False)
    """Only what no hand-over that somebody has signed for holds."""
    place = models.CharField(max_length=8, choices=Place.choices)
    medium = models.CharField(max_length=100)
    """What is written on it."""
    folder = models.CharField(max_length=200)
    """Where on it all of this lies."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    trouble = models.CharField(max_length=300, blank=True, default="")
    """Why it waits, as the machine says it."""
    job = models.UUIDField(null=True)
    """The job that is at it; no other one writes."""
    asked_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    recordings = models.PositiveIntegerField(default=0)
    """That lie on the medium, read back and found equal."""
    bytes = models.BigIntegerField(default=0)
    lacking = models.PositiveIntegerField(default=0)
    """That do not."""
    manifest_sha256 = models.CharField(max_length=64, blank=True, default="")
    received_by = models.CharField(max_length=100, blank=True, default="")
    """Who has it now, as he signed."""
    received_at = models.DateTimeField(null=True)
    received_noted_by = models.ForeignKey(
        "organisation.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = (models.Index(fields=("tenant", "-month"), name="calls_hand_over_month"),)


class HandedRecording(TenantRow):
    """One recording of a hand-over, and what of it lies on the medium."""

    class State(models.TextChoices):
        """What came of copying it."""

        WAITING = "waiting"
        THERE = "there"
        """Copied, read back and found equal."""
        MISSING = "missing"
        ALTERED = "altered"
        NOT_STORED = "not_stored"
        """It was not stored yet when its turn came."""
        ERASED = "erased"
        """Its span was over before it was copied."""
        DIFFERS = "differs"
        """The medium gave back something else than was written."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="items")
    recording = link("calls.Recording")
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    file = models.CharField(max_length=200, blank=True, default="")
    """Its path within the folder of the hand-over."""
    bytes = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("hand_over", "recording"), name="calls_handed_over_once"),
        )
        indexes = (
            models.Index(fields=("hand_over", "state"), name="calls_handed_state"),
            models.Index(fields=("recording", "state"), name="calls_handed_recording"),
        )
