"""Approvals: what waits for the asker, what he asked for, and deciding."""

from typing import Annotated, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from zuoxi.approvals.api.shapes import ApprovalOut, WholeApprovalOut, approval_out, approvals_out
from zuoxi.approvals.models import Approval
from zuoxi.approvals.rules.run import Act
from zuoxi.approvals.selectors import approvals as reading
from zuoxi.approvals.services import running
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.doors import actor
from zuoxi.organisation.forms import Form
from zuoxi.organisation.paging import Page, PageQuery, page_of

router = Router()
SORTABLE = {"begun_at": "begun_at", "name": "name", "ended_at": "ended_at"}
Box = Literal["waiting", "requested", "decided", "all"]


class ApprovalQuery(PageQuery):
    """`box`: what waits for the asker, what he asked for, what he has decided, or all that he may see."""

    box: Box = "waiting"
    state: Literal["running", "approved", "rejected", "returned", "withdrawn", ""] = ""


class DecisionForm(Form):
    """`step` is the key of the step that is decided."""

    step: Annotated[str, Field(max_length=40)]
    reason: Annotated[str, Field(max_length=2000)] = ""


class WithdrawForm(Form):
    reason: Annotated[str, Field(max_length=2000)] = ""


class WaitingOut(Schema):
    count: int


def boxed(me: Actor, query: ApprovalQuery) -> QuerySet[Approval]:
    """The approvals that the asker wants to see, of those that he may."""
    match query.box:
        case "waiting":
            rows = reading.waiting_for(me.who, me.now)
        case "requested":
            rows = reading.requested_by(me.who)
        case "decided":
            rows = reading.decided_by(me.who)
        case _:
            rows = reading.visible(me.who, me.now)
    if query.state:
        rows = rows.filter(state=query.state)
    return rows.filter(name__icontains=query.q) if query.q else rows


@router.get("/approvals", response=Page[ApprovalOut], operation_id="list_approvals")
def list_approvals(request: HttpRequest, query: Query[ApprovalQuery]) -> object:
    """Approvals; of those that wait the oldest comes first."""
    me = actor(request)
    default = "begun_at" if query.box == "waiting" else "-begun_at"
    found = page_of(boxed(me, query), query, lambda row: row, sortable=SORTABLE, default=default)
    return {**found, "items": approvals_out(found["items"], me.who, me.now)}


@router.get("/approvals/waiting", response=WaitingOut, operation_id="count_waiting_approvals")
def count_waiting_approvals(request: HttpRequest) -> object:
    """How many wait for the asker: the number on the badge."""
    me = actor(request)
    return WaitingOut(count=reading.waiting_for(me.who, me.now).count())


@router.get("/approvals/{uuid:approval}", response=WholeApprovalOut, operation_id="get_approval")
def get_approval(request: HttpRequest, approval: UUID) -> object:
    """An approval with its subject and whole history."""
    me = actor(request)
    return approval_out(reading.one_of(me.who, approval, me.now), me.who, me.now)


def _done(request: HttpRequest, approval: UUID, what: Act, step: str, reason: str) -> WholeApprovalOut:
    me = actor(request)
    running.act(me, reading.one_of(me.who, approval, me.now), what, step, reason)
    return approval_out(reading.one_of(me.who, approval, me.now), me.who, me.now)


@router.post("/approvals/{uuid:approval}/approve", response=WholeApprovalOut, operation_id="approve_step")
def approve_step(request: HttpRequest, approval: UUID, form: DecisionForm) -> object:
    """Approve a step that lies with the asker."""
    return _done(request, approval, "approve", form.step, form.reason)


@router.post("/approvals/{uuid:approval}/reject", response=WholeApprovalOut, operation_id="reject_step")
def reject_step(request: HttpRequest, approval: UUID, form: DecisionForm) -> object:
    """Reject: the approval ends. A reason is needed."""
    return _done(request, approval, "reject", form.step, form.reason)


@router.post("/approvals/{uuid:approval}/return", response=WholeApprovalOut, operation_id="return_step")
def return_step(request: HttpRequest, approval: UUID, form: DecisionForm) -> object:
    """Send it back to the requester, who corrects it and hands it in again. A reason is needed."""
    return _done(request, approval, "return", form.step, form.reason)


@router.post(
    "/approvals/{uuid:approval}/withdraw", response=WholeApprovalOut, operation_id="withdraw_approval"
)
def withdraw_approval(request: HttpRequest, approval: UUID, form: WithdrawForm) -> object:
    """The requester takes it back."""
    return _done(request, approval, "withdraw", "", form.reason)


@router.post("/approvals/{uuid:approval}/remind", response=WholeApprovalOut, operation_id="remind_approval")
def remind_approval(request: HttpRequest, approval: UUID) -> object:
    """The requester reminds those with whom it lies, once an hour at most."""
    return _done(request, approval, "remind", "", "")
