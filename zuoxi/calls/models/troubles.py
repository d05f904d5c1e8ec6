"""What hinders the keeping of recordings at this moment; a row goes when it is over."""

from django.db import models

from zuoxi.kernel.ids import new_id


class KeepingTrouble(models.Model):
    """Something of the whole house: a store that does not answer, a spool without room."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.CharField(max_length=16)
    """`store` or `spool`."""
    subject = models.CharField(max_length=36)
    """Which store; how full the spool is."""
    since = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True, default="")
    """As the machine says it."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("of", "subject"), name="calls_one_trouble"),)
