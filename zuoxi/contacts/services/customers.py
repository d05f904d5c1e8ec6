"""Adding and changing customers and their numbers."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from zuoxi.contacts.events import CustomerChanged
from zuoxi.contacts.models import Customer, CustomerNumber
from zuoxi.contacts.selectors.classes import usable_codes
from zuoxi.contacts.services import standings
from zuoxi.kernel.initials import initials
from zuoxi.kernel.phone import InvalidNumber, is_emergency, parse
from zuoxi.organisation import rules
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, NotAllowed, Sentence
from zuoxi.organisation.models import OrgUnit
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may, reach
from zuoxi.organisation.selectors.people import unit_at
from zuoxi.organisation.services import audit, rows
from zuoxi.organisation.services.lookups import look_up
from zuoxi.organisation.services.referred import colleague, unit_in_reach
from zuoxi.outbox.announce import announce

Fields = Mapping[str, Any]

SOMEBODY_ELSE_S: Sentence = ("这个号码已属于另一位客户。", "Another customer has this number.")
TWICE: Sentence = ("号码重复。", "This number is here twice.")
NO_MARK: Sentence = ("没有这个客户标记。", "There is no such class mark.")
EMERGENCY: Sentence = ("紧急电话不是客户的号码。", "An emergency number is no customer's.")
NOT_HERE: Sentence = ("这个号码不属于该客户。", "This number is not this customer's.")
KEPT_ABOVE = frozenset({"org_unit", "owner", "hidden"})
"""Fields of a customer that those who only share him do not change."""
EMPTY: Sentence = ("请填写姓名或号码。", "A name or a number, please.")


def create_customer(actor: Actor, fields: Fields) -> Customer:
    """A new customer; without a unit he belongs to the asker's own."""
    values = _values(actor, fields)
    values["org_unit"] = values.get("org_unit") or own_unit(actor)
    if not values.get("name") and not fields.get("numbers"):
        raise FormErrors({"name": EMPTY})
    customer = Customer(tenant_id=actor.who.tenant_id, created_at=actor.now, changed_at=actor.now, **values)
    with transaction.atomic():
        rows.create(actor, customer, tell=_tell)
        put_numbers(actor, customer, fields.get("numbers", ()))
        standings.renew(customer.tenant_id, [customer])
    return customer


def change_customer(actor: Actor, customer: Customer, fields: Fields) -> Customer:
    """New values for a customer; `numbers` replaces all his numbers.

    Who only shares a customer of a unit above writes down what he is told; where the customer belongs, who
    looks after him, whether he is in use and which numbers go is for those who have him within reach.
    """
    fields = {name: value for name, value in fields.items() if not _is_as_it_was(customer, name, value)}
    if not may(actor.who, Permission.CUSTOMERS_EDIT, customer):
        _check_shared(customer, fields)
    values = _values(actor, fields, customer.marks)
    if "org_unit" in values:
        _check_move(actor, customer, values["org_unit"])
    if "hidden" in fields:
        values["hidden_at"] = (customer.hidden_at or actor.now) if fields["hidden"] else None
    if any(getattr(customer, name) != value for name, value in values.items()):
        values["changed_at"] = actor.now
    with transaction.atomic():
        rows.change(actor, customer, values, tell=_tell)
        had = {number.number for number in customer.numbers.all()}
        if "numbers" in fields:
            put_numbers(actor, customer, fields["numbers"])
        standings.renew(customer.tenant_id, [customer], gone=had)
    return customer


def put_numbers(actor: Actor, customer: Customer, wanted: Sequence[Fields]) -> None:
    """Make a customer's numbers those wanted, in this order.

    An entry is `{id, label}` for a number that he has (it need not be readable to the asker) or
    `{number, label}` for a new one. Two customers never have the same number.
    """
    held = {number.id: number for number in customer.numbers.all()}
    before = [(number.number, number.label) for number in held.values()]
    numbers = _numbers(actor, customer, held, wanted)
    after = [(number.number, number.label) for number in numbers]
    with transaction.atomic():
        kept = [number.id for number in numbers]
        CustomerNumber.objects.filter(customer=customer).exclude(id__in=kept).delete()
        for position, number in enumerate(numbers):
            number.position = position
            _save(number, f"numbers.{position}.number")
        if before != after:
            audit.note(
                actor,
                "customer.numbers_changed",
                customer,
                before={"numbers": [list(pair) for pair in before]},
                after={"numbers": [list(pair) for pair in after]},
            )
            _tell(customer)


def _is_as_it_was(customer: Customer, name: str, value: Any) -> bool:
    match name:
        case "org_unit":
            return value in (None, customer.org_unit_id)
        case "owner":
            return bool(value == customer.owner_id)
        case "hidden":
            return bool(value == (customer.hidden_at is not None))
        case _:
            return False


def _check_shared(customer: Customer, fields: Fields) -> None:
    kept = {entry.get("id") for entry in fields.get("numbers", ())}
    loses = "numbers" in fields and any(number.id not in kept for number in customer.numbers.all())
    if loses or not KEPT_ABOVE.isdisjoint(fields):
        raise NotAllowed(permission=Permission.CUSTOMERS_EDIT.value)


def _check_move(actor: Actor, customer: Customer, there: OrgUnit) -> None:
    """Moving a customer shows nobody a number that he does not see where the customer is."""
    if may(actor.who, Permission.NUMBERS_SEE, there) and not may(actor.who, Permission.NUMBERS_SEE, customer):
        raise NotAllowed(permission=Permission.NUMBERS_SEE.value)


def own_unit(actor: Actor) -> OrgUnit:
    """The unit that a new customer belongs to by default: the asker's own, if he may put customers there."""
    tops = reach(actor.who, Permission.CUSTOMERS_EDIT)
    if rules.covers(tops, actor.who.path):
        return actor.who.org_unit
    return unit_at(tops[0])


def _numbers(
    actor: Actor, customer: Customer, held: Mapping[UUID, CustomerNumber], wanted: Sequence[Fields]
) -> list[CustomerNumber]:
    numbers: list[CustomerNumber] = []
    problems: dict[str, Sentence] = {}
    by_number = {number.number: number for number in held.values()}
    for index, entry in enumerate(wanted):
        field = f"numbers.{index}.number"
        try:
            number = _number(customer, held, by_number, entry)
        except FormErrors:
            problems[field] = NOT_HERE
            continue
        except InvalidNumber as error:
            problems[field] = (error.sentence("zh"), error.sentence("en"))
            continue
        number.label = entry.get("label", "")
        if number._state.adding and is_emergency(number.number):
            problems[field] = EMERGENCY
        elif any(other.number == number.number for other in numbers):
            problems[field] = TWICE
        elif _taken(actor, customer, number):
            problems[field] = SOMEBODY_ELSE_S
        numbers.append(number)
    if problems:
        raise FormErrors(problems)
    return numbers


def _number(
    customer: Customer,
    held: Mapping[UUID, CustomerNumber],
    by_number: Mapping[str, CustomerNumber],
    entry: Fields,
) -> CustomerNumber:
    if entry.get("id") is not None:
        if entry["id"] not in held:
            raise FormErrors({"id": NOT_HERE})
        return held[entry["id"]]
    national = parse(entry.get("number", ""), customer.tenant.home_area).national
    if national in by_number:
        return by_number[national]
    return CustomerNumber(
        tenant_id=customer.tenant_id, customer=customer, number=national, last_four=national[-4:]
    )


def _save(number: CustomerNumber, field: str) -> None:
    try:
        with transaction.atomic():
            number.save()
    except IntegrityError:  # somebody gave it to another customer at this very moment
        raise FormErrors({field: SOMEBODY_ELSE_S}) from None


def _taken(actor: Actor, customer: Customer, number: CustomerNumber) -> bool:
    if number._state.adding:  # whether somebody has it is as good as finding him by it
        look_up(actor, number.number)
    others = CustomerNumber.objects.filter(tenant_id=customer.tenant_id, number=number.number)
    return others.exclude(customer=customer).exists()


def _values(actor: Actor, fields: Fields, held: Collection[str] = ()) -> dict[str, Any]:
    """Checked values; `held`: classes that he has already, which he keeps when they are out of use."""
    names = ("name", "gender", "company", "address", "marks", "remark")
    values = {name: fields[name] for name in names if name in fields}
    if not set(values.get("marks", ())) <= usable_codes(actor.who.tenant_id) | set(held):
        raise FormErrors({"marks": NO_MARK})
    if "name" in values:
        values["initials"] = initials(values["name"])
    if "owner" in fields:
        values["owner"] = colleague(actor, fields["owner"], "owner") if fields["owner"] else None
    if "org_unit" in fields:
        given = fields["org_unit"]
        values["org_unit"] = unit_in_reach(actor, given, Permission.CUSTOMERS_EDIT) if given else None
    return values


def _tell(customer: Customer) -> None:
    announce(CustomerChanged(tenant=str(customer.tenant_id), customer=str(customer.id)))
