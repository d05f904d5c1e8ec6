"""What areas bring to a pop comes beside it: a slow one keeps neither the pop nor another waiting (T13)."""

import threading
from types import SimpleNamespace

import pytest

from tests.areas.calls.test_screen_pop import a_customer, ringing
from tests.company import Door
from zuoxi.calls.selectors import brought
from zuoxi.contacts.brought import MOST, Brought, Entry, PopSource, Said


def entry(n):
    return Entry(
        id=str(n), title=Said(zh=f"订单 {n}", en=f"Order {n}"), state=Said(zh="已签收", en="received")
    )


@pytest.fixture
def areas(monkeypatch):
    """One answers, one hangs until it is let go, one breaks, and one is not meant."""
    areas = SimpleNamespace(go=threading.Event(), asked=[])

    def answers(question):
        areas.asked.append(question)
        return Brought(entries=tuple(entry(n) for n in range(MOST + 3)), others=2)

    def hangs(question):
        areas.go.wait()
        return Brought(entries=())

    def breaks(question):
        raise RuntimeError("the area is broken")

    shows = {"orders": answers, "tickets": hangs, "surveys": breaks, "other": lambda question: None}
    made = tuple(
        PopSource(name=name, kind="orders", zh=name, en=name, show=show) for name, show in shows.items()
    )
    monkeypatch.setattr(brought, "sources", lambda: made)
    monkeypatch.setattr("zuoxi.calls.api.screen_pop.sources", lambda: made)
    monkeypatch.setattr(brought, "WAIT_S", 0.05)
    monkeypatch.setattr(brought.brought_by, "__defaults__", (0.05,))
    brought._desk.cache_clear()
    yield areas
    areas.go.set()
    brought._desk.cache_clear()


def part(house, call, name, who=None):
    return Door(who or house.agent).get(f"/screen-pop/{name}", call=call.id)


def test_the_pop_names_who_may_have_more_and_asks_none_of_them(house, areas):
    call = ringing(house)
    pop = Door(house.agent).get("/screen-pop", call=call.id)
    assert [one["name"] for one in pop["sources"]] == ["orders", "tickets", "surveys", "other"]
    assert not areas.asked


def test_an_area_is_told_who_calls_and_shows_a_few_lines(house, areas):
    customer = a_customer(house)
    shown = part(house, ringing(house), "orders")
    assert (shown["state"], len(shown["entries"]), shown["others"]) == ("shown", MOST, 5)
    assert shown["entries"][0]["title"] == {"zh": "订单 0", "en": "Order 0"}
    (asked,) = areas.asked
    assert (asked.customer, asked.number, asked.person) == (customer.pk, "13800000001", house.agent.pk)
    assert (asked.tenant, asked.company) == (house.tenant.pk, "Sample")


def test_a_slow_area_is_late_and_keeps_nobody_waiting(house, areas):
    call = ringing(house)
    for _ in range(brought.AT_ONCE + 2):
        assert part(house, call, "tickets")["state"] == "late"
    assert part(house, call, "orders")["state"] == "shown"
    areas.go.set()


def test_one_that_hangs_takes_a_few_threads_and_no_more(house, areas):
    call = ringing(house)
    for _ in range(20):
        part(house, call, "tickets")
    assert sum(one.name.startswith("pop-tickets") for one in threading.enumerate()) <= brought.AT_ONCE


def test_one_that_breaks_says_so_and_one_that_is_not_meant_says_nothing(house, areas):
    call = ringing(house)
    assert part(house, call, "surveys")["state"] == "failed"
    assert part(house, call, "other") == {"state": "nothing", "entries": [], "others": 0}


def test_nobody_asks_about_a_call_that_is_not_his_and_no_area_is_made_up(house, areas):
    call = ringing(house)
    shown = part(house, call, "orders", house.colleague)
    assert (shown["state"], shown["entries"]) == ("late", [])
    assert not areas.asked, "as for the pop itself: nothing is known of it"
    door = Door(house.agent)
    door.get("/screen-pop/nothing", call=call.id)
    assert door.status == 404
