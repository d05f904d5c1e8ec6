"""Keeping the lists: audited, undoable, and with clear words about what is wrong."""

import datetime as dt
from uuid import uuid4

import pytest

from tests.areas.calls.stories import NINE, Teller
from tests.areas.compliance.conftest import NOON
from zuoxi.assembly.wiring import HANDLERS
from zuoxi.calls.services.facts import record
from zuoxi.compliance import selectors
from zuoxi.compliance.errors import AlreadyListed
from zuoxi.compliance.models import BlacklistEntry, BlacklistHit
from zuoxi.compliance.services import hours, lists
from zuoxi.engine import facts
from zuoxi.kernel.phone import InvalidNumber
from zuoxi.organisation.errors import FormErrors
from zuoxi.organisation.models import AuditEvent
from zuoxi.outbox import relay
from zuoxi.outbox.models import OutboxEvent

NUMBER = "13800000001"


def actions():
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_each_change_of_a_list_stands_in_the_audit_trail(house):
    entry = lists.object_to_calls(house.boss, NUMBER, "survey", name="Mr Wang")
    lists.remove(house.boss, entry)
    lists.restore(house.boss, entry)
    barred = lists.blacklist(house.boss, NUMBER, "threats")
    lists.remove(house.boss, barred)

    assert actions() == [
        "do_not_call.added",
        "do_not_call.removed",
        "do_not_call.restored",
        "blacklist.added",
        "blacklist.removed",
    ]
    added = AuditEvent.objects.get(action="blacklist.added")
    assert (added.person, added.subject_name) == (house.administrator, NUMBER)
    assert added.after is not None
    assert added.after["reason"] == "threats"


def test_a_number_is_on_a_list_once_however_it_is_written(house):
    lists.object_to_calls(house.boss, "+86 138-0000-0001", "all")
    lists.object_to_calls(house.boss, NUMBER, "survey")
    with pytest.raises(AlreadyListed):
        lists.object_to_calls(house.boss, "0086 13800000001", "all")
    with pytest.raises(InvalidNumber):
        lists.blacklist(house.boss, "138", "too short")


def test_undoing_a_removal_that_was_overtaken_says_so(house):
    entry = lists.blacklist(house.boss, NUMBER, "first")
    lists.remove(house.boss, entry)
    lists.blacklist(house.boss, NUMBER, "second")
    with pytest.raises(AlreadyListed):
        lists.restore(house.boss, entry)


def test_a_number_whose_time_has_run_out_can_be_barred_anew(house):
    lists.blacklist(house.boss, NUMBER, "old", expires_at=NOON)
    lists.blacklist(house.boss, NUMBER, "new")
    assert selectors.blacklist(house.tenant.id).get().reason == "new"


def test_every_hit_is_counted_once(house):
    lists.blacklist(house.boss, NUMBER, "threats")
    teller = Teller(house.tenant.id)
    for _ in range(2):
        call = teller.call(number=NUMBER, at=NINE + 10**9)
        call.tell(facts.BlacklistHit(call=call.id, number=NUMBER))
        call.ended("blacklisted", by="system")
    record(teller.told)
    later = NOON + dt.timedelta(days=40)
    relay.deliver(HANDLERS, later)
    OutboxEvent.objects.update(delivered_at=None, told=[], due_at=later)
    relay.deliver(HANDLERS, later)

    entry = BlacklistEntry.objects.get()
    assert entry.hits == 2
    assert entry.last_hit_at is not None
    assert selectors.hits(entry).count() == 2


def test_a_hit_of_a_number_that_is_no_longer_listed_is_kept(house):
    teller = Teller(house.tenant.id)
    ghost = str(uuid4())
    teller.tell(ghost, NINE, facts.BlacklistHit(call=ghost, number=NUMBER))
    record(teller.told)
    relay.deliver(HANDLERS, NOON + dt.timedelta(days=40))
    assert BlacklistHit.objects.get().entry_id is None


@pytest.mark.parametrize(
    ("weekly", "days", "field"),
    [
        ([[]] * 6, {}, "weekly"),
        ([[[600, 500]], *[[]] * 6], {}, "weekly.0"),
        ([[[0, 1441]], *[[]] * 6], {}, "weekly.0"),
        ([[[0, 100], [50, 200]], *[[]] * 6], {}, "weekly.0"),
        ([[]] * 7, {"1 May": []}, "days.1 May"),
        ([[]] * 7, {"2036-05-01": [[0]]}, "days.2036-05-01"),
    ],
)
def test_hours_that_make_no_sense_are_refused_by_field(house, weekly, days, field):
    with pytest.raises(FormErrors) as refused:
        hours.put(house.boss, weekly, days)
    assert field in refused.value.data["fields"]


def test_a_company_without_hours_of_its_own_dials_from_eight_to_nine(house):
    assert selectors.dial_hours(house.tenant.id).weekly[0][0].start == 8 * 60
    hours.put(house.boss, [[[0, 1440]]] * 7, {})
    assert selectors.dial_hours(house.tenant.id).weekly[6][0].end == 1440
    assert actions() == ["dial_hours.set"]
