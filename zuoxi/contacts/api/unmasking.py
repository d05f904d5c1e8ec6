"""Seeing one masked number whole."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.contacts.selectors.customers import masked_number
from zuoxi.organisation.doors import actor
from zuoxi.organisation.forms import Form
from zuoxi.organisation.services.unmasking import unmask

router = Router()


class UnmaskForm(Form):
    reason: Annotated[str, Field(min_length=2, max_length=200)]
    """What he needs it for, in his words."""


class WholeNumber(Schema):
    """A number as nobody who sees numbers masked sees it otherwise."""

    number: str


@router.post("/customer-numbers/{uuid:id}/unmask", response=WholeNumber, operation_id="unmask_number")
def unmask_number(request: HttpRequest, id: UUID, form: UnmaskForm) -> object:
    """One number of a customer, whole; who saw it and why stands in the trail."""
    by = actor(request)
    row = masked_number(by.who, id)
    return {"number": unmask(by, row.customer, row.number, form.reason)}
