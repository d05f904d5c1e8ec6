"""Approvals as lists and pages show them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from ninja import Schema

from zuoxi.approvals.models import Approval, ApprovalAct, ApprovalSpot, ApprovalStep
from zuoxi.approvals.selectors.approvals import acts_of, spots_at, steps_of
from zuoxi.approvals.selectors.desks import desks_of
from zuoxi.approvals.selectors.requests import request_of
from zuoxi.approvals.services.keeping import chain_of
from zuoxi.organisation.models import Person


class ApprovalPerson(Schema):
    id: UUID
    name: str


class SpotOut(Schema):
    """A role at a unit with which a step lies, and who holds it there."""

    role: str
    unit: str
    unit_en: str
    escalated: bool


class ApprovalStepOut(Schema):
    """A step of this round: what it asks and how far it is."""

    key: str
    stage: int
    name: str
    name_en: str
    role: str
    state: str
    remark: bool
    opened_at: dt.datetime | None
    reminded: int
    spots: list[SpotOut]
    mine: bool
    """The viewer may decide it now."""


class ActOut(Schema):
    """A line of the history."""

    at: dt.datetime
    act: str
    round: int
    step: str
    step_en: str
    person: ApprovalPerson | None
    """None: the house itself, because time was up."""
    instead_of: ApprovalPerson | None
    reason: str


class RequestOut(Schema):
    id: UUID
    title: str
    track: str
    customers: int
    text: str
    unit: str
    unit_en: str


class ApprovalOut(Schema):
    """An approval as lists show it."""

    id: UUID
    kind: str
    subject: UUID
    name: str
    chain: str
    chain_en: str
    state: str
    round: int
    requester: ApprovalPerson
    unit: str
    unit_en: str
    begun_at: dt.datetime
    ended_at: dt.datetime | None
    steps: list[ApprovalStepOut]
    facts: dict[str, int | str]
    requested: bool
    """It is the viewer's own request."""


class WholeApprovalOut(ApprovalOut):
    """An approval with its subject and its history."""

    history: list[ActOut]
    request: RequestOut | None


def approvals_out(rows: Sequence[Approval], viewer: Person, now: dt.datetime) -> list[ApprovalOut]:
    """A page of approvals, with what the viewer may decide in each."""
    steps = steps_of(rows)
    mine = _mine(viewer, now, rows)
    return [ApprovalOut(**_fields(row, steps[row.id], mine, viewer)) for row in rows]


def approval_out(row: Approval, viewer: Person, now: dt.datetime) -> WholeApprovalOut:
    """One approval, whole."""
    request = request_of(row)
    names = {step.key: step for step in chain_of(row).steps}
    return WholeApprovalOut(
        **_fields(row, steps_of([row])[row.id], _mine(viewer, now, [row]), viewer),
        history=[_act(act, names) for act in acts_of(row)],
        request=None
        if request is None
        else RequestOut(
            id=request.id,
            title=request.title,
            track=request.track,
            customers=request.customers,
            text=request.text,
            unit=row.org_unit.name,
            unit_en=row.org_unit.name_en,
        ),
    )


def _mine(viewer: Person, now: dt.datetime, rows: Iterable[Approval]) -> set[UUID]:
    """Ids of steps that lie with the viewer."""
    held = {row.id for row in rows if row.state == "running" and (row.own or row.requester_id != viewer.id)}
    found = spots_at(desks_of(viewer, now)).filter(step__approval_id__in=held, step__state="open")
    return set(found.values_list("step_id", flat=True))


def _fields(row: Approval, steps: Sequence[ApprovalStep], mine: set[UUID], viewer: Person) -> dict[str, Any]:
    kinds = {step.key: step for step in chain_of(row).steps}
    return {
        "id": row.id,
        "kind": row.kind,
        "subject": row.subject,
        "name": row.name,
        "chain": row.chain_name,
        "chain_en": row.chain_name_en,
        "state": row.state,
        "round": row.round,
        "requester": ApprovalPerson(id=row.requester_id, name=row.requester.name),
        "unit": row.org_unit.name,
        "unit_en": row.org_unit.name_en,
        "begun_at": row.begun_at,
        "ended_at": row.ended_at,
        "facts": row.facts,
        "requested": row.requester_id == viewer.id,
        "steps": [
            ApprovalStepOut(
                key=step.key,
                stage=kinds[step.key].stage,
                name=kinds[step.key].name,
                name_en=kinds[step.key].name_en,
                role=kinds[step.key].role,
                remark=kinds[step.key].remark,
                state=step.state,
                opened_at=step.opened_at,
                reminded=step.reminded,
                spots=[_spot(spot) for spot in step.spots.all()],
                mine=step.id in mine,
            )
            for step in steps
        ],
    }


def _spot(spot: ApprovalSpot) -> SpotOut:
    return SpotOut(role=spot.role, unit=spot.unit.name, unit_en=spot.unit.name_en, escalated=spot.escalated)


def _act(act: ApprovalAct, names: Mapping[str, object]) -> ActOut:
    step = names.get(act.key)
    return ActOut(
        at=act.at,
        act=act.act,
        round=act.round,
        step=getattr(step, "name", ""),
        step_en=getattr(step, "name_en", ""),
        person=_person(act.person),
        instead_of=_person(act.instead_of),
        reason=act.reason,
    )


def _person(person: Person | None) -> ApprovalPerson | None:
    return ApprovalPerson(id=person.id, name=person.name) if person else None
