"""The base of every row that belongs to one company."""

from django.db import models

from zuoxi.kernel.ids import new_id


class TenantRow(models.Model):
    """A row with a UUIDv7 and a tenant; nothing of it is ever deleted by cascade."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey("organisation.Tenant", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class EditionRow(models.Model):
    """One write to a list of which somebody keeps a copy; he knows how far he has followed (`editions`)."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class UnitRow(TenantRow):
    """A row that lies at one unit of the organisation tree, which decides who may see it."""

    org_unit = models.ForeignKey("organisation.OrgUnit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def path(self) -> str:
        """Organisation path of the unit."""
        path: str = self.org_unit.path
        return path


class ConfiguredRow(UnitRow):
    """A row at a unit that people set up; it is never deleted, only taken out of use."""

    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class TermRow(TenantRow):
    """One word of a company's own vocabulary: a result, a not-ready reason, a class of customer.

    History and facts carry `code`; people read the name. A word is never deleted, only taken out of use.
    """

    code = models.CharField(max_length=64)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
