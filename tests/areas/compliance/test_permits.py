"""Who asks for a permit gets it in writing, or a refusal in writing."""

import contextlib
import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import OperationalError, connection

from tests.areas.calls.stories import Teller
from tests.areas.compliance.conftest import NOON, make_dialling_house
from zuoxi.calls.models import Attempt, Call
from zuoxi.calls.services.facts import record
from zuoxi.compliance.errors import DatabaseAway, GateRefused
from zuoxi.compliance.models import NumberLedger, Refusal
from zuoxi.compliance.services import destinations, hours, lists, permits
from zuoxi.compliance.services.destinations import Wanted
from zuoxi.engine import facts
from zuoxi.kernel.clock import steady_ms, to_ms
from zuoxi.kernel.ids import new_id
from zuoxi.organisation.errors import NotAllowed

NUMBER = "13800000001"
SECOND = dt.timedelta(seconds=1)


def refused(person, number, now=NOON, **kwargs):
    with pytest.raises(GateRefused) as raised:
        permits.ask(person, number, lambda: now, **kwargs)
    return raised.value


def test_a_permit_comes_with_its_attempt_committed(house):
    permit = permits.ask(house.agent, "+86 138 0000 0001", lambda: NOON)

    assert permit.number == NUMBER
    assert permit.expires_at == to_ms(NOON) + 2_000
    assert permit.caller_id == "01088880000"
    assert permit.trunk == str(house.trunk.id)
    attempt = Attempt.objects.get(id=permit.attempt)
    assert (attempt.call_id, attempt.person, attempt.number) == (UUID(permit.call), house.agent, NUMBER)
    assert attempt.path == house.north.path
    assert NumberLedger.objects.get(number=NUMBER).permits == 1


def test_a_permitted_call_is_joined_to_its_attempt_and_to_who_dialled(house):
    permit = permits.ask(house.agent, NUMBER, lambda: NOON)
    teller = Teller(house.tenant.id)
    call = teller.call(direction="outbound", attempt=permit.attempt)
    call.wait(20_000).ended("no_answer", by="system")
    record(teller.told)

    row = Call.objects.get(id=call.id)
    assert (row.attempt_id, row.person) == (UUID(permit.attempt), house.agent)


def test_a_refusal_is_kept_with_its_reason_and_nothing_is_attempted(house):
    lists.blacklist(house.boss, NUMBER, "threats")
    error = refused(house.agent, NUMBER)

    assert error.code == "blacklist"
    assert error.body()["message"] == {
        "zh": "该号码在黑名单中，不能拨打。如有误，请管理员在“合规”中核对。",
        "en": "This number is on the blacklist and may not be called. If wrong, tell an administrator.",
    }
    row = Refusal.objects.get()
    assert (row.check_code, row.person, row.number, row.purpose) == (
        "blacklist",
        house.agent,
        NUMBER,
        "unstated",
    )
    assert not Attempt.objects.exists()


def test_what_is_no_number_is_refused_and_quoted_as_typed(house):
    error = refused(house.agent, "138{x}")
    assert error.code == "valid_number"
    assert "138{x}" in error.sentence("zh")
    assert Refusal.objects.get().number == "138{x}"


def test_nonsense_of_any_kind_is_refused_and_kept_as_far_as_it_can_be(house):
    assert refused(house.agent, "1\x002\ud800" + "9" * 500).code == "valid_number"
    assert Refusal.objects.get().number.startswith("12999")


def test_an_objection_of_a_moment_ago_always_refuses(house):
    lists.object_to_calls(house.boss, NUMBER, "all")
    assert refused(house.agent, NUMBER).code == "do_not_call"


def test_a_removed_objection_no_longer_refuses_and_restoring_it_does_again(house):
    entry = lists.object_to_calls(house.boss, NUMBER, "survey")
    lists.remove(house.boss, entry)
    permits.ask(house.agent, NUMBER, lambda: NOON)
    lists.restore(house.boss, entry)
    assert refused(house.agent, NUMBER, NOON + 5 * SECOND).code == "do_not_call"


def test_a_customer_who_is_owed_a_call_is_called_though_he_wants_no_marketing(house):
    teller = Teller(house.tenant.id)
    teller.call(number=NUMBER).queued().wait(9_000).owed().ended("abandoned")
    record(teller.told)
    lists.object_to_calls(house.boss, NUMBER, "service_marketing")

    permit = permits.ask(house.agent, NUMBER, lambda: NOON)
    assert Attempt.objects.get(id=permit.attempt).purpose == "callback"
    assert refused(house.agent, NUMBER, NOON + 5 * SECOND, purpose="service_marketing").code == "do_not_call"


def test_an_entry_whose_time_has_run_out_bars_nobody(house):
    lists.blacklist(house.boss, NUMBER, "for a day", expires_at=NOON + dt.timedelta(days=1))
    assert refused(house.agent, NUMBER).code == "blacklist"
    assert permits.ask(house.agent, NUMBER, lambda: NOON + dt.timedelta(days=1)).number == NUMBER


def test_at_night_nobody_is_called_and_the_refusal_says_when(house):
    night = dt.datetime(2036, 3, 3, 15, tzinfo=dt.UTC)
    error = refused(house.agent, NUMBER, night)
    assert error.code == "hours"
    assert error.data["opens_at"] == to_ms(dt.datetime(2036, 3, 4, 0, tzinfo=dt.UTC))


def test_a_holiday_and_a_moved_working_day_are_kept(house):
    working = [[9 * 60, 18 * 60]]
    hours.put(house.boss, [working] * 5 + [[], []], {"2036-03-03": [], "2036-03-02": working})
    assert refused(house.agent, NUMBER).code == "hours"
    assert permits.ask(house.agent, NUMBER, lambda: NOON - dt.timedelta(days=1))


def test_without_a_trunk_nothing_leads_out(house):
    house.trunk.hidden_at = NOON
    house.trunk.save()
    assert refused(house.agent, NUMBER).code == "line"


def test_who_may_not_dial_does_not_even_reach_the_gate(house):
    with pytest.raises(NotAllowed):
        permits.ask(house.assessor, NUMBER, lambda: NOON)
    assert not Refusal.objects.exists()


def test_another_company_has_its_own_lists(house):
    other = make_dialling_house("Other")
    lists.blacklist(other.boss, NUMBER, "theirs")
    assert permits.ask(house.agent, NUMBER, lambda: NOON).number == NUMBER


def test_a_dry_run_tells_everything_and_changes_nothing(house):
    lists.blacklist(house.boss, NUMBER, "x")
    lists.object_to_calls(house.boss, NUMBER, "all")
    night = dt.datetime(2036, 3, 3, 15, tzinfo=dt.UTC)

    assert [refusal.check for refusal in permits.check(house.agent, NUMBER, night)] == [
        "blacklist",
        "do_not_call",
        "hours",
    ]
    assert permits.check(house.agent, "13900000002", NOON) == ()
    assert not Refusal.objects.exists()
    assert not Attempt.objects.exists()


def test_while_the_database_is_away_nothing_is_dialled_and_the_asker_knows_why(house, monkeypatch):
    def away(*_):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(permits, "hold", away)
    with pytest.raises(DatabaseAway) as raised:
        permits.ask(house.agent, NUMBER, lambda: NOON)
    assert raised.value.code == "database_away"


def test_a_database_that_stands_still_for_ten_seconds_is_away_and_no_old_permit_is_handed_on(
    house, monkeypatch
):
    shown = [1_000]
    begin = permits.attempts.begin

    def stands_still(*args):
        shown[0] += 10_000
        return begin(*args)

    monkeypatch.setattr(permits, "steady_ms", lambda: shown[0])
    with monkeypatch.context() as locked:
        locked.setattr(permits.attempts, "begin", stands_still)
        with pytest.raises(DatabaseAway) as raised:
            permits.ask(house.agent, NUMBER, lambda: NOON)

    assert raised.value.code == "database_away"
    assert NumberLedger.objects.get(number=NUMBER).attempt_id is None
    assert permits.ask(house.agent, NUMBER, lambda: NOON).steady == shown[0]


def test_waiting_for_the_lock_makes_no_permit_older(house, monkeypatch):
    shown = [1_000]
    hold = permits.hold

    def waits(*args):
        shown[0] += 9_000
        return hold(*args)

    monkeypatch.setattr(permits, "steady_ms", lambda: shown[0])
    monkeypatch.setattr(permits, "hold", waits)

    assert permits.ask(house.agent, NUMBER, lambda: NOON).steady == 10_000


def together(*acts):
    """Do all acts at the same moment, each in its own thread and transaction; returns results or errors."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=10)
            return act()
        except GateRefused as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, act) for act in acts]]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_for_one_number_at_once_one_gets_the_permit():
    house = make_dialling_house()
    people = [house.agent, house.colleague, house.leader]
    results = together(
        *[lambda person=person: permits.ask(person, NUMBER, lambda: NOON) for person in people]
    )

    refusals = [result for result in results if isinstance(result, GateRefused)]
    assert len(refusals) == 2
    assert {error.code for error in refusals} == {"being_dialled"}
    assert Attempt.objects.count() == 1
    assert NumberLedger.objects.get().permits == 1
    assert Refusal.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_numbers_that_one_person_asks_for_at_once_no_more_than_his_limit_are_permitted():
    house = make_dialling_house()
    destinations.put(house.boss, [Wanted(role="agent", kind="service", allowed=True, per_day=1)])
    numbers = ("95588", "95555", "95533")
    meeting = threading.Barrier(len(numbers))

    def looks_when_all_are_there():
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=0.5)  # whoever is let in waits for the others, who must not be
        return NOON

    results = together(
        *[lambda one=one: permits.ask(house.agent, one, looks_when_all_are_there) for one in numbers]
    )

    refusals = [result for result in results if isinstance(result, GateRefused)]
    assert {error.code for error in refusals} == {"destination_limit"}
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_permit_and_an_objection_at_once_are_put_in_order():
    house = make_dialling_house()
    result, _ = together(
        lambda: permits.ask(house.agent, NUMBER, lambda: NOON),
        lambda: lists.object_to_calls(house.boss, NUMBER, "all"),
    )

    assert isinstance(result, GateRefused) != Attempt.objects.exists()
    assert refused(house.agent, NUMBER, NOON + 5 * SECOND).code == "do_not_call"


def goes_on(house, permit, *, ended=False):
    """The permit's call as the facts tell of it."""
    teller = Teller(house.tenant.id)
    call = teller.call(direction="outbound", attempt=permit.attempt, number=NUMBER).wait(20_000)
    if ended:
        call.ended("no_answer", by="system")
    record(teller.told)


def test_a_number_is_held_until_the_call_of_its_last_permit_has_ended(house):
    permit = permits.ask(house.agent, NUMBER, lambda: NOON)
    goes_on(house, permit)
    for later in (5, 60, 600):
        assert refused(house.colleague, NUMBER, NOON + later * SECOND).code == "being_dialled"


def test_a_number_whose_call_has_ended_is_free(house):
    permit = permits.ask(house.agent, NUMBER, lambda: NOON)
    goes_on(house, permit, ended=True)
    assert permits.ask(house.colleague, NUMBER, lambda: NOON + 3 * SECOND)


@pytest.mark.parametrize("over", ["", "his line", "the call"])
def test_a_number_outside_is_held_as_long_as_its_customer_speaks_there(house, over):
    """A customer was passed to it: the call is not of this attempt, its line is."""
    permit = permits.ask(house.agent, NUMBER, lambda: NOON)
    teller = Teller(house.tenant.id)
    call = teller.call(number="13900000009").queued().offered(house.agent.id).answered(talk_ms=5_000)
    leg = str(new_id())
    call.tell(
        facts.LegStarted(
            call=call.id, leg=leg, kind="external", node="n1", channel="x-1", attempt=permit.attempt
        )
    )
    call.wait(20_000)
    if over == "his line":
        call.tell(facts.LegEndedFact(call=call.id, leg=leg, cause=17))
    elif over == "the call":
        call.ended()
    record(teller.told)
    if over:
        assert permits.ask(house.colleague, NUMBER, lambda: NOON + 3 * SECOND)
    else:
        assert refused(house.colleague, NUMBER, NOON + 600 * SECOND).code == "being_dialled"


@pytest.mark.parametrize("step", [dt.timedelta(), -dt.timedelta(hours=1), 3 * SECOND, dt.timedelta(hours=1)])
def test_an_attempt_of_which_nothing_is_heard_holds_its_number_as_long_as_phones_may_ring(
    house, monkeypatch, step
):
    """Whatever the wall clock shows meanwhile."""
    began = steady_ms()
    monkeypatch.setattr("zuoxi.compliance.services.permits.steady_ms", lambda: began)
    permits.ask(house.agent, NUMBER, lambda: NOON)
    monkeypatch.setattr("zuoxi.compliance.selectors.steady_ms", lambda: began + 110_000)
    assert refused(house.colleague, NUMBER, NOON + 110 * SECOND + step).code == "being_dialled"
    monkeypatch.setattr("zuoxi.compliance.selectors.steady_ms", lambda: began + 121_000)
    assert permits.ask(house.colleague, NUMBER, lambda: NOON + 121 * SECOND + step)


def test_after_a_new_start_of_the_machine_such_an_attempt_is_as_old_as_the_wall_clock_says(house):
    permits.ask(house.agent, NUMBER, lambda: NOON)
    NumberLedger.objects.update(permitted_boot="an earlier run")
    assert refused(house.colleague, NUMBER, NOON + 110 * SECOND).code == "being_dialled"
    assert permits.ask(house.colleague, NUMBER, lambda: NOON + 121 * SECOND)


def test_a_permit_that_was_not_taken_lets_its_number_go(house):
    permit = permits.ask(house.agent, NUMBER, lambda: NOON)
    permits.let_go(UUID(permit.attempt))
    assert permits.ask(house.colleague, NUMBER, lambda: NOON)


@pytest.mark.parametrize("step", [-dt.timedelta(days=1), -dt.timedelta(hours=1), -3 * SECOND])
def test_a_clock_that_was_set_back_bars_no_number(house, step):
    permit = permits.ask(house.agent, NUMBER, lambda: NOON + 4 * SECOND)
    goes_on(house, permit, ended=True)
    assert permits.ask(house.agent, NUMBER, lambda: NOON + 4 * SECOND + step)


def test_the_gate_is_asked_again_when_the_phone_is_up_and_says_what_holds_then(house):
    permit = permits.ask(house.agent, NUMBER, lambda: NOON)
    attempt = UUID(permit.attempt)
    assert permits.ask_again(attempt, lambda: NOON + 6 * SECOND) == ""
    lists.object_to_calls(house.boss, NUMBER, "all")
    assert permits.ask_again(attempt, lambda: NOON + 7 * SECOND) == "do_not_call"
    assert [row.check_code for row in Refusal.objects.all()] == ["do_not_call"]


def test_a_phone_that_is_up_after_its_number_went_to_another_is_refused_with_a_row(house):
    first = permits.ask(house.agent, NUMBER, lambda: NOON)
    permits.let_go(UUID(first.attempt))
    permits.ask(house.colleague, NUMBER, lambda: NOON + SECOND)
    assert permits.ask_again(UUID(first.attempt), lambda: NOON + 2 * SECOND) == "being_dialled"
    (row,) = Refusal.objects.all()
    assert (row.check_code, row.person_id, row.number) == ("being_dialled", house.agent.id, NUMBER)


def test_two_phones_that_call_for_help_at_once_are_both_put_through(house):
    first = permits.ask(house.agent, "110", lambda: NOON, confirmed=True)
    second = permits.ask(house.colleague, "110", lambda: NOON + SECOND, confirmed=True)
    for permit in (first, second):
        assert permits.ask_again(UUID(permit.attempt), lambda: NOON + 2 * SECOND) == ""
    assert not Refusal.objects.exists()


def test_the_clock_is_read_behind_the_lock(house):
    """Whoever had to wait for the ledger's row gets a permit that is good for its whole life."""
    order = []
    held = permits.hold

    def hold(*args):
        order.append("locked")
        return held(*args)

    def clock():
        order.append("read")
        return NOON

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(permits, "hold", hold)
        permits.ask(house.agent, NUMBER, clock)
    assert order == ["locked", "read"]
