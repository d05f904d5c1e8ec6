"""An agent's own shift: signed in since when, and how long he did what (T10, K22)."""

import datetime as dt
from uuid import uuid4

from tests.areas.calls.stories import NINE, SECOND, Teller
from tests.company import Door
from zuoxi.calls.selectors.shifts import shift_of
from zuoxi.calls.services.facts import record
from zuoxi.engine import facts

MINUTE = 60 * SECOND


def moment(ms):
    return dt.datetime.fromtimestamp(ms / 1000, dt.UTC)


class Day:
    """What the floor tells of one agent's sessions."""

    def __init__(self, house):
        self.person, self.path = str(house.agent.id), house.agent.path
        self.teller = Teller(house.tenant.id, path=house.agent.path)

    def comes(self, at):
        self.session, self.state, self.since = str(uuid4()), "not_ready", at
        told = facts.AgentSignedIn(
            session=self.session, person=self.person, path=self.path, device=str(uuid4())
        )
        self.teller.tell(self.session, at, told)
        return self

    def does(self, state, at, reason=""):
        told = facts.AgentStateChanged(
            session=self.session,
            person=self.person,
            path=self.path,
            previous=self.state,
            state=state,
            reason=reason,
            cause="agent",
            by=self.person,
            call="",
            lasted_ms=at - self.since,
        )
        self.teller.tell(self.session, at, told)
        self.state, self.since = state, at
        return self

    def goes(self, at):
        told = facts.AgentSignedOut(session=self.session, person=self.person, cause="agent")
        self.teller.tell(self.session, at, told)
        return self


def spent(house, since, now):
    shift = shift_of(house.agent, moment(since), moment(now))
    return {(one.state, one.reason): one.ms for one in shift.spent}


def test_a_shift_is_counted_by_what_he_did_up_to_this_moment(house):
    day = Day(house).comes(NINE).does("ready", NINE + MINUTE).does("not_ready", NINE + 11 * MINUTE, "meal")
    record(day.teller.told)
    assert spent(house, NINE, NINE + 31 * MINUTE) == {
        ("not_ready", "signed_in"): MINUTE,
        ("ready", ""): 10 * MINUTE,
        ("not_ready", "meal"): 20 * MINUTE,
    }
    assert shift_of(house.agent, moment(NINE), moment(NINE + MINUTE)).signed_in_at == moment(NINE)


def test_sessions_of_a_day_are_taken_together_and_the_gap_between_them_is_nobodys(house):
    day = Day(house).comes(NINE).does("ready", NINE).goes(NINE + 5 * MINUTE)
    day.comes(NINE + 60 * MINUTE).does("ready", NINE + 60 * MINUTE).goes(NINE + 63 * MINUTE)
    record(day.teller.told)
    assert spent(house, NINE, NINE + 90 * MINUTE) == {("ready", ""): 8 * MINUTE}


def test_a_session_that_began_yesterday_counts_from_the_beginning_of_the_day(house):
    record(Day(house).comes(NINE - 60 * MINUTE).does("ready", NINE - 30 * MINUTE).teller.told)
    assert spent(house, NINE, NINE + 2 * MINUTE) == {("ready", ""): 2 * MINUTE}
    assert shift_of(house.agent, moment(NINE), moment(NINE + MINUTE)).signed_in_at == moment(NINE)


def test_a_session_that_nobody_ended_counts_to_its_last_change_once_a_later_one_stands(house):
    day = Day(house).comes(NINE).does("ready", NINE + MINUTE).does("talking", NINE + 2 * MINUTE)
    day.comes(NINE + 10 * MINUTE)
    record(day.teller.told)
    assert spent(house, NINE, NINE + 11 * MINUTE) == {
        ("not_ready", "signed_in"): 2 * MINUTE,
        ("ready", ""): MINUTE,
    }


def test_it_is_his_own_and_nobody_elses(house):
    record(Day(house).comes(NINE).teller.told)
    door = Door(house.colleague)
    assert door.get("/shift", since=moment(NINE).isoformat())["spent"] == []
    assert door.status == 200
