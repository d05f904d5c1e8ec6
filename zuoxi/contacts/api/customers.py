"""Customers with their numbers, masked for whoever may not see them whole."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.contacts.models import Customer
from zuoxi.contacts.selectors import customers as reading
from zuoxi.contacts.selectors.classes import classes
from zuoxi.contacts.services.customers import change_customer, create_customer
from zuoxi.kernel.phone import home_region
from zuoxi.organisation.crud import Resource, RowOut, open_doors
from zuoxi.organisation.doors import asker
from zuoxi.organisation.forms import Form, OptionalName
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission

router = Router()


class NumberForm(Form):
    """A number that the customer has (`id`), or a new one."""

    id: UUID | None = None
    number: Annotated[str, Field(max_length=64)] = ""
    label: Annotated[str, Field(max_length=32)] = ""


class CustomerForm(Form):
    name: OptionalName = ""
    gender: Literal["", "male", "female"] = ""
    company: Annotated[str, Field(max_length=200)] = ""
    address: Annotated[str, Field(max_length=300)] = ""
    marks: Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=20)] = Field(
        default_factory=list
    )
    owner: UUID | None = None
    org_unit: UUID | None = None
    remark: Annotated[str, Field(max_length=5_000)] = ""
    numbers: Annotated[list[NumberForm], Field(max_length=20)] = Field(default_factory=list)


class RegionOut(Schema):
    zh: str
    en: str


class NumberOut(Schema):
    """A number; `masked` tells that this viewer does not see all of it."""

    id: UUID
    number: str
    masked: bool
    label: str
    region: RegionOut


class OwnerOut(Schema):
    id: UUID
    name: str
    number: str


class CustomerUnitOut(Schema):
    id: UUID
    name: str
    name_en: str


class MarkOut(Schema):
    code: str
    zh: str
    en: str
    hidden: bool
    """Out of use: shown where a customer has it, given to nobody."""


class CustomerOut(RowOut):
    name: str
    gender: str
    company: str
    address: str
    marks: list[str]
    owner: OwnerOut | None
    org_unit: CustomerUnitOut
    remark: str
    numbers: list[NumberOut]
    created_at: dt.datetime
    changed_at: dt.datetime


def customer_out(customer: Customer, viewer: Person) -> CustomerOut:
    """A customer as this viewer may see him."""
    numbers = []
    for row in sorted(customer.numbers.all(), key=lambda number: number.position):
        shown = reading.shown_number(viewer, row.number, customer)
        numbers.append(
            NumberOut(
                id=row.id,
                number=shown,
                masked=shown != row.number,
                label=row.label,
                region=RegionOut(**home_region(row.number)),
            )
        )
    owner = customer.owner
    unit = customer.org_unit
    return CustomerOut(
        id=customer.id,
        name=customer.name,
        gender=customer.gender,
        company=customer.company,
        address=customer.address,
        marks=customer.marks,
        owner=OwnerOut(id=owner.id, name=owner.name, number=owner.number) if owner else None,
        org_unit=CustomerUnitOut(id=unit.id, name=unit.name, name_en=unit.name_en),
        remark=customer.remark,
        numbers=numbers,
        created_at=customer.created_at,
        changed_at=customer.changed_at,
        hidden=customer.hidden_at is not None,
    )


CUSTOMERS = Resource(
    path="customers",
    one="customer",
    many="customers",
    rows=reading.customers,
    out=CustomerOut,
    shape=customer_out,
    form=CustomerForm,
    create=create_customer,
    change=change_customer,
    see=(Permission.CUSTOMERS_SEE,),
    manage=Permission.CUSTOMERS_EDIT,
    sortable={"name": "name", "changed_at": "changed_at", "created_at": "id"},
    default="-changed_at",
    searched=reading.found_by,
    whole_number=reading.whole_number,
    visible=reading.visible,
    noted="customer.seen",
)

open_doors(router, CUSTOMERS)


@router.get("/customer-marks", response=list[MarkOut], operation_id="list_customer_marks")
def list_customer_marks(request: HttpRequest) -> object:
    """The class marks there are, in both languages."""
    return [
        MarkOut(code=row.code, zh=row.name, en=row.name_en or row.name, hidden=row.hidden_at is not None)
        for row in classes(asker(request).tenant_id)
    ]
