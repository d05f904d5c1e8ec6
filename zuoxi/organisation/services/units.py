"""The organisation tree: adding, naming and taking units out of use."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, InUse
from zuoxi.organisation.events import ConfigurationChanged
from zuoxi.organisation.models import OrgUnit, Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.referred import unit_in_reach
from zuoxi.outbox.announce import announce


def create_unit(actor: Actor, parent: UUID, kind: str, name: str, name_en: str = "") -> OrgUnit:
    """Add a unit below `parent`."""
    with transaction.atomic():
        above = unit_in_reach(actor, parent, Permission.PEOPLE_MANAGE, "parent")
        # two new children at once must not get the same path
        OrgUnit.objects.select_for_update().get(pk=above.pk)
        above.refresh_from_db()
        unit: OrgUnit = OrgUnit.objects.add_child(
            above, {"tenant_id": above.tenant_id, "kind": kind, "name": name, "name_en": name_en}
        )
        audit.note(actor, "orgunit.created", unit, after=audit.picture(unit))
    return unit


def change_unit(actor: Actor, unit: OrgUnit, fields: Mapping[str, Any]) -> OrgUnit:
    """Name a unit anew, or take it out of use (`hidden`) when nobody is left in it."""
    values = {name: fields[name] for name in ("kind", "name", "name_en") if name in fields}
    if "hidden" in fields:
        if fields["hidden"]:
            check_empty(unit)
        values["hidden_at"] = (unit.hidden_at or actor.now) if fields["hidden"] else None
    before = audit.picture(unit)
    for name, value in values.items():
        setattr(unit, name, value)
    old, new = audit.difference(before, audit.picture(unit))
    if not new:
        return unit
    with transaction.atomic():
        unit.save(update_fields=list(values))
        audit.note(actor, f"orgunit.{audit.done_to(old, new)}", unit, before=old, after=new)
        announce(ConfigurationChanged(tenant=str(unit.tenant_id), what="orgunit", id=str(unit.id)))
    return unit


def check_empty(unit: OrgUnit) -> None:
    """Raise unless nobody and no unit in use is left at or below `unit`."""
    if unit.depth == 1:
        raise FormErrors({"hidden": ("公司节点不能停用。", "The company itself stays in use.")})
    people = Person.objects.filter(org_unit__path__startswith=unit.path, hidden_at__isnull=True).count()
    below = OrgUnit.objects.filter(
        path__startswith=unit.path, depth__gt=unit.depth, hidden_at__isnull=True
    ).count()
    if people + below:
        raise InUse(count=people + below)
