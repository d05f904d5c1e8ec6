"""The door of the sample company: let a customer call."""

import random
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Form
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.simulator.demo import carrier, let_a_customer_call

router = Router()


class CustomerCallForm(Form):
    """Both may be empty: some customer calls the sales number."""

    number: Annotated[str, Field(max_length=32)] = ""
    dialled: Annotated[str, Field(max_length=32)] = ""


class CustomerCallOut(Schema):
    number: str
    dialled: str


@router.post("/demo/customer-calls", response=CustomerCallOut, operation_id="let_customer_call")
def let_customer_call(request: HttpRequest, form: CustomerCallForm) -> object:
    """A customer of the carrier dials one of our numbers: a real call, which rings a moment later."""
    require(asker(request), Permission.DEMO_USE)
    number, dialled = let_a_customer_call(
        actor(request), form.number, form.dialled, carrier(), random.SystemRandom()
    )
    return CustomerCallOut(number=number, dialled=dialled)
