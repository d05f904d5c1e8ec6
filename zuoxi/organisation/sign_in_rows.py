"""Rows about signing in: web sessions, guesses, what a company asks of those who sign in."""

from django.db import models

from zuoxi.kernel.ids import new_id
from zuoxi.organisation.rows import TenantRow


class WebSession(TenantRow):
    """One browser in which a person is signed in; it goes when the session does."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    """Whoever has it is signed in: it never leaves the house."""
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """The last work in it, to some minutes."""
    address = models.CharField(max_length=64, blank=True, default="")
    device = models.CharField(max_length=100, blank=True, default="")
    """Browser and system as they name themselves (`Chrome 126 · Windows`)."""
    needs = models.CharField(max_length=20, blank=True, default="")
    """What has to be done before anything else in it (`rules.Held`); empty: nothing."""
    locked_at = models.DateTimeField(null=True, blank=True)
    """Its page is covered until the password is given."""

    class Meta:
        indexes = (models.Index(fields=("person", "-started_at"), name="organisation_sessions_of"),)


class Guesses(models.Model):
    """Wrong answers that strangers have given under one name, or from one address, lately."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.CharField(max_length=64, unique=True)
    """A digest of what they are counted by."""
    wrong = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    """Since when the next of them is being forgotten (`signing_in.left_of`)."""
    closed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("last_at",), name="organisation_guesses_last"),)


class SafetyRules(TenantRow):
    """What a company asks of everybody who signs in. Without a row it asks for no more than a password."""

    idle_lock_minutes = models.PositiveIntegerField(default=0)
    """So long without a key or a click, and the page is covered; 0: never."""
    second_factor_roles = models.JSONField(default=list)
    """Roles whose holders need a second factor."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tenant",), name="organisation_safety_once"),)


class SecondFactor(TenantRow):
    """An app that makes codes, by which a person shows beside his password that it is he."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    credential = models.CharField(max_length=400)
    """What the codes are made from, encrypted with the installation's key."""
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    """The first right code; before that it counts for nothing."""
    last_step = models.BigIntegerField(default=0)
    """The latest step of time whose code was taken: none is taken twice, nor an earlier one."""
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person",), name="organisation_one_factor"),)


class RecoveryCode(TenantRow):
    """A code for once, for when the second factor is lost; only its digest is kept."""

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "digest"), name="organisation_recovery_code_once"),
        )
