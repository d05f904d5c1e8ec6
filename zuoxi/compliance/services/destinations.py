"""Setting who may dial which class of destination, and how often a day."""

from collections.abc import Sequence

from django.db import transaction

from zuoxi.compliance.models import DestinationRule
from zuoxi.compliance.selectors import destination_rules
from zuoxi.engine.gate import NumberKind
from zuoxi.kernel.record import Record
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.services import audit

KIND = "destinationrule"
"""What the trail calls the rules of a company, which are set as one."""


class Wanted(Record):
    """One rule as somebody wants it."""

    role: str
    kind: NumberKind
    allowed: bool
    per_day: int | None


def put(actor: Actor, wanted: Sequence[Wanted]) -> None:
    """Set these rules; the others stay. One line of the trail says what they were and are."""
    tenant = actor.who.tenant_id
    with transaction.atomic():
        before = _picture(actor)
        for rule in wanted:
            DestinationRule.objects.update_or_create(
                tenant_id=tenant,
                role=rule.role,
                kind=rule.kind,
                defaults={"allowed": rule.allowed, "per_day": rule.per_day if rule.allowed else None},
            )
        old, new = audit.difference(before, _picture(actor))
        if new:
            company, path = actor.who.tenant, root_of(tenant).path
            audit.note(actor, "destinations.set", company, kind=KIND, before=old, after=new, path=path)


def _picture(actor: Actor) -> dict[str, str]:
    known = destination_rules(actor.who.tenant_id)
    return {
        f"{role}.{kind}": ("yes" if rule.per_day is None else str(rule.per_day)) if rule.allowed else "no"
        for (role, kind), rule in known.items()
    }
