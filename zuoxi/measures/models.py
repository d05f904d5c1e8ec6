"""The sums, and who has contributed what to them. All of it is derived from facts."""

from django.db import models

from zuoxi.kernel.ids import new_id
from zuoxi.organisation.rows import TenantRow


class Rollup(TenantRow):
    """The sum of one column in one half hour at one place; empty: not kept apart by it."""

    begins_at = models.DateTimeField()
    """Start of the half hour of the company's day."""
    path = models.CharField(max_length=255, blank=True, default="")
    queue = models.CharField(max_length=36, blank=True, default="")
    person = models.CharField(max_length=36, blank=True, default="")
    line = models.CharField(max_length=36, blank=True, default="")
    column = models.CharField(max_length=32)
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "begins_at", "path", "queue", "person", "line", "column"),
                name="measures_one_sum",
            ),
        )
        indexes = (models.Index(fields=("tenant", "person", "begins_at"), name="measures_of_person"),)


class StreamShare(TenantRow):
    """What one stream (its id) has contributed: each cell of its share stands in the sums."""

    fold = models.CharField(max_length=32)
    version = models.PositiveSmallIntegerField()
    notes = models.JSONField()
    cells = models.JSONField()
    """`[[begins (ms), path, queue, person, line, column, value], …]`"""
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    """First and last half hour that it has a part in; None: in none."""

    class Meta:
        indexes = (models.Index(fields=("tenant", "first_at"), name="measures_share_when"),)


class Measured(models.Model):
    """How far the shares of one release's folds have been made again from old facts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    folds = models.CharField(max_length=200, unique=True)
    """Names and versions of the folds."""
    after = models.CharField(max_length=64, blank=True, default="")
    """The last stream that is done."""
    done_at = models.DateTimeField(null=True)


class Threshold(TenantRow):
    """From when on something of the floor asks for a leader: amber, then red. A company has its own."""

    of = models.CharField(max_length=32)
    """What is watched (`rules.WATCHED`)."""
    amber = models.BigIntegerField(null=True)
    """ms of a wait or a state, per cent of a share; null: never."""
    red = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "of"), name="measures_one_threshold"),)


class SeenAlarm(TenantRow):
    """An alarm that a leader has said he knows of."""

    of = models.CharField(max_length=32)
    subject = models.CharField(max_length=36)
    """The agent, queue or call that it is about."""
    path = models.CharField(max_length=255, blank=True, default="")
    """Where that lies, as who has seen it says: nobody speaks for a floor that he does not watch."""
    since = models.DateTimeField()
    """When what it is about began: another time it is another alarm."""
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "of", "subject", "since", "path"), name="measures_seen_once_there"
            ),
        )
        indexes = (models.Index(fields=("tenant", "at"), name="measures_seen_when"),)
