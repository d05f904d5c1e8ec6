"""What holds for a whole company: its name, its home area code, whether colleagues are recorded."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zuoxi.kernel.phone import is_area_code
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.events import ConfigurationChanged
from zuoxi.organisation.models import Tenant
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.services import audit
from zuoxi.outbox.announce import announce

NO_AREA: Sentence = ("没有这个区号，请填写例如 010、0755。", "No such area code; one looks like 010 or 0755.")


def change_company(actor: Actor, fields: Mapping[str, Any]) -> Tenant:
    """New values for the asker's company; needs the right to manage its people at the root."""
    root = root_of(actor.who.tenant_id)
    require(actor.who, Permission.PEOPLE_MANAGE, root)
    if fields.get("home_area") and not is_area_code(fields["home_area"]):
        raise FormErrors({"home_area": NO_AREA})
    with transaction.atomic():
        company = Tenant.objects.select_for_update().get(pk=actor.who.tenant_id)
        before = {name: getattr(company, name) for name in fields}
        for name, value in fields.items():
            setattr(company, name, value)
        old, new = audit.difference(before, dict(fields))
        if new:
            company.save(update_fields=list(fields))
            audit.note(actor, "tenant.changed", company, before=old, after=new, path=root.path)
            announce(ConfigurationChanged(tenant=str(company.id), what="tenant"))
    return company
