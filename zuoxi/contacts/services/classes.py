"""The classes of customer that every company starts with (it changes them as it likes)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from zuoxi.contacts.events import VipClassesChanged
from zuoxi.contacts.models import CustomerClass
from zuoxi.contacts.rules import MARKS, VIP
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import terms
from zuoxi.outbox.announce import announce


def sow(tenant: UUID) -> int:
    """Give a company the first classes, those that it lacks."""
    sown = terms.sow(CustomerClass, tenant, ((code, zh, en) for code, (zh, en) in MARKS.items()))
    if sown:
        CustomerClass.objects.filter(tenant_id=tenant, code=VIP).update(vip=True)
    return sown


def create_class(actor: Actor, fields: Mapping[str, Any]) -> CustomerClass:
    """A new class of customer."""
    return terms.create(actor, CustomerClass, fields)


def change_class(actor: Actor, row: CustomerClass, fields: Mapping[str, Any]) -> CustomerClass:
    """New values for a class; who is of it is known to the floor soon after."""
    before = row.vip and row.hidden_at is None
    with transaction.atomic():
        row = terms.change(actor, row, fields)
        if (row.vip and row.hidden_at is None) != before:
            announce(VipClassesChanged(tenant=str(row.tenant_id)))
    return row
