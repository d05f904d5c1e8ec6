"""Requests for outbound work: handing one in, correcting one that was sent back."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from zuoxi.approvals.api.shapes import WholeApprovalOut, approval_out
from zuoxi.approvals.selectors.approvals import one_of
from zuoxi.approvals.selectors.requests import own_request
from zuoxi.approvals.services.requests import file_request, hand_in_again
from zuoxi.organisation.doors import actor
from zuoxi.organisation.forms import Form, Name
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require

router = Router()


class RequestForm(Form):
    title: Name
    track: Literal["region", "county", "planning"]
    customers: Annotated[int, Field(ge=1, le=100_000_000)]
    """How many customers are to be called."""
    text: Annotated[str, Field(min_length=1, max_length=20_000)]


class NewRequestForm(RequestForm):
    org_unit: UUID
    """The requesting department."""


@router.post("/requests", response={201: WholeApprovalOut}, operation_id="file_request")
def file_new_request(request: HttpRequest, form: NewRequestForm) -> object:
    """Hand in a request; it is on its way through the chain that holds for its size and track."""
    me = actor(request)
    require(me.who, Permission.REQUESTS_FILE)
    row = file_request(me, form.org_unit, form.model_dump(exclude={"org_unit"}))
    return Status(201, approval_out(one_of(me.who, row.id, me.now), me.who, me.now))


@router.put("/requests/{uuid:id}", response=WholeApprovalOut, operation_id="hand_in_request")
def hand_in_request(request: HttpRequest, id: UUID, form: RequestForm) -> object:
    """Correct one's own request that was sent back, and hand it in again."""
    me = actor(request)
    require(me.who, Permission.REQUESTS_FILE)
    row = hand_in_again(me, own_request(me.who, id), form.model_dump())
    return approval_out(one_of(me.who, row.id, me.now), me.who, me.now)
