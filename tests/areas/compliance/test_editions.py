"""Editions of the blacklist, as the live process's copy reads them: a change costs one row."""

import datetime as dt
from types import SimpleNamespace

import pytest

from tests.areas.compliance.conftest import NOON, make_dialling_house
from zuoxi.compliance import jobs, selectors
from zuoxi.compliance.models import BlacklistEdition, BlacklistEntry
from zuoxi.compliance.selectors import FOR_EVER, NOT_BARRED
from zuoxi.compliance.services import lists
from zuoxi.kernel.clock import to_ms, utc_now
from zuoxi.organisation.services import editions
from zuoxi.outbox.models import OutboxEvent

NUMBER, OTHER = "13800000001", "01088886666"


@pytest.fixture
def tenant(house) -> str:
    return str(house.tenant.id)


def test_everything_that_is_barred_with_its_end(house, tenant):
    elsewhere = make_dialling_house("Other")
    hour = NOON + dt.timedelta(hours=1)
    lists.blacklist(house.boss, NUMBER, "a")
    lists.blacklist(house.boss, OTHER, "b", expires_at=hour)
    lists.remove(house.boss, lists.blacklist(house.boss, "13900000009", "c"))
    lists.blacklist(elsewhere.boss, NUMBER, "d")

    assert set(selectors.barred_now()) == {
        (tenant, NUMBER, FOR_EVER),
        (tenant, OTHER, to_ms(hour)),
        (str(elsewhere.tenant.id), NUMBER, FOR_EVER),
    }
    assert OutboxEvent.objects.filter(type="BlacklistChanged").count() == 5
    assert not OutboxEvent.objects.filter(type="ConfigurationChanged").exists()


def test_after_an_edition_there_is_what_was_edited_since_and_nothing_else(house, tenant):
    entry = lists.blacklist(house.boss, NUMBER, "a")
    before = selectors.blacklist_edition()
    lists.blacklist(house.boss, OTHER, "b")
    assert list(selectors.barred_since(before)) == [(tenant, OTHER, FOR_EVER)]
    before = selectors.blacklist_edition()
    lists.remove(house.boss, entry)
    assert list(selectors.barred_since(before)) == [(tenant, NUMBER, NOT_BARRED)]
    before = selectors.blacklist_edition()
    lists.restore(house.boss, entry)
    assert list(selectors.barred_since(before)) == [(tenant, NUMBER, FOR_EVER)]


def test_a_number_with_several_entries_is_told_once_as_it_stands(house, tenant):
    start = selectors.blacklist_edition()
    first = lists.blacklist(house.boss, NUMBER, "first")
    lists.remove(house.boss, first)
    second = lists.blacklist(house.boss, NUMBER, "second")
    assert list(selectors.barred_since(start)) == [(tenant, NUMBER, FOR_EVER)]
    lists.remove(house.boss, second)
    assert set(selectors.barred_since(start)) == {(tenant, NUMBER, NOT_BARRED)}


def test_a_number_that_is_barred_anew_after_its_time_is_barred(house, tenant):
    lists.blacklist(house.boss, NUMBER, "old", expires_at=NOON)
    before = selectors.blacklist_edition()
    lists.blacklist(house.boss, NUMBER, "new")
    assert list(selectors.barred_since(before)) == [(tenant, NUMBER, FOR_EVER)]


def test_a_hit_is_no_edit(house):
    lists.blacklist(house.boss, NUMBER, "a")
    before = selectors.blacklist_edition()
    BlacklistEntry.objects.update(hits=1)
    assert (list(selectors.barred_since(before)), selectors.blacklist_edition()) == ([], before)


def test_editions_rise_and_belong_to_this_database(house):
    assert selectors.blacklist_edition() == editions.EMPTY
    made = []
    for number in (NUMBER, OTHER, "13900000009"):
        lists.blacklist(house.boss, number, "a")
        made.append(selectors.blacklist_edition())
    assert made == sorted(set(made))
    assert selectors.has_edition(made[0])
    assert not selectors.has_edition(made[0] - 1)


def test_old_editions_are_forgotten_but_never_the_latest(house):
    for number in (NUMBER, OTHER):
        lists.blacklist(house.boss, number, "a")
    latest = selectors.blacklist_edition()
    BlacklistEdition.objects.update(at=utc_now() - 2 * editions.REMEMBERED)
    assert jobs.forget_editions(SimpleNamespace(progress=lambda gone: None)) == {"editions": 1}
    assert selectors.blacklist_edition() == latest
    lists.blacklist(house.boss, "13900000009", "a")
    assert selectors.blacklist_edition() > latest


def test_a_long_list_is_barred_in_slices_each_number_once(house, tenant, monkeypatch):
    monkeypatch.setattr(lists, "AT_ONCE", 3)
    monkeypatch.setattr(lists, "steady_ms", lambda: 0)  # no slice is smaller because the machine was busy
    lists.blacklist(house.boss, NUMBER, "already")
    lists.blacklist(house.boss, OTHER, "no more", expires_at=NOON)
    before = selectors.blacklist_edition()
    numbers = [NUMBER, OTHER, *(f"1390000000{digit}" for digit in range(5)), "13900000000"]
    assert lists.blacklist_many(house.boss, numbers, "list") == 6
    assert {number for _, number, until in selectors.barred_since(before) if until == FOR_EVER} == {
        *numbers[1:]
    }
    assert lists.blacklist_many(house.boss, numbers, "list") == 0
    assert BlacklistEdition.objects.filter(number__gt=before).count() == 3
