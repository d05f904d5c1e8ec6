"""Letting a sample customer call: a real call, made by the carrier laboratory."""

import random
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from zuoxi.kernel import phone
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors
from zuoxi.organisation.services import audit
from zuoxi.simulator import names, sample
from zuoxi.simulator.errors import NoDemo


class CarrierDoor(Protocol):
    """Makes a customer of the carrier dial the house; raises `CarrierAway`."""

    def __call__(self, number: str, dialled: str) -> None: ...


def carrier() -> CarrierDoor:
    """The carrier of this installation (assembly says which)."""
    return cast(CarrierDoor, import_string(settings.ZUOXI_DEMO_CARRIER))


def let_a_customer_call(
    actor: Actor, number: str, dialled: str, door: CarrierDoor, chance: random.Random
) -> tuple[str, str]:
    """A customer (some sample customer when `number` is empty) dials `dialled` (default: sales).

    Returns both numbers. Only for people of the sample company, while the demo is on.
    """
    if not settings.ZUOXI_DEMO or actor.who.tenant.name != sample.COMPANY:
        raise NoDemo
    caller = _national(number, "number") if number else _some_customer(chance)
    called = _national(dialled, "dialled") if dialled else sample.SALES_NUMBER
    door(caller, called)
    audit.note(actor, "demo.customer_called", name=called, after={"number": caller, "dialled": called})
    return caller, called


def _some_customer(chance: random.Random) -> str:
    welcome = [index for index in range(sample.CUSTOMERS) if index not in sample.BLACKLISTED]
    return names.customer_number(chance.choice(welcome))


def _national(text: str, field: str) -> str:
    try:
        return phone.parse(text).national
    except phone.InvalidNumber as error:
        raise FormErrors({field: (error.sentence("zh"), error.sentence("en"))}) from None
