"""Access numbers: a company answers on numbers that one of its trunks carries."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may
from zuoxi.telephony.models import AccessNumber, Trunk
from zuoxi.telephony.services.checks import kept_number
from zuoxi.telephony.services.configuration import RESOLVE, change, create
from zuoxi.telephony.services.trunks import assign

Fields = Mapping[str, Any]


def create_access_number(actor: Actor, fields: Fields) -> AccessNumber:
    """A number that customers dial; without a trunk it is the one that carries it, or the only one."""
    with transaction.atomic():
        return create(actor, AccessNumber, _on_a_line(actor, fields, fields["number"], None))


def change_access_number(actor: Actor, row: AccessNumber, fields: Fields) -> AccessNumber:
    """New values for an access number."""
    with transaction.atomic():
        if {"number", "trunk"} & set(fields):
            fields = _on_a_line(actor, fields, fields.get("number", row.number), row.trunk_id)
        return change(actor, row, fields)


def _on_a_line(actor: Actor, fields: Fields, written: str, held: UUID | None) -> Fields:
    number = kept_number(written)
    id = fields.get("trunk") or held or _only_trunk(actor, number)
    if id is None:
        return {**fields, "trunk": None}
    trunk: Trunk = RESOLVE["trunk"](actor, id)
    if number not in trunk.numbers and may(actor.who, Permission.INSTALLATION_MANAGE):
        assign(actor, trunk, number)  # who says which numbers there are need not say it twice
    return {**fields, "trunk": trunk.id}


def _only_trunk(actor: Actor, number: str) -> UUID | None:
    trunks = list(Trunk.objects.filter(tenant_id=actor.who.tenant_id, hidden_at__isnull=True))
    found = [trunk for trunk in trunks if number in trunk.numbers] or trunks
    return found[0].id if len(found) == 1 else None
