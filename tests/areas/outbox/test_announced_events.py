"""Announced events reach each handler at least once, and only when what they tell is committed."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import transaction

from zuoxi.outbox import relay
from zuoxi.outbox.announce import Announced, AnnouncedOutsideTransaction, announce
from zuoxi.outbox.models import OutboxEvent

NOW = dt.datetime(2036, 3, 3, 9, tzinfo=dt.UTC)
TENANT = str(uuid4())


class TeaServed(Announced):
    cups: int


class Listener:
    """Remembers what it was told; fails as often as asked."""

    def __init__(self, name, failures=0):
        self.__qualname__ = name
        self.told = []
        self.failures = failures

    def __call__(self, event):
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the line is busy")
        self.told.append(event)


@pytest.mark.django_db
def test_every_handler_of_an_announced_event_is_told_once():
    kitchen, guests = Listener("kitchen"), Listener("guests")
    event = TeaServed(tenant=TENANT, cups=3)
    announce(event)

    relay.deliver({TeaServed: (kitchen, guests)}, NOW)
    relay.deliver({TeaServed: (kitchen, guests)}, NOW)

    assert kitchen.told == [event]
    assert guests.told == [event]


@pytest.mark.django_db
def test_a_handler_that_fails_is_told_again_later_and_the_others_are_not():
    kitchen, guests = Listener("kitchen", failures=1), Listener("guests")
    announce(TeaServed(tenant=TENANT, cups=3))
    handlers = {TeaServed: (kitchen, guests)}

    relay.deliver(handlers, NOW)
    assert OutboxEvent.objects.get().error.endswith("the line is busy')")
    assert relay.deliver(handlers, NOW) == 0, "not at once: the pause grows with each failure"
    relay.deliver(handlers, NOW + dt.timedelta(seconds=2))

    assert len(kitchen.told) == 1
    assert len(guests.told) == 1
    assert OutboxEvent.objects.get().delivered_at is not None


@pytest.mark.django_db
def test_an_event_whose_relay_died_is_taken_up_by_the_next_one():
    kitchen = Listener("kitchen")
    announce(TeaServed(tenant=TENANT, cups=1))
    OutboxEvent.objects.update(lease_until=NOW + dt.timedelta(seconds=60))

    assert relay.deliver({TeaServed: (kitchen,)}, NOW) == 0
    assert relay.deliver({TeaServed: (kitchen,)}, NOW + dt.timedelta(seconds=61)) == 1
    assert len(kitchen.told) == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_hears_of_what_was_rolled_back():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce(TeaServed(tenant=TENANT, cups=1))
        raise ZeroDivisionError

    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_is_a_mistake():
    with pytest.raises(AnnouncedOutsideTransaction):
        announce(TeaServed(tenant=TENANT, cups=1))


@pytest.mark.django_db
def test_an_event_that_nobody_can_read_any_more_is_kept_with_its_error():
    announce(TeaServed(tenant=TENANT, cups=1))
    OutboxEvent.objects.update(payload={"tenant": TENANT, "cups": "many"})

    relay.deliver({TeaServed: (Listener("kitchen"),)}, NOW)

    event = OutboxEvent.objects.get()
    assert event.delivered_at is None
    assert event.error.startswith("unreadable")


@pytest.mark.django_db
def test_events_delivered_long_ago_are_tidied_away():
    announce(TeaServed(tenant=TENANT, cups=1))
    announce(TeaServed(tenant=TENANT, cups=2))
    relay.deliver({}, NOW)
    OutboxEvent.objects.filter(payload__cups=1).update(delivered_at=NOW - dt.timedelta(days=8))

    assert relay.tidy(NOW) == 1
    assert OutboxEvent.objects.get().payload["cups"] == 2


@pytest.mark.django_db
def test_what_nobody_listens_to_leaves_no_row(settings):
    settings.ZUOXI_HANDLERS = "zuoxi.assembly.wiring.HANDLERS"
    announce(TeaServed(tenant=TENANT, cups=3))
    assert not OutboxEvent.objects.exists()
