"""What every area must do that brings something to a call: one suite for all that are registered, and a
sample of one that takes orders (T4, T13)."""

import datetime as dt
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from tests.areas.contacts.test_standings import told
from tests.company import Company
from zuoxi.contacts.brought import KINDS, MOST, Brought, Entry, LastOrder, PopSource, Question, Said, sources
from zuoxi.contacts.models import Customer, CustomerNumber
from zuoxi.contacts.services import standings
from zuoxi.kernel.clock import utc_now
from zuoxi.simulator import names, sample
from zuoxi.simulator.orders import orders

REGISTERED = [one for path in settings.ZUOXI_POP_SOURCES for one in import_string(path)]
NOW = dt.datetime(2036, 3, 1, 2, tzinfo=dt.UTC)


def question(company=None, number="13800138000", customer=None, **more):
    tenant, name = (company.tenant.id, company.name) if company else (uuid4(), "别的公司")
    asked = {"service_line": None, "person": uuid4(), "now": NOW} | more
    return Question(tenant=tenant, company=name, customer=customer, number=number, **asked)


@pytest.fixture(params=REGISTERED, ids=lambda one: one.name)
def source(request, db):
    return request.param


@pytest.fixture
def sample_company(db):
    return Company(sample.COMPANY)


def a_customer(company, number, ordered_at=None, **more):
    at = utc_now()
    row = Customer.objects.create(
        tenant=company.tenant,
        org_unit=company.hall,
        created_at=at,
        changed_at=at,
        ordered_at=ordered_at,
        **more,
    )
    CustomerNumber.objects.create(tenant=company.tenant, customer=row, number=number, last_four=number[-4:])
    return row


def test_names_are_its_own_and_said_in_both_languages(source):
    assert [one.name for one in sources()].count(source.name) == 1
    assert source.zh and source.en and source.kind in KINDS
    assert source.name.isidentifier(), "it stands in an address"


def test_a_call_of_nobody_known_or_withheld_is_no_trouble(source, sample_company):
    for number in ("", "13", "+14155550100", "1" * 64):
        for company in (None, sample_company):
            shown = source.show(question(company, number))
            assert shown is None or isinstance(shown, Brought)


def test_an_agent_reads_a_few_lines_newest_first_and_open_ones_say_so(source, sample_company):
    for index in range(12):
        shown = source.show(question(sample_company, names.customer_number(index), uuid4()))
        if shown is None:
            continue
        assert len(shown.entries) <= MOST and shown.others >= 0
        times = [one.at for one in shown.entries if one.at]
        assert times == sorted(times, reverse=True) and all(at.tzinfo for at in times)
        assert len({one.id for one in shown.entries}) == len(shown.entries)
        for one in shown.entries:
            assert one.title.zh and one.title.en and (one.place == "" or one.place.startswith("/"))


def test_asked_twice_it_says_the_same_and_asking_changes_nothing(
    source, sample_company, django_assert_num_queries
):
    asked = question(sample_company, names.customer_number(3), uuid4())
    assert source.show(asked) == source.show(asked)


def test_last_orders_are_of_customers_that_were_asked_for(source, sample_company):
    if source.last_orders is None:
        return
    mine = [a_customer(sample_company, names.customer_number(index)).pk for index in range(8)]
    found = source.last_orders(sample_company.tenant.id, mine)
    assert set(found) <= set(mine) and all(order.at < utc_now() for order in found.values())
    assert source.last_orders(sample_company.tenant.id, []) == {}
    assert source.last_orders(uuid4(), mine) == {}, "another company's"


def test_the_sample_company_has_orders_and_no_other_company_sees_them(sample_company):
    number = names.customer_number(3)
    shown = orders(question(sample_company, number))
    assert shown is not None and len(shown.entries) == 3 and shown.entries[0].open
    assert orders(question(None, number)) is None


# -- who took the last order (T4) -------------------------------------------------------------------------


def registered(monkeypatch, *found):
    """Areas that know of these last orders."""
    mine = [
        PopSource(
            name=f"area{n}", kind="orders", zh="订单", en="Orders", show=lambda asked: None, last_orders=one
        )
        for n, one in enumerate(found)
    ]
    monkeypatch.setattr("zuoxi.contacts.brought.sources", lambda: tuple(mine))


def test_whoever_took_the_last_order_of_all_areas_is_asked_first(company, monkeypatch):
    number = "13800138000"
    customer = a_customer(company, number, owner=company.stranger)
    early, late = utc_now() - dt.timedelta(days=9), utc_now() - dt.timedelta(days=2)
    registered(
        monkeypatch,
        lambda tenant, asked: {customer.pk: LastOrder(person=company.stranger.pk, at=early)},
        lambda tenant, asked: {customer.pk: LastOrder(person=company.agent.pk, at=late)},
    )
    standings.renew_company(company.tenant.id, lambda done: None)
    assert told(company, number) == [[False, str(company.agent.id), "order"]]


def test_an_order_that_was_said_at_once_is_not_undone_by_an_older_one(company, monkeypatch):
    number = "13800138000"
    customer = a_customer(company, number)
    standings.order_taken(company.tenant.id, number, company.agent.pk, utc_now())
    old = LastOrder(person=company.stranger.pk, at=utc_now() - dt.timedelta(days=1))
    registered(monkeypatch, lambda tenant, asked: {customer.pk: old, uuid4(): old})
    standings.renew_company(company.tenant.id, lambda done: None)
    assert told(company, number) == [[False, str(company.agent.id), "order"]]


def test_a_sample_entry_can_be_made_of_little():
    entry = Entry(id="1", title=Said(zh="订单", en="Order"), state=Said(zh="", en=""))
    assert (entry.at, entry.open, entry.place) == (None, False, "")
