"""Setting up chains of approval; what is under way keeps the steps that it began with."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from zuoxi.approvals.models import ApprovalChain
from zuoxi.approvals.rules.chain import Condition, faults, wrong_conditions
from zuoxi.approvals.rules.ready import BUSINESS, READY
from zuoxi.approvals.services.keeping import chain_of
from zuoxi.approvals.subjects import subject_kinds
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.rules import Permission, Role
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.services import rows
from zuoxi.organisation.services.referred import unit_in_reach

NO_KIND: Sentence = ("没有这类事项。", "There is no such kind of subject.")
ROLES = frozenset(role.value for role in Role)
PLACES = 10
"""Ready chains stand so far apart, so that others fit between."""


def sow(tenant: UUID) -> int:
    """Give a company the ready chains, unless it has chains already; returns how many."""
    if ApprovalChain.objects.filter(tenant_id=tenant).exists():
        return 0
    root = root_of(tenant)
    for place, ready in enumerate(READY, 1):
        ApprovalChain.objects.create(
            tenant_id=tenant,
            org_unit=root,
            kind=BUSINESS,
            name=ready.zh,
            name_en=ready.en,
            position=place * PLACES,
            when=msgspec.to_builtins(ready.when),
            steps=msgspec.to_builtins(ready.chain.steps),
        )
    return len(READY)


def create_chain(actor: Actor, fields: Mapping[str, Any]) -> ApprovalChain:
    """A new chain of the company, by who manages all of it."""
    root = root_of(actor.who.tenant_id)
    require(actor.who, Permission.APPROVALS_MANAGE, root)
    row = ApprovalChain(tenant_id=actor.who.tenant_id, org_unit=root)
    for name, value in fields.items():
        setattr(row, name, value)
    return rows.create(actor, row, unique="name", check=lambda one: check(actor, one), tell=rows.nothing)


def change_chain(actor: Actor, row: ApprovalChain, fields: Mapping[str, Any]) -> ApprovalChain:
    """New values for a chain; `hidden` takes it out of use."""
    values = dict(fields)
    if "hidden" in values:
        values["hidden_at"] = (row.hidden_at or actor.now) if values.pop("hidden") else None
    return rows.change(
        actor, row, values, unique="name", check=lambda one: check(actor, one), tell=rows.nothing
    )


def check(actor: Actor, row: ApprovalChain) -> None:
    """Raise `FormErrors` with everything that is wrong with a chain."""
    kind = subject_kinds().get(row.kind)
    if kind is None:
        raise FormErrors({"kind": NO_KIND})
    chain = chain_of(row)
    when = msgspec.convert(row.when, tuple[Condition, ...])
    problems = faults(chain, kind.facts, ROLES) | wrong_conditions(when, kind.facts, "when")
    if problems:
        raise FormErrors(problems)
    for place, step in enumerate(chain.steps):
        if step.lies == "unit":
            unit_in_reach(actor, UUID(step.unit), Permission.APPROVALS_MANAGE, f"steps.{place}.unit")
