"""Finding customers, and how much of their numbers a person sees."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from zuoxi.contacts.models import Customer, CustomerNumber
from zuoxi.kernel import phone
from zuoxi.organisation.errors import NotFound
from zuoxi.organisation.models import OrgUnit, Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import Placed, may, reach, require, within
from zuoxi.organisation.selectors.people import home_area

KNOWING = (Permission.CUSTOMERS_SEE, Permission.CUSTOMERS_EDIT)
"""Either lets a person see customers."""
LAST_SHOWN = 4
"""Digits at the end of a masked number that show."""
SHORTEST_NUMBER = 5
"""So many digits are tried as a whole number."""


def customers() -> QuerySet[Customer]:
    """All customers, with what a list shows."""
    return Customer.objects.select_related("org_unit", "owner").prefetch_related("numbers")


def by_number(tenant: UUID, number: str) -> Customer | None:
    """The company's customer with this number (national form), in use."""
    return (
        customers().filter(tenant_id=tenant, hidden_at__isnull=True, numbers__number=number).first()
        if number
        else None
    )


def names_by_number(person: Person, numbers: Collection[str]) -> dict[str, str]:
    """The names of his company's customers with these numbers, if he may see customers."""
    if not may(person, Permission.CUSTOMERS_SEE):
        return {}
    rows = CustomerNumber.objects.filter(
        tenant_id=person.tenant_id, number__in=numbers, customer__hidden_at__isnull=True
    )
    return dict(rows.values_list("number", "customer__name"))


def numbers_of_named(person: Person, name: str) -> QuerySet[CustomerNumber, Any]:
    """Numbers of the customers whom he may see and whose name contains `name` or is read with
    these first letters.
    """
    if not may(person, Permission.CUSTOMERS_SEE):
        return CustomerNumber.objects.none().values("number")
    called = Q(name__icontains=name)
    if name.isascii() and name.isalnum():
        called |= Q(initials__startswith=name.lower())
    seen = Customer.objects.filter(visible(person, (Permission.CUSTOMERS_SEE,)) & called)
    return CustomerNumber.objects.filter(customer__in=seen).values("number")


def numbers_of(person: Person, customer: UUID) -> QuerySet[CustomerNumber, Any]:
    """All numbers of a customer whom he may see, in use or not; none of anybody else."""
    seen = Customer.objects.filter(visible(person, KNOWING))
    return CustomerNumber.objects.filter(customer__in=seen, customer_id=customer).values("number")


def check_seen(person: Person, customer: UUID) -> None:
    """Raise `NotFound` unless he may see this customer."""
    if not Customer.objects.filter(visible(person, KNOWING), pk=customer).exists():
        raise NotFound


def number_to_dial(person: Person, id: str) -> str:
    """A number (by its id) of a customer whom he may see; raises `NotFound`."""
    try:
        wanted = UUID(id)
    except ValueError:
        raise NotFound from None
    seen = Customer.objects.filter(visible(person, KNOWING), hidden_at__isnull=True)
    found = CustomerNumber.objects.filter(pk=wanted, customer__in=seen).values_list("number", flat=True)
    if not found:
        raise NotFound
    return str(found[0])


def masked_number(person: Person, id: UUID) -> CustomerNumber:
    """A number (by its id) that he may see whole for a reason, with its customer; raises `NotAllowed` when he
    may unmask none, `NotFound` when not this one."""
    require(person, Permission.NUMBERS_UNMASK)
    seen = Customer.objects.filter(visible(person, KNOWING) & within(person, Permission.NUMBERS_UNMASK))
    found = (
        CustomerNumber.objects.select_related("customer__org_unit").filter(pk=id, customer__in=seen).first()
    )
    if found is None:
        raise NotFound
    return found


def visible(person: Person, wanted: tuple[Permission, ...]) -> Q:
    """Customers at and below his units, and those that the units above share with everybody below."""
    steplen: int = OrgUnit.steplen
    above = {path[:end] for path in reach(person, *wanted) for end in range(steplen, len(path), steplen)}
    return within(person, *wanted) | Q(tenant_id=person.tenant_id, org_unit__path__in=above)


def found_by(person: Person, text: str) -> Q:
    """Customers whose name or company contains `text`, whose name is read with these first letters, or one of
    whose numbers it is (whole, its last four, or a piece of it where he sees it whole).
    """
    text = text.strip()
    found = Q(name__icontains=text) | Q(company__icontains=text)
    if text.isascii() and text.isalnum():
        found |= Q(initials__startswith=text.lower())
    digits = "" if any(map(str.isalpha, text)) else phone.digits_in(text)
    if len(digits) >= LAST_SHOWN:
        # four digits or more of a number that he sees whole; of one that is masked, the four that show
        found |= _with_number(number__contains=digits) & within(person, Permission.NUMBERS_SEE)
    if len(digits) == LAST_SHOWN:
        found |= _with_number(last_four=digits)
    elif number := whole_number(person, text):
        found |= _with_number(number=number)
    return found


def whole_number(person: Person, text: str) -> str:
    """The whole number that `text` is tried as; empty: it is not tried as one."""
    national = phone.national(text, home_area(person.tenant_id))
    digits = "".join(letter for letter in national if letter.isdigit() or letter == "+")
    return digits if len(digits) >= SHORTEST_NUMBER else ""


def shown_number(person: Person, number: str, place: Placed) -> str:
    """The number as this person may see it at this place: whole, or masked."""
    return number if may(person, Permission.NUMBERS_SEE, place) else phone.mask(number)


def _with_number(**wanted: str) -> Q:
    return Q(Exists(CustomerNumber.objects.filter(customer=OuterRef("pk"), **wanted)))


def numbers_of_customers(tenant: UUID, customers: Collection[UUID]) -> list[tuple[UUID, str]]:
    """(customer, number) of some customers of a company, the main number of each first."""
    rows = CustomerNumber.objects.filter(tenant_id=tenant, customer_id__in=list(customers))
    return list(rows.order_by("customer_id", "position").values_list("customer_id", "number"))
