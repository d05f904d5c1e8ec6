"""Tenants, the tree of units, people, their roles, and the audit trail."""

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from treebeard.mp_tree import MP_Node

from zuoxi.kernel.ids import new_id
from zuoxi.organisation.rows import TenantRow, UnitRow
from zuoxi.organisation.rules import Role
from zuoxi.organisation.sign_in_rows import (
    Guesses,
    RecoveryCode,
    SafetyRules,
    SecondFactor,
    WebSession,
)

__all__ = [
    "AddedOnly",
    "AuditCheck",
    "AuditEvent",
    "AuditIsForGood",
    "AuditSeal",
    "Deputy",
    "ForGood",
    "Guesses",
    "ListViews",
    "OrgUnit",
    "Person",
    "RecoveryCode",
    "RoleAssignment",
    "SafetyRules",
    "SealedLine",
    "SecondFactor",
    "Tenant",
    "WebSession",
]


class Tenant(models.Model):
    """One company on this installation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    timezone = models.CharField(max_length=64, default="Asia/Shanghai")
    home_area = models.CharField(max_length=4, blank=True, default="")
    """Area code (`010`) to which local numbers without one belong; empty: they are refused."""
    records_internal = models.BooleanField(default=False)
    """Whether its colleagues are recorded when they call each other (T23)."""
    created_at = models.DateTimeField()


class OrgUnit(MP_Node):  # type: ignore[misc]
    """A node of the tree: company, city, hall, team … Its `path` begins with the paths of all above it."""

    class Kind(models.TextChoices):
        COMPANY = "company"
        PROVINCE = "province"
        REGION = "region"
        CITY = "city"
        COUNTY = "county"
        HALL = "hall"
        STORE = "store"
        DEPARTMENT = "department"
        TEAM = "team"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    hidden_at = models.DateTimeField(null=True, blank=True)

    steplen = 4


class Person(AbstractBaseUser):
    """Somebody who signs in. (His shift is an agent session; he speaks through a device, at a seat.)"""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    org_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    username = models.CharField(max_length=64, unique=True)
    """Lower case; unique on the installation."""
    name = models.CharField(max_length=100)
    number = models.CharField(max_length=16, blank=True, default="")
    """The agent number (工号)."""
    language = models.CharField(max_length=8, default="zh")
    hidden_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    password_changed_at = models.DateTimeField(null=True, blank=True)
    sessions_ended = models.PositiveIntegerField(default=0)
    """How often all his sessions were ended at once: those from before stay dead, whatever comes back."""
    must_change_password = models.BooleanField(default=False)
    """Somebody else has chosen his password: he chooses one of his own before anything else."""

    objects = BaseUserManager["Person"]()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("tenant", "number"), condition=~models.Q(number=""), name="organisation_person_number"
            ),
        )

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether he may sign in."""
        return self.hidden_at is None

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        known: str = super()._get_session_auth_hash(secret)  # type: ignore[misc]
        return f"{known}.{self.sessions_ended}" if self.sessions_ended else known

    @property
    def path(self) -> str:
        """Organisation path of his unit."""
        path: str = self.org_unit.path
        return path


class RoleAssignment(UnitRow):
    """A person has a role at a unit and at everything below it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "org_unit", "role"), name="organisation_role_once_per_unit"
            ),
        )


class Deputy(TenantRow):
    """A colleague stands in for a person for a time: he decides what lies with that person's roles."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    remark = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    """Ended before its time."""

    class Meta:
        indexes = (models.Index(fields=("deputy", "until"), name="organisation_deputy_until"),)


class ListViews(TenantRow):
    """How a person likes to look at one list: `[{name, address, columns, first}]`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    list = models.CharField(max_length=32)
    views = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "list"), name="organisation_views_once_per_list"),
        )


class AuditIsForGood(TypeError):
    """The audit trail was about to be changed from inside."""


class ForGood(models.QuerySet[Any]):
    """Rows that can only be added (the database refuses as well)."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AuditIsForGood

    def delete(self) -> NoReturn:
        raise AuditIsForGood


class AddedOnly(models.Model):
    """A row that is added and then stands as it is."""

    objects = ForGood.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a row that stands is not changed."""
        if not self._state.adding:
            raise AuditIsForGood
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AuditIsForGood


class AuditEvent(AddedOnly, TenantRow):
    """Who did or saw what, when, with the values before and after. Append-only."""

    at = models.DateTimeField()
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    """Empty: the house itself, or somebody who could not sign in."""
    person_name = models.CharField(max_length=100, blank=True, default="")
    action = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64, blank=True, default="")
    subject_id = models.CharField(max_length=64, blank=True, default="")
    subject_name = models.CharField(max_length=200, blank=True, default="")
    path = models.CharField(max_length=255, blank=True, default="")
    """Organisation path of the subject at that moment."""
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    address = models.CharField(max_length=64, blank=True, default="")
    """Network address that it came from."""

    class Meta:
        indexes = (
            models.Index(fields=("tenant", "-at"), name="organisation_audit_recent"),
            models.Index(fields=("tenant", "subject_type", "subject_id"), name="organisation_audit_subject"),
        )


class AuditSeal(AddedOnly, TenantRow):
    """A block of lines of a company's trail, closed for good (`chain.py`)."""

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)
    """Of the hash, made with a key that does not lie in the database."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant", "number"), name="organisation_seal_number"),)


class SealedLine(AddedOnly):
    """A line of the trail that is sealed, and what it was then. It stands also when the line is gone."""

    line = models.UUIDField(primary_key=True)
    seal = models.ForeignKey(AuditSeal, on_delete=models.PROTECT, related_name="lines")
    digest = models.CharField(max_length=64)


class AuditCheck(AddedOnly, TenantRow):
    """What a look at the whole trail of a company found."""

    at = models.DateTimeField()
    lines = models.PositiveBigIntegerField()
    seals = models.PositiveBigIntegerField()
    findings = models.JSONField()
    """`[{code, seal, line, at}]`, the first of them."""
    found = models.PositiveBigIntegerField()
    """How many there are."""

    class Meta:
        indexes = (models.Index(fields=("tenant", "-at"), name="organisation_check_recent"),)
