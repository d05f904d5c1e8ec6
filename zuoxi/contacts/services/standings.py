"""Who is a VIP and who is somebody's customer, by number: kept in step with the customers (T3, T4)."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from django.db import transaction

from zuoxi.contacts.brought import last_orders
from zuoxi.contacts.events import StandingsChanged
from zuoxi.contacts.models import CallerStanding, Customer, CustomerClass, CustomerNumber, StandingEdition
from zuoxi.organisation.selectors.people import still_here
from zuoxi.organisation.services.editions import new_edition
from zuoxi.outbox.announce import announce

RENEW = "contacts.renew_standings"
"""Kind of the job that looks at all customers of a company once more (assembly/wiring.py)."""
SLICE = 500
"""Customers that are looked at in one transaction."""

What = tuple[bool, UUID | None, str]
"""(VIP, person whose customer he is, why his)."""
NOTHING: What = (False, None, "")


def renew(tenant: UUID, customers: Iterable[Customer], gone: Collection[str] = ()) -> int:
    """Write down what is known of whoever calls from these customers' numbers; `gone`: numbers that they had.

    Runs in the transaction that changed the customers. Returns how many numbers have another standing now.
    """
    vips = _vip_classes(tenant)
    customers = list(customers)
    agents = {one for customer in customers for one in (customer.order_agent_id, customer.owner_id) if one}
    here = still_here(tenant, agents)
    by_id = {customer.pk: customer for customer in customers}
    wanted = dict.fromkeys(gone, NOTHING)
    for number in CustomerNumber.objects.filter(tenant_id=tenant, customer_id__in=by_id):
        wanted[number.number] = _what(by_id[number.customer_id], vips, here)
    held = {row.number: row for row in CallerStanding.objects.filter(tenant_id=tenant, number__in=wanted)}
    differs = {
        number: what
        for number, what in wanted.items()
        if what != (_shown(held[number]) if number in held else NOTHING)
    }
    if differs:
        _write(tenant, differs, held)
    return len(differs)


def order_taken(tenant: UUID, number: str, person: UUID, at: dt.datetime) -> bool:
    """Somebody ordered on the phone: when he calls again he is offered to the agent who took the order.

    Whether a customer has the number; an order that is older than the last one changes nothing.
    """
    with transaction.atomic():
        found = CustomerNumber.objects.filter(tenant_id=tenant, number=number).values("customer_id")
        customer = Customer.objects.select_for_update().filter(pk__in=found).first()
        if customer is None:
            return False
        if customer.ordered_at is None or customer.ordered_at <= at:
            customer.order_agent_id, customer.ordered_at = person, at
            customer.save(update_fields=["order_agent", "ordered_at"])
            renew(tenant, [customer])
        return True


def renew_company(tenant: UUID, progress: Callable[[int], None]) -> int:
    """Look at all customers of a company once more; how many numbers have another standing now."""
    last, looked, changed = UUID(int=0), 0, 0
    while True:
        with transaction.atomic():
            some = Customer.objects.filter(tenant_id=tenant, pk__gt=last).order_by("pk")
            customers = list(some.select_for_update()[:SLICE])
            _take_orders(tenant, customers)
            changed += renew(tenant, customers)
        if not customers:
            return changed
        last, looked = customers[-1].pk, looked + len(customers)
        progress(looked)


def _take_orders(tenant: UUID, customers: Iterable[Customer]) -> None:
    """What areas that take orders know of these and have not said, or before the customer was known."""
    by_id = {customer.pk: customer for customer in customers}
    newer = []
    for pk, order in last_orders(tenant, by_id.keys()).items():
        customer = by_id.get(pk)
        if customer is not None and (customer.ordered_at is None or customer.ordered_at < order.at):
            customer.order_agent_id, customer.ordered_at = order.person, order.at
            newer.append(customer)
    Customer.objects.bulk_update(newer, ["order_agent", "ordered_at"])


def _vip_classes(tenant: UUID) -> frozenset[str]:
    rows = CustomerClass.objects.filter(tenant_id=tenant, vip=True, hidden_at__isnull=True)
    return frozenset(rows.values_list("code", flat=True))


def _what(customer: Customer, vips: frozenset[str], here: Collection[UUID]) -> What:
    """`here`: those of the agents who have not left; who took an order and left is followed by the owner."""
    if customer.hidden_at is not None:
        return NOTHING
    vip = not vips.isdisjoint(customer.marks)
    if customer.order_agent_id in here:
        return vip, customer.order_agent_id, CallerStanding.Because.ORDER
    if customer.owner_id in here:
        return vip, customer.owner_id, CallerStanding.Because.OWNER
    return vip, None, ""


def _shown(row: CallerStanding) -> What:
    return row.vip, row.agent_id, row.because


def _write(tenant: UUID, differs: dict[str, What], held: dict[str, CallerStanding]) -> None:
    edition = new_edition(StandingEdition)
    fresh: list[CallerStanding] = []
    changed: list[CallerStanding] = []
    for number, (vip, agent, because) in differs.items():
        row = held.get(number) or CallerStanding(tenant_id=tenant, number=number)
        (changed if number in held else fresh).append(row)
        row.vip, row.agent_id, row.because, row.edition = vip, agent, because, edition
    CallerStanding.objects.bulk_create(fresh)
    CallerStanding.objects.bulk_update(changed, ["vip", "agent_id", "because", "edition"])
    announce(StandingsChanged(tenant=str(tenant)))
