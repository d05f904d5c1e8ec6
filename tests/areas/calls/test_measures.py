"""Measures: what each counts, in which half hour; the sums say what the facts say (K1, K3–K5, K14, K18)."""

import datetime as dt

import pytest

from tests.areas.calls import measured
from tests.areas.calls.houses import make_house
from tests.areas.calls.stories import NINE, SECOND, Teller
from tests.areas.calls.test_shifts import Day
from zuoxi.calls.measures import FOLDS
from zuoxi.calls.models import ParkedFact
from zuoxi.calls.services import measuring
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.engine import facts
from zuoxi.kernel.clock import to_datetime
from zuoxi.measures.catalogue import Figure
from zuoxi.measures.models import Measured, Rollup, StreamShare
from zuoxi.measures.selectors.figures import Asked, figures
from zuoxi.organisation.models import Tenant

HALF_HOUR = 30 * 60 * SECOND
MINUTE = 60 * SECOND


def counted(house, *columns, **where):
    """What is counted of these columns: {start of the half hour after nine, in half hours: sum}."""
    found = {}
    for (begins, _, queue, person, _, column), value in measured.kept().items():
        here = {"queue": queue, "person": person}
        if column in columns and all(here[name] == str(one) for name, one in where.items()):
            after = round((begins - to_datetime(NINE)) / dt.timedelta(minutes=30))
            found[after] = found.get(after, 0) + value
    return found


def figure(house, code, **asked):
    rows = figures(house.leader, Asked(since=to_datetime(NINE - 24 * HALF_HOUR), **asked))
    (row,) = rows.values()
    return next(one for one in row if one.code == code)


def tell(house):
    record(house.teller.told)
    assert measured.kept() == measured.sums(house.teller.told)


def test_a_call_belongs_to_the_half_hour_in_which_it_was_offered_however_long_it_lasts(house):
    call = house.teller.call(at=NINE + HALF_HOUR - 5 * SECOND).queued().wait(10 * SECOND)
    call.offered(house.agent.id).answered(talk_ms=40 * MINUTE).ended().disposed(wrap_up_ms=9 * SECOND)
    tell(house)
    for column in ("offered", "answered", "in_time", "conversations", "entered", "connected"):
        assert counted(house, column) == {0: 1}, column
    assert counted(house, "talk_ms") == {0: 40 * MINUTE}
    assert counted(house, "wrap_up_ms") == {0: 9 * SECOND}


def test_a_call_that_goes_on_to_another_queue_is_offered_there_anew(house):
    call = house.teller.call().queued().wait(10 * SECOND)
    first, call.queue = call.queue, "0198d000-0000-7000-8000-00000000000a"
    call.wait(HALF_HOUR).queued().wait(10 * SECOND).ended("abandoned")
    tell(house)
    assert counted(house, "passed_on") == counted(house, "offered", queue=first) == {0: 1}
    assert counted(house, "abandoned") == counted(house, "offered", queue=call.queue) == {1: 1}


def test_an_answered_call_is_never_also_missed(house):
    call = house.teller.call().queued().offered(house.agent.id).answered()
    call.queued().wait(50 * SECOND).ended("abandoned")  # his agent was lost, he waited again and left
    other = house.teller.call().queued().offered(house.agent.id).answered()
    answered_in, other.queue = other.queue, "0198d000-0000-7000-8000-00000000000b"
    other.queued().wait(9 * SECOND).ended("answered", by="customer")  # passed on, and he gave up there
    tell(house)
    assert counted(house, "abandoned", queue=call.queue) == {}
    assert (
        counted(house, "answered", queue=call.queue) == counted(house, "offered", queue=call.queue) == {0: 1}
    )
    assert counted(house, "answered", queue=answered_in) == {0: 1}
    assert counted(house, "abandoned", queue=other.queue) == {0: 1}


def test_who_asks_to_be_called_back_is_no_matter_of_the_service_level(house):
    house.teller.call().queued().wait(40 * SECOND).ended("requested")
    left = house.teller.call().queued().wait(40 * SECOND).ended("message")
    tell(house)
    assert counted(house, "asked_back") == {0: 1}
    assert counted(house, "offered") == counted(house, "unserved", queue=left.queue) == {0: 1}


def test_who_waits_is_not_counted_yet_and_who_comes_back_is_undecided_again(house):
    call = house.teller.call().queued().wait(SECOND)
    first, second = call.queue, "0198d000-0000-7000-8000-00000000000c"
    tell(house)
    assert counted(house, "offered") == {}
    call.queue = second
    call.queued()
    tell(house)
    assert counted(house, "offered", queue=first) == {0: 1}
    call.queue = first
    call.queued()
    tell(house)
    assert counted(house, "offered", queue=first) == {}


def test_time_belongs_to_the_half_hours_in_which_it_passed(house):
    day = Day(house)
    day.comes(NINE + 20 * MINUTE).does("ready", NINE + 25 * MINUTE).does("talking", NINE + 28 * MINUTE)
    day.does("wrap_up", NINE + 70 * MINUTE).does("ready", NINE + 72 * MINUTE)
    day.does("signed_out", NINE + 80 * MINUTE).goes(NINE + 80 * MINUTE)
    record(day.teller.told)
    assert measured.kept() == measured.sums(day.teller.told)
    assert counted(house, "signed_in_ms") == {0: 10 * MINUTE, 1: 30 * MINUTE, 2: 20 * MINUTE}
    assert counted(house, "talking_ms") == {0: 2 * MINUTE, 1: 30 * MINUTE, 2: 10 * MINUTE}
    assert figure(house, "K3", person=house.agent.id).value == 42 / 60
    assert figure(house, "K18", person=house.agent.id).value == 44 / 60


def test_a_late_fact_and_a_corrected_one_change_the_half_hour_that_they_are_about(house):
    call = house.teller.call().queued().offered(house.agent.id).answered().ended().disposed()
    tell(house)
    for wrapped_up in (30 * SECOND, 4 * SECOND):
        call.now += 24 * 2 * HALF_HOUR
        call.disposed("corrected", wrap_up_ms=wrapped_up)
        tell(house)
        assert counted(house, "wrap_up_ms") == {0: wrapped_up}


def test_a_rate_of_few_says_so_and_one_of_nothing_is_none(house):
    assert figure(house, "K5") == Figure(code="K5", value=None, above=0, below=0, few=True)
    for second in range(20):
        house.teller.path = house.north.path
        call = house.teller.call(at=NINE + second * SECOND).queued()
        call.wait(SECOND).ended("abandoned") if second % 2 else call.offered(
            house.agent.id
        ).answered().ended()
        tell(house)
        level = figure(house, "K5")
        assert (level.above, level.below, level.few) == ((second + 2) // 2, second + 1, second < 19)
    assert figure(house, "K14_wrap_up").value == 0


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"]
)
def test_half_hours_are_those_of_the_companys_day(db, zone):
    house = make_house()
    Tenant.objects.filter(pk=house.tenant.pk).update(timezone=zone)
    for minute in range(0, 24 * 60, 7):
        house.teller.call(at=NINE + minute * MINUTE).queued().ended("abandoned")
    record(house.teller.told)
    assert measured.kept() == measured.sums(house.teller.told, zone)


def test_what_began_before_there_were_sums_is_counted_from_its_beginning(house):
    call = house.teller.call().queued().wait(SECOND).offered(house.agent.id)
    record(house.teller.told)
    Rollup.objects.all().delete()
    StreamShare.objects.all().delete()
    call.answered().ended()
    tell(house)


def test_a_release_with_other_rules_counts_a_stream_anew(house, monkeypatch):
    call = house.teller.call().queued().wait(SECOND)
    tell(house)
    StreamShare.objects.update(version=0, notes={"another": "shape"})
    call.offered(house.agent.id).answered().ended()
    tell(house)


def old_house(house, tmp_path):
    """A house whose facts were recorded by a release without measures."""
    for minute in range(50):
        call = house.teller.call(at=NINE + minute * MINUTE).queued().wait(SECOND)
        call.offered(house.agent.id).answered(talk_ms=minute * SECOND).ended().disposed()
    record(house.teller.told)
    Rollup.objects.all().delete()
    StreamShare.objects.all().delete()


def test_old_facts_are_counted_while_the_house_works(house, tmp_path):
    old_house(house, tmp_path)
    running = house.teller.call(at=NINE + HALF_HOUR).queued().wait(SECOND)

    def works(done):
        """Between two pieces of the work calls begin and go on, and what is known already is right."""
        house.teller.call(at=NINE + done * MINUTE).queued().ended("abandoned")
        running.offered(house.agent.id).missed()
        record(house.teller.told)

    assert measuring.measure_again(tmp_path, 7, works) >= 50
    assert measured.kept() == measured.sums(house.teller.told)
    assert measuring.measure_again(tmp_path, 7, works) == 0, "it is done once"


def test_counting_that_was_broken_off_goes_on_where_it_was(house, tmp_path):
    old_house(house, tmp_path)
    pieces = []

    class Enough(Exception):
        """Somebody ends the job."""

    def once(done):
        pieces.append(done)
        if done >= 20:
            raise Enough

    with pytest.raises(Enough):
        measuring.measure_again(tmp_path, 10, once)
    assert Measured.objects.get().done_at is None
    assert measuring.measure_again(tmp_path, 10) == 30
    assert measured.kept() == measured.sums(house.teller.told)


def test_what_is_parked_is_counted_when_it_is_mended(house, monkeypatch):
    house.teller.call().queued().offered(house.agent.id).answered().ended()
    steps = dict(FOLDS[0].steps)

    def fails(share, told, fact):
        raise KeyError("a flaw")

    monkeypatch.setitem(FOLDS[0].steps, facts.SegmentEnded, fails)
    record(house.teller.told)
    assert ParkedFact.objects.get().reason == "not_folded"
    assert counted(house, "conversations") == {}
    monkeypatch.setitem(FOLDS[0].steps, facts.SegmentEnded, steps[facts.SegmentEnded])
    rebuild()
    assert measured.kept() == measured.sums(house.teller.told)


def test_two_companies_and_two_floors_have_their_own_sums(house):
    other = make_house("Other")
    for teller in (house.teller, other.teller, Teller(house.tenant.id, house.south.path, floor="second")):
        teller.floor = teller.floor if teller is not other.teller else "third"
        teller.call().queued().ended("abandoned")
        record(teller.told)
    sums = {
        row.tenant_id: row.value for row in Rollup.objects.filter(column="abandoned", path=house.north.path)
    }
    assert sums[house.tenant.id] == 1
    assert figure(other, "abandoned").value == 1
    assert figure(house, "abandoned").value == 1, "the leader of the north does not see the south"
