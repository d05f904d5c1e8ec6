"""What a company asks of those who sign in."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Form
from zuoxi.organisation.models import Tenant
from zuoxi.organisation.rules import Permission, Role
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.safety import safety_rules
from zuoxi.organisation.services.safety import KIND, set_safety_rules
from zuoxi.organisation.services.unchanged import unchanged_since
from zuoxi.organisation.stamps import WholeOut, whole_stamp

router = Router()


class SafetyForm(Form):
    idle_lock_minutes: Annotated[int, Field(ge=0, le=480)]
    """0: pages are never covered by themselves."""
    second_factor_roles: Annotated[list[Role], Field(max_length=len(Role))]
    version: UUID | None = None


class SafetyOut(WholeOut):
    idle_lock_minutes: int
    second_factor_roles: list[Role]


@router.get("/safety-rules", response=SafetyOut, operation_id="get_safety_rules")
def get_safety_rules(request: HttpRequest) -> object:
    """When pages are covered, and whose roles ask for a second factor."""
    require(asker(request), Permission.PEOPLE_MANAGE)
    return _out(asker(request).tenant)


@router.put("/safety-rules", response=SafetyOut, operation_id="put_safety_rules")
def put_safety_rules(request: HttpRequest, form: SafetyForm) -> object:
    """Set them for the company."""
    me = actor(request)
    with unchanged_since(me.who.tenant, form.version, KIND):
        set_safety_rules(
            me,
            {
                "idle_lock_minutes": form.idle_lock_minutes,
                "second_factor_roles": sorted({role.value for role in form.second_factor_roles}),
            },
        )
    return _out(me.who.tenant)


def _out(company: Tenant) -> SafetyOut:
    rules = safety_rules(company.id)
    return SafetyOut(
        idle_lock_minutes=rules.idle_lock_minutes,
        second_factor_roles=[Role(role) for role in rules.second_factor_roles if role in set(Role)],
        **whole_stamp(company, KIND),
    )
