"""Many numbers are asked about at once: as strictly as one after the other, in one transaction."""

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.areas.calls.stories import Teller
from tests.areas.compliance.conftest import NOON, make_dialling_house
from zuoxi.calls.models import Attempt
from zuoxi.calls.services.facts import record
from zuoxi.compliance.errors import GateRefused
from zuoxi.compliance.models import NumberLedger, Refusal
from zuoxi.compliance.rules import AUTOMATIC, Automatic
from zuoxi.compliance.services import destinations, lists, permits
from zuoxi.compliance.services.destinations import Wanted
from zuoxi.compliance.services.ground import Wish
from zuoxi.engine.gate import DialPermit
from zuoxi.organisation.errors import NotAllowed

NUMBERS = (
    "13800000001",  # nothing stands against it
    "138 0000 0001",  # the same once more
    "13800000002",  # blacklisted
    "13800000003",  # wants no marketing
    "13800000004",  # wants no calls at all
    "13800000005",  # is owed a call and wants no marketing
    "13800000006",  # is being called
    "13800000007",  # was called, and that is over
    "95588",
    "4001112222",
    "02088889999",
    "+14155552671",
    "1681234",
    "110",
    "nobody",
    "",
)
SECOND = dt.timedelta(seconds=1)


def codes(verdicts):
    return ["permit" if isinstance(one, DialPermit) else one.check for one in verdicts]


def asked_singly(person, wishes):
    """What each wish gets when they are asked one after the other at one moment."""
    for wish in wishes:
        try:
            yield permits.ask(person, wish.number, lambda: NOON, wish.purpose, confirmed=wish.confirmed)
        except GateRefused as error:
            yield error.refusal


def asked_together(asker, wishes):
    return permits.ask_many(asker, wishes, lambda: NOON)


def written():
    """What stands of attempts, ledgers and refusals."""
    return (
        Counter(Attempt.objects.values_list("number", "person", "purpose", "path")),
        set(NumberLedger.objects.filter(permits__gt=0).values_list("number", "permits")),
        set(Refusal.objects.values_list("number", "person", "check_code", "purpose", "count")),
    )


def furnish(house):
    """The lists and calls that `NUMBERS` speak of."""
    lists.blacklist(house.boss, "13800000002", "threats")
    lists.object_to_calls(house.boss, "13800000003", "service_marketing")
    lists.object_to_calls(house.boss, "13800000004", "all")
    lists.object_to_calls(house.boss, "13800000005", "service_marketing")
    teller = Teller(house.tenant.id)
    teller.call(number="13800000005").queued().wait(9_000).owed().ended("abandoned")
    for number, over in (("13800000006", False), ("13800000007", True)):
        permit = permits.ask(house.colleague, number, lambda: NOON - 600 * SECOND)
        call = teller.call(direction="outbound", attempt=permit.attempt, number=number).wait(20_000)
        if over:
            call.ended("no_answer", by="system")
    record(teller.told)
    destinations.put(house.boss, [Wanted(role="agent", kind="service", allowed=True, per_day=1)])


wishes_of_all_kinds = st.lists(
    st.builds(
        Wish,
        number=st.sampled_from(NUMBERS),
        purpose=st.sampled_from(["unstated", "service", "service_marketing", "survey"]),
        confirmed=st.booleans(),
    ),
    max_size=12,
)


def test_a_batch_is_exactly_as_strict_as_its_numbers_one_after_the_other(house):
    furnish(house)

    @settings(max_examples=60, deadline=None)
    @given(wishes=wishes_of_all_kinds)
    def same(wishes):
        found = []
        for way in (asked_singly, asked_together):
            with transaction.atomic():
                found.append((codes(way(house.agent, wishes)), written()))
                transaction.set_rollback(True)
        singly, together = found
        assert together == singly

    same()


def test_every_permit_of_a_batch_is_good_for_its_own_number_alone(house):
    given_ones = asked_together(house.agent, [Wish(number=f"1380000{n:04d}") for n in range(20)])
    assert [one.number for one in given_ones] == [f"1380000{n:04d}" for n in range(20)]
    assert len({one.call for one in given_ones} | {one.attempt for one in given_ones}) == 40
    assert Attempt.objects.filter(id__in=[UUID(one.attempt) for one in given_ones]).count() == 20


@pytest.mark.parametrize("count", [2, permits.AT_ONCE])
def test_a_batch_asks_the_database_the_same_few_questions_however_long_it_is(house, count):
    furnish(house)
    wishes = [Wish(number=f"139{n:08d}") for n in range(count)] + [Wish(number="13800000002")]
    with CaptureQueriesContext(connection) as asked:
        assert codes(asked_together(house.agent, wishes[1:])).count("permit") == count - 1
    reads = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    tables = Counter(sql.split(" FROM ")[1].split()[0].strip('"') for sql in reads)
    assert tables.pop("compliance_numberledger") == 2, "found, locked"
    assert {n for table, n in tables.items() if table.startswith(("calls_", "compliance_"))} == {1}
    assert sum(tables.values()) < 20


def test_more_than_one_transaction_may_hold_is_not_begun(house):
    with pytest.raises(ValueError, match="several batches"):
        asked_together(house.agent, [Wish(number="110")] * (permits.AT_ONCE + 1))


def test_who_may_not_dial_gets_no_batch_either(house):
    with pytest.raises(NotAllowed):
        asked_together(house.assessor, [Wish(number="13800000001")])
    assert not Refusal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_batches_that_meet_over_the_same_numbers_wait_in_no_ring_and_share_them():
    house = make_dialling_house()
    numbers = [f"1370000{n:04d}" for n in range(30)]
    askers = [house.agent, house.colleague, house.leader, Automatic(tenant=house.tenant.id, path="0001")]
    orders = [numbers, numbers[::-1], numbers[10:] + numbers[:10], numbers[::3]]
    start = threading.Barrier(len(askers))

    def run(asker, order):
        try:
            start.wait(timeout=10)
            return asked_together(asker, [Wish(number=number) for number in order])
        finally:
            connection.close()

    with ThreadPoolExecutor(len(askers)) as pool:
        running = [pool.submit(run, asker, order) for asker, order in zip(askers, orders, strict=True)]
        told = [done.result(timeout=60) for done in running]

    won = Counter(one.number for verdicts in told for one in verdicts if isinstance(one, DialPermit))
    assert won == Counter(numbers)
    assert {code for verdicts in told for code in codes(verdicts)} == {"permit", "being_dialled"}


# -- the house by itself -------------------------------------------------------------------------------


@pytest.fixture
def system(house):
    return Automatic(tenant=house.tenant.id, path=house.north.path)


def test_what_the_house_dials_by_itself_names_nobody_and_lies_with_its_unit(house, system):
    (permit,) = asked_together(system, [Wish(number="13800000001", purpose="callback")])
    assert (permit.person, permit.path, permit.purpose) == ("", house.north.path, "callback")
    attempt = Attempt.objects.get()
    assert (attempt.person, attempt.path, attempt.purpose) == (None, house.north.path, "callback")


def test_the_house_dials_mobiles_and_landlines_by_itself_and_nothing_else_until_somebody_opens_it(
    house, system
):
    wishes = [Wish(number=one, confirmed=True) for one in NUMBERS if one in ("95588", "110", "02088889999")]
    assert codes(asked_together(system, wishes)) == ["destination", "permit", "destination"]
    destinations.put(house.boss, [Wanted(role=AUTOMATIC, kind="service", allowed=True, per_day=None)])
    assert codes(asked_together(system, [Wish(number="95588")])) == ["permit"]
    assert permits.ask(house.agent, "4001112222", lambda: NOON), "what a person may is his own roles' matter"


def test_a_limit_of_the_house_is_for_all_that_it_dials_in_a_day_and_counts_within_a_batch(house, system):
    destinations.put(house.boss, [Wanted(role=AUTOMATIC, kind="mobile", allowed=True, per_day=2)])
    permits.ask(house.agent, "13800000009", lambda: NOON)
    south = Automatic(tenant=house.tenant.id, path=house.south.path)
    assert codes(asked_together(system, [Wish(number="13800000001")])) == ["permit"]
    wishes = [Wish(number="13800000002"), Wish(number="13800000003")]
    assert codes(asked_together(south, wishes)) == ["permit", "destination_limit"]


def test_a_number_that_is_barred_before_it_is_dialled_is_refused_when_the_gate_is_asked_again(house, system):
    barred, other = asked_together(system, [Wish(number="13800000001"), Wish(number="13800000002")])
    lists.blacklist(house.boss, barred.number, "just now")
    assert permits.ask_again(UUID(barred.attempt), lambda: NOON + SECOND) == "blacklist"
    assert permits.ask_again(UUID(other.attempt), lambda: NOON + SECOND) == ""
    row = Refusal.objects.get()
    assert (row.person, row.path, row.number) == (None, house.north.path, barred.number)


def test_a_batch_that_comes_too_late_from_the_database_lets_every_number_go(house, system, monkeypatch):
    shown = iter([1_000, *[9_000] * 9])
    monkeypatch.setattr(permits, "steady_ms", lambda: next(shown))
    wishes = [Wish(number="13800000001"), Wish(number="13800000002")]
    with pytest.raises(permits.DatabaseAway):
        asked_together(system, wishes)
    monkeypatch.undo()
    assert codes(asked_together(system, wishes)) == ["permit", "permit"]
