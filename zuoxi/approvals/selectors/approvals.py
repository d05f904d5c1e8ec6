"""Which approvals somebody finds, and where each of them lies."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from zuoxi.approvals.models import Approval, ApprovalAct, ApprovalSpot, ApprovalStep
from zuoxi.approvals.selectors.desks import Desk, desks_of
from zuoxi.organisation.errors import NotFound
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import within

SEES = (Permission.APPROVALS_SEE, Permission.APPROVALS_MANAGE)


def spots_at(desks: Iterable[Desk]) -> QuerySet[ApprovalSpot]:
    """What lies with these desks; who stands in for a requester does not decide his request for him."""
    return ApprovalSpot.objects.filter(reduce(or_, map(_at, desks), Q(pk__in=())))


def _at(desk: Desk) -> Q:
    place = Q(role=desk.role, unit_id=desk.unit)
    if desk.instead_of is None:
        return place
    return place & (~Q(step__approval__requester_id=desk.instead_of) | Q(step__approval__own=True))


def of_house(person: Person) -> QuerySet[Approval]:
    """All approvals of his company."""
    return Approval.objects.filter(tenant_id=person.tenant_id).select_related("requester", "org_unit")


def waiting_for(person: Person, now: dt.datetime) -> QuerySet[Approval]:
    """Those with an open step that he may decide now."""
    mine = spots_at(desks_of(person, now)).filter(
        step__approval=OuterRef("pk"), step__round=OuterRef("round"), step__state="open"
    )
    rows = of_house(person).filter(Exists(mine), state="running")
    return rows.exclude(requester=person, own=False)


def requested_by(person: Person) -> QuerySet[Approval]:
    """His own."""
    return of_house(person).filter(requester=person)


def decided_by(person: Person) -> QuerySet[Approval]:
    """Those of others in which he has done something."""
    acts = ApprovalAct.objects.filter(approval=OuterRef("pk"), person=person)
    return of_house(person).filter(Exists(acts)).exclude(requester=person)


def visible(person: Person, now: dt.datetime) -> QuerySet[Approval]:
    """All that concern him, and those of the units where he sees everybody's."""
    lay = spots_at(desks_of(person, now)).filter(step__approval=OuterRef("pk"))
    acted = ApprovalAct.objects.filter(approval=OuterRef("pk"), person=person)
    concerns = Q(requester=person) | Q(Exists(lay)) | Q(Exists(acted))
    return of_house(person).filter(concerns | within(person, *SEES))


def one_of(person: Person, approval: UUID, now: dt.datetime) -> Approval:
    """An approval that he may see; raises `NotFound`."""
    found = visible(person, now).filter(pk=approval).first()
    if found is None:
        raise NotFound
    return found


def steps_of(approvals: Sequence[Approval]) -> dict[UUID, list[ApprovalStep]]:
    """The steps of each one's present round, in order, with where they lie."""
    found: dict[UUID, list[ApprovalStep]] = {approval.id: [] for approval in approvals}
    rounds = {approval.id: approval.round for approval in approvals}
    rows = ApprovalStep.objects.filter(approval__in=approvals).prefetch_related("spots__unit")
    for step in rows.order_by("position"):
        if step.round == rounds[step.approval_id]:
            found[step.approval_id].append(step)
    return found


def acts_of(approval: Approval) -> QuerySet[ApprovalAct]:
    """What was done, the first first, over all rounds."""
    return approval.acts.select_related("person", "instead_of").order_by("at", "id")
