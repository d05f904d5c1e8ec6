"""Chains of approval, approvals under way, and who decided what."""

from django.db import models

from zuoxi.organisation.rows import ConfiguredRow, TenantRow, UnitRow


class ApprovalChain(ConfiguredRow):
    """A chain as a company has set it up: for which subjects, and its steps (`rules.chain`)."""

    kind = models.CharField(max_length=64)
    """Kind of subject."""
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    """Of several that hold the first is taken."""
    when = models.JSONField(default=list)
    """Conditions on the subject; all must hold."""
    steps = models.JSONField()
    own = models.BooleanField(default=False)
    """Whether a requester may decide steps of his own request."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("tenant", "name"), name="approvals_chain_once_per_name"),
        )


class Approval(UnitRow):
    """One subject on its way through a chain. Its unit is the requester's."""

    kind = models.CharField(max_length=64)
    subject = models.UUIDField()
    name = models.CharField(max_length=200)
    """What people call the subject."""
    facts = models.JSONField()
    chain = models.ForeignKey(ApprovalChain, on_delete=models.PROTECT, related_name="+")
    chain_name = models.CharField(max_length=100)
    chain_name_en = models.CharField(max_length=100, blank=True, default="")
    steps = models.JSONField()
    """The chain's steps as they were when it began; what is changed later changes nothing here."""
    own = models.BooleanField(default=False)
    state = models.CharField(max_length=16)
    round = models.PositiveSmallIntegerField(default=1)
    requester = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    """When the requester last reminded."""
    due_at = models.DateTimeField(null=True, blank=True)
    """When time next brings something: a reminder, or the next above."""
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "subject"),
                condition=models.Q(state__in=("running", "returned")),
                name="approvals_one_under_way",
            ),
        )
        indexes = (
            models.Index(fields=("tenant", "state", "-begun_at"), name="approvals_by_state"),
            models.Index(fields=("due_at",), name="approvals_due"),
            models.Index(fields=("kind", "subject"), name="approvals_subject"),
        )


class ApprovalStep(TenantRow):
    """One step of one round."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="progress")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    state = models.CharField(max_length=16)
    opened_at = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    escalate_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("approval", "round", "key"), name="approvals_step_once"),
        )


class ApprovalSpot(TenantRow):
    """A role at a unit with which an open step lies: whoever holds it there decides."""

    step = models.ForeignKey(ApprovalStep, on_delete=models.PROTECT, related_name="spots")
    role = models.CharField(max_length=32)
    unit = models.ForeignKey("organisation.OrgUnit", on_delete=models.PROTECT, related_name="+")
    escalated = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("step", "role", "unit"), name="approvals_spot_once"),)
        indexes = (models.Index(fields=("unit", "role"), name="approvals_spot_of"),)


class ApprovalAct(TenantRow):
    """What somebody did, for good: the history of the subject."""

    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="acts")
    round = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40, blank=True, default="")
    """Step; empty: the whole."""
    act = models.CharField(max_length=16)
    at = models.DateTimeField()
    person = models.ForeignKey("organisation.Person", null=True, on_delete=models.PROTECT, related_name="+")
    """Empty: the house itself (time was up)."""
    instead_of = models.ForeignKey(
        "organisation.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """For whom he acted as deputy."""
    reason = models.TextField(blank=True, default="")


class BusinessRequest(UnitRow):
    """A request for outbound work, as the requesting department writes it (contact form or petition)."""

    title = models.CharField(max_length=100)
    track = models.CharField(max_length=16)
    customers = models.PositiveIntegerField()
    text = models.TextField()
    requester = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
