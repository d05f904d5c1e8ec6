"""Writing requests for outbound work: handed in they are on their way through a chain."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from zuoxi.approvals.models import Approval, BusinessRequest
from zuoxi.approvals.rules.chain import Fact
from zuoxi.approvals.rules.ready import BUSINESS
from zuoxi.approvals.selectors.requests import approval_of
from zuoxi.approvals.services import running
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.services.referred import unit_in_reach

FIELDS = ("title", "track", "customers", "text")


def file_request(actor: Actor, unit: UUID, fields: Mapping[str, Any]) -> Approval:
    """Hand in a new request of a unit; raises `NoChain`, `NobodyDecides`."""
    where = unit_in_reach(actor, unit, Permission.REQUESTS_FILE)
    with transaction.atomic():
        row = BusinessRequest.objects.create(
            tenant_id=actor.who.tenant_id,
            org_unit=where,
            requester=actor.who,
            created_at=actor.now,
            changed_at=actor.now,
            **{name: fields[name] for name in FIELDS},
        )
        return running.begin(
            actor, kind=BUSINESS, subject=row.id, name=row.title, unit=where, facts=facts_of(row)
        )


def hand_in_again(actor: Actor, row: BusinessRequest, fields: Mapping[str, Any]) -> Approval:
    """Correct a request that was sent back, and hand it in again: whoever may file none any more may not."""
    require(actor.who, Permission.REQUESTS_FILE, row.org_unit)
    with transaction.atomic():
        for name in FIELDS:
            setattr(row, name, fields[name])
        row.changed_at = actor.now
        row.save()
        return running.hand_in(actor, approval_of(row), row.title, facts_of(row))


def facts_of(row: BusinessRequest) -> dict[str, Fact]:
    """What chains may ask of a request."""
    return {"customers": row.customers, "track": row.track}
