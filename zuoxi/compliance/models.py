"""Who may not be called, when nobody may be, and what the gate said."""

from django.db import models

from zuoxi.calls.rows import HistoryRow, link
from zuoxi.organisation.rows import EditionRow, TenantRow


class DoNotCall(TenantRow):
    """A customer's wish not to be called for something (C8). Removed entries stay as history."""

    class Type(models.TextChoices):
        SERVICE_MARKETING = "service_marketing"
        SURVEY = "survey"
        CARE = "care"
        PERSONALISED_MARKETING = "personalised_marketing"
        ALL = "all"

    number = models.CharField(max_length=32)
    type = models.CharField(max_length=32, choices=Type.choices, default=Type.ALL)
    name = models.CharField(max_length=100, blank=True, default="")
    remark = models.CharField(max_length=200, blank=True, default="")
    added_by = models.ForeignKey("organisation.Person", null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        "organisation.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "number", "type"),
                condition=models.Q(removed_at__isnull=True),
                name="compliance_objection_once",
            ),
        )


class BlacklistEntry(TenantRow):
    """A number that reaches nobody and that nobody calls (T2, C8), until `expires_at` if it is set."""

    number = models.CharField(max_length=32)
    reason = models.CharField(max_length=200)
    added_by = models.ForeignKey("organisation.Person", null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        "organisation.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    hits = models.PositiveIntegerField(default=0)
    last_hit_at = models.DateTimeField(null=True)
    edition = models.BigIntegerField(default=0)
    """The edition of the list in which this entry was last changed."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "number"),
                condition=models.Q(removed_at__isnull=True),
                name="compliance_blacklisted_once",
            ),
        )
        indexes = (models.Index(fields=("edition",), name="compliance_barred_edition"),)


class BlacklistEdition(EditionRow):
    """One write to the blacklists of the house."""


class BlacklistHit(TenantRow):
    """One call that was turned away; the row makes sure that it is counted once."""

    entry = link("compliance.BlacklistEntry", null=True)
    call_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("entry", "-at"), name="compliance_hit_entry"),)


class NumberLedger(TenantRow):
    """What is known of dialling one number. Whoever asks the gate holds this row's lock."""

    number = models.CharField(max_length=32)
    permits = models.PositiveIntegerField(default=0)
    permitted_at = models.DateTimeField(null=True)
    attempt_id = models.UUIDField(null=True)
    """The attempt that the last permit was for: it holds the number until its call has ended."""
    permitted_steady = models.BigIntegerField(default=0)
    """What the steady clock showed (ms) at the last permit …"""
    permitted_boot = models.CharField(max_length=40, blank=True, default="")
    """… in this run of the machine; empty: not known."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "number"), name="compliance_ledger_number"),)


class DialHours(TenantRow):
    """When a company may dial out; without a row the house's own hours hold (`rules.HOUSE_HOURS`)."""

    weekly = models.JSONField()
    """Seven lists (Monday first) of [start, end] in minutes after midnight."""
    days = models.JSONField(default=dict)
    """ISO date -> spans: holidays have none, moved working days have some."""
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant",), name="compliance_hours_once"),)


class DestinationRule(TenantRow):
    """Who may dial a class of destination, and how often a day; without a row `rules.DESTINATIONS` holds."""

    role = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    allowed = models.BooleanField()
    per_day = models.PositiveIntegerField(null=True)
    """Numbers of this class that one person may dial in a day; null: any number."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("tenant", "role", "kind"), name="compliance_destination_once"),
        )


class Refusal(HistoryRow):
    """The gate said no: who wanted to call whom, when, which check refused, and how often that day."""

    person = link("organisation.Person", null=True)
    """Who wanted to dial; empty: the house by itself."""
    number = models.CharField(max_length=64)
    purpose = models.CharField(max_length=32)
    check_code = models.CharField(max_length=32)
    zh = models.CharField(max_length=200)
    en = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    """Sentences and data are those of the last time."""
    day = models.DateField(null=True)
    """The company's day; empty: written when each refusal was a row of its own."""
    first_at = models.DateTimeField()
    at = models.DateTimeField()
    """The last time."""
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "day", "number", "check_code", "purpose", "path", "person"),
                condition=models.Q(person__isnull=False),
                name="compliance_refused_once",
            ),
            models.UniqueConstraint(
                fields=("tenant", "day", "number", "check_code", "purpose", "path"),
                condition=models.Q(person__isnull=True),
                name="compliance_house_refused_once",
            ),
        )
        indexes = (models.Index(fields=("tenant", "-at"), name="compliance_refusal_recent"),)
