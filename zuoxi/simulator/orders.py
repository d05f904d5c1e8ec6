"""What the sample company's made-up customers have ordered, the same each time (T4, T13).

It stands in for the areas of orders, tickets and follow-ups until those are there; other companies, and
customers whom somebody adds, have nothing of it.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from uuid import UUID

from zuoxi.contacts.brought import Brought, Entry, LastOrder, PopSource, Question, Said
from zuoxi.contacts.selectors.customers import numbers_of_customers
from zuoxi.organisation.models import Person, Tenant
from zuoxi.organisation.rules import Role
from zuoxi.organisation.selectors.people import with_role
from zuoxi.simulator import names, sample

GOODS = (
    ("赣南脐橙 5 千克", "Navel oranges, 5 kg"),
    ("阳澄湖大闸蟹 8 只", "Hairy crabs, 8"),
    ("五常大米 10 千克", "Wuchang rice, 10 kg"),
    ("龙井茶 250 克", "Longjing tea, 250 g"),
    ("新疆红枣 2 千克", "Xinjiang dates, 2 kg"),
)
ARRIVED = ("已签收", "received")
COMING = ("配送中", "on its way")
COMPLAINTS = (
    ("外箱破损，要求补发", "Box damaged, wants another"),
    ("送货迟到两天", "Two days late"),
    ("发票抬头有误", "Wrong name on the invoice"),
)
FOLLOW_UPS = (
    ("回访口感是否满意", "Ask how it tasted"),
    ("确认补发是否收到", "Ask whether the second box came"),
)
GOALS = (
    ("确认收货情况，介绍当季脐橙", "Ask whether all arrived well, and mention this season's oranges"),
    ("了解家庭人数与口味", "Find out for how many they cook, and what they like"),
)
EPOCH = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


_WHO = {names.customer_number(index): index for index in range(sample.CUSTOMERS)}


def _said(words: tuple[str, str]) -> Said:
    return Said(zh=words[0], en=words[1])


def _before(now: dt.datetime, days: int) -> dt.datetime:
    return now.replace(hour=2, minute=0, second=0, microsecond=0) - dt.timedelta(days=days)


def _orders(question: Question) -> tuple[Entry, ...]:
    seed = _WHO.get(question.number, 0)
    return tuple(
        Entry(
            id=f"DD{seed % 100_000:05}-{n + 1}",
            title=_said(GOODS[(seed + n) % len(GOODS)]),
            state=_said(COMING if n == 0 and seed % 3 == 0 else ARRIVED),
            at=_before(question.now, 2 + 23 * n + seed % 7),
            open=n == 0 and seed % 3 == 0,
            more=Said(zh=f"{59 + (seed + n) % 200} 元", en=f"{59 + (seed + n) % 200} yuan"),
        )
        for n in range(seed % 5)
    )


def orders(question: Question) -> Brought | None:
    """His order history."""
    return Brought(entries=_orders(question)) if _ours(question) else None


def complaints(question: Question) -> Brought | None:
    """What he has complained about and nobody has settled yet."""
    return _one_of(question, COMPLAINTS, every=4, state=("处理中", "open"), days=1)


def follow_ups(question: Question) -> Brought | None:
    """What he was promised."""
    return _one_of(question, FOLLOW_UPS, every=3, state=("待回访", "due"), days=0)


def goal(question: Question) -> Brought | None:
    """What this call is to reach: of who has ordered another than of who has not."""
    if not _ours(question):
        return None
    words = GOALS[0 if _orders(question) else 1]
    return Brought(entries=(Entry(id="goal", title=_said(words), state=Said(zh="", en="")),))


def _one_of(
    question: Question, words: tuple[tuple[str, str], ...], *, every: int, state: tuple[str, str], days: int
) -> Brought | None:
    if not _ours(question):
        return None
    seed = _WHO.get(question.number, 0)
    if not _orders(question) or seed % every:
        return Brought(entries=())
    entry = Entry(
        id=f"{seed % 100_000:05}",
        title=_said(words[seed % len(words)]),
        state=_said(state),
        at=_before(question.now, days),
        open=True,
    )
    return Brought(entries=(entry,))


def _ours(question: Question) -> bool:
    return question.company == sample.COMPANY


def last_orders(tenant: UUID, customers: Collection[UUID]) -> Mapping[UUID, LastOrder]:
    """Who took them: somebody of the sample company's agents."""
    company = Tenant.objects.filter(pk=tenant, name=sample.COMPANY).first()
    if company is None:
        return {}
    people = with_role(Person.objects.filter(tenant=company, hidden_at__isnull=True), Role.AGENT)
    by_name = {person.username: person.pk for person in people}
    agents = [by_name[one.username] for one in names.STAFF if one.username in by_name]
    found = {}
    for customer, number in numbers_of_customers(tenant, customers):
        seed = _WHO.get(number, 0)
        if agents and seed % 5:
            at = EPOCH + dt.timedelta(days=seed)
            found[customer] = LastOrder(person=agents[seed % len(agents)], at=at)
    return found


ORDERS = PopSource(
    name="sample_orders", kind="orders", zh="订单", en="Orders", show=orders, last_orders=last_orders
)
POP = (
    PopSource(name="sample_goal", kind="goal", zh="本次目标", en="Goal of this call", show=goal),
    ORDERS,
    PopSource(
        name="sample_complaints", kind="complaints", zh="未结投诉", en="Open complaints", show=complaints
    ),
    PopSource(name="sample_follow_ups", kind="follow_ups", zh="待回访", en="Follow-ups", show=follow_ups),
)
