"""Setting what a company asks of those who sign in."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import SafetyRules
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.selectors.safety import safety_rules
from zuoxi.organisation.services import audit

KIND = "safety"


def set_safety_rules(actor: Actor, fields: Mapping[str, Any]) -> SafetyRules:
    """New rules for the asker's company; needs the right to manage its people at the root.

    A role that asks for a second factor from now on asks at the next sign-in.
    """
    root = root_of(actor.who.tenant_id)
    require(actor.who, Permission.PEOPLE_MANAGE, root)
    with transaction.atomic():
        row = safety_rules(actor.who.tenant_id)
        before = {name: getattr(row, name) for name in fields}
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        old, new = audit.difference(before, dict(fields))
        if new:
            audit.note(
                actor, "safety.set", actor.who.tenant, kind=KIND, before=old, after=new, path=root.path
            )
    return row
