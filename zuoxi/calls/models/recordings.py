"""Recordings: what the switch left, where it is kept, and whether it is still whole (T14)."""

from django.db import models

from zuoxi.calls.rows import HistoryRow, link
from zuoxi.organisation.rows import TenantRow, TermRow


class Recording(HistoryRow):
    """The recording of one segment: both sides on two channels; of a call between colleagues (T23); or of a
    message, whose id it has (T7)."""

    class State(models.TextChoices):
        """What is kept and what became of it."""

        RECORDING = "recording"
        RECORDED = "recorded"
        """The switch has closed the files; they wait to be stored."""
        STORED = "stored"
        VERIFIED = "verified"
        """Read back and found equal."""
        MISSING = "missing"
        ALTERED = "altered"
        SHORT = "short"
        """It is whole as it was written, but the switch had written less than was spoken."""
        ERASED = "erased"
        """Its span was over: the sound is gone, what was said about it is not."""

    class Store(models.TextChoices):
        """Where the file lies."""

        LOCAL = "local"
        S3 = "s3"

    call = link("calls.Call", related="recordings")
    segment = link("calls.Segment", null=True, related="recordings")
    """Empty: a message, or a call between colleagues."""
    person = link("organisation.Person", null=True)
    """The agent; of colleagues who called; empty: a message."""
    node = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECORDING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)
    bytes = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    key = models.CharField(max_length=200, blank=True, default="")
    """Path within the store; empty: nothing is (or was ever) kept."""
    store = models.CharField(max_length=8, choices=Store.choices, default=Store.LOCAL)
    left_in = models.CharField(max_length=8, choices=Store.choices, blank=True, default="")
    """The store that it was moved out of, as long as that one still has it too."""
    checked_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    """Since when it is held: it is not erased, whatever its span; empty: it is not held."""
    held_by = link("organisation.Person", null=True)
    held_because = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = (
            models.Index(fields=("call",), name="calls_recording_call"),
            models.Index(fields=("tenant", "-started_at"), name="calls_recording_recent"),
            models.Index(fields=("state", "started_at"), name="calls_recording_state"),
        )


class RecordingComment(TenantRow):
    """What somebody said about a moment of a recording; only he changes it or takes it back."""

    recording = link("calls.Recording", related="comments")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    at_ms = models.PositiveIntegerField()
    """Where in the recording."""
    text = models.CharField(max_length=1000)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    """When he took it back."""

    class Meta:
        indexes = (models.Index(fields=("recording", "at_ms"), name="calls_comment_recording"),)


class RetentionClass(TermRow):
    """How long recordings of one kind are kept. Which one holds: `rules.span_of`."""

    keep_days = models.PositiveIntegerField()
    """0: for good."""
    disposition = models.ForeignKey(
        "calls.Disposition", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Of conversations with this result, or one under it."""
    queue = models.ForeignKey(
        "telephony.Queue", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    project = models.CharField(max_length=36, blank=True, default="")
    """Of calls for this project of the area above that has them."""
