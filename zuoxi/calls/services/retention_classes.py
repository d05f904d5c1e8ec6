"""Setting up how long recordings of a kind are kept."""

from collections.abc import Mapping
from typing import Any

from zuoxi.calls.models import Disposition, RetentionClass
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.services import terms
from zuoxi.organisation.services.referred import NO_SUCH, row_in_reach
from zuoxi.telephony.models import Queue


def create(actor: Actor, fields: Mapping[str, Any]) -> RetentionClass:
    """A new class; raises `FormErrors`."""
    return terms.create(actor, RetentionClass, _placed(actor, fields))


def change(actor: Actor, row: RetentionClass, fields: Mapping[str, Any]) -> RetentionClass:
    """New values for a class; out of use it holds for nothing any more."""
    return terms.change(actor, row, _placed(actor, fields))


def _placed(actor: Actor, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with rows instead of their ids."""
    values = dict(fields)
    if (queue := values.get("queue")) is not None:
        values["queue"] = row_in_reach(actor, Queue, queue, Permission.RECORDINGS_KEEP, "queue")
    if (result := values.get("disposition")) is not None:
        found = Disposition.objects.filter(pk=result, tenant_id=actor.who.tenant_id, hidden_at__isnull=True)
        values["disposition"] = found.first()
        if values["disposition"] is None:
            raise FormErrors({"disposition": NO_SUCH})
    return values
