"""The doors of the sample company: let a customer call, switch sample traffic on and off."""

import datetime as dt
import random
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Done, Form
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.outbox.models import Job
from zuoxi.simulator.demo import carrier, let_a_customer_call
from zuoxi.simulator.traffic import switch
from zuoxi.simulator.traffic.people import Rate

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


class TrafficForm(Form):
    rate: Rate = "lively"
    minutes: Annotated[int, Field(ge=1, le=120)] = 15


class TrafficOut(Schema):
    """Sample traffic; off: no rate and no end."""

    on: bool
    rate: Rate | None = None
    ends_at: dt.datetime | None = None


@router.get("/demo/traffic", response=TrafficOut, operation_id="get_sample_traffic")
def get_sample_traffic(request: HttpRequest) -> object:
    """Whether customers of the sample company call by themselves, and until when."""
    return _traffic(switch.running(asker(request)))


@router.put("/demo/traffic", response=TrafficOut, operation_id="put_sample_traffic")
def put_sample_traffic(request: HttpRequest, form: TrafficForm) -> object:
    """Let customers call by real SIP at a rate, and sample agents work, for so many minutes."""
    return _traffic(switch.switch_on(actor(request), form.rate, form.minutes))


@router.delete("/demo/traffic", response=Done, operation_id="stop_sample_traffic")
def stop_sample_traffic(request: HttpRequest) -> Done:
    """Nobody calls any more, and the sample agents sign out."""
    switch.switch_off(actor(request))
    return Done()


def _traffic(job: Job | None) -> TrafficOut:
    if job is None:
        return TrafficOut(on=False)
    ends = job.created_at + dt.timedelta(minutes=job.arguments["minutes"])
    return TrafficOut(on=True, rate=job.arguments["rate"], ends_at=ends)
