"""The floor's day: the whole, each queue now, before and today, and each half hour (T17, K5)."""

import datetime as dt

from tests.areas.calls.stories import NINE, SECOND
from tests.company import Door
from zuoxi.calls.api.day import DayQuery
from zuoxi.calls.selectors.floor_day import floor_day
from zuoxi.calls.services.facts import record

SINCE = dt.datetime.fromtimestamp(NINE / 1000, dt.UTC)
HALF_HOUR = 30 * 60 * SECOND
NOON = SINCE + dt.timedelta(hours=3)


def queued(house, *, at=NINE, queue=None, path=None):
    """A call that comes to a queue at once; its facts are told to `house.teller`."""
    house.teller.path = path or house.north.path
    call = house.teller.call(at=at)
    call.queue = queue or call.queue
    return call.queued()


def values(figures):
    """What is not nothing, by code."""
    return {one.code: one.above for one in figures if one.below is None and one.above}


def the_day(house, now=NOON):
    record(house.teller.told)
    return floor_day(house.leader, SINCE, now)


def level(figures):
    return next((one.above, one.below) for one in figures if one.code == "K5")


def test_who_was_answered_in_twenty_seconds_makes_the_service_level(house):
    first = queued(house)
    first.wait(15 * SECOND).offered(house.agent.id, 5 * SECOND).answered().ended()
    queued(house, queue=first.queue).wait(15 * SECOND).offered(house.agent.id, 6 * SECOND).answered().ended()
    queued(house, queue=first.queue).wait(9 * SECOND).ended("abandoned")
    (day,) = the_day(house).queues.values()
    assert values(day.today) == {"offered": 3, "answered": 2, "abandoned": 1}
    assert level(day.today) == (1, 3)


def test_whom_the_house_called_and_nobody_came_is_dropped_and_no_matter_of_the_service_level(house):
    house.teller.path = house.north.path
    for outcome in ("dropped", "answered", "no_answer"):
        call = house.teller.call(direction="outbound")
        call.queue = "0198d000-0000-7000-8000-000000000009"
        call.queued().wait(15 * SECOND).ended(outcome)
    (day,) = the_day(house).queues.values()
    assert values(day.today) == {"dropped": 1}


def test_who_still_waits_is_no_figure_yet_and_who_speaks_is_one_already(house):
    queued(house).wait(5 * SECOND)
    spoken = queued(house).offered(house.agent.id).answered()
    found = the_day(house).queues
    assert list(found) == [spoken.queue]
    assert values(found[spoken.queue].today) == {"offered": 1, "answered": 1}


def test_now_is_the_running_half_hour_and_before_it_the_last_one(house):
    first = queued(house)
    first.ended("abandoned")
    for late in (HALF_HOUR - SECOND, HALF_HOUR, HALF_HOUR + SECOND):
        queued(house, at=NINE + late, queue=first.queue).ended("abandoned")
    (day,) = the_day(house, SINCE + dt.timedelta(minutes=59)).queues.values()
    assert [values(one)["abandoned"] for one in (day.now, day.before, day.today)] == [2, 2, 4]
    (later,) = the_day(house, SINCE + dt.timedelta(minutes=60)).queues.values()
    assert [values(one).get("abandoned", 0) for one in (later.now, later.before)] == [0, 2]


def test_each_half_hour_has_the_calls_that_came_to_a_queue_in_it(house):
    for late in (0, HALF_HOUR - SECOND, HALF_HOUR, 3 * HALF_HOUR):
        queued(house, at=NINE + late).ended("abandoned")
    day = the_day(house)
    found = {begins: values(sums)["offered"] for begins, sums in day.half_hours.items()}
    step = dt.timedelta(minutes=30)
    assert found == {SINCE: 2, SINCE + step: 1, SINCE + 3 * step: 1}
    each = [list(one.half_hours) for one in day.queues.values()]
    assert sorted(each) == [[SINCE], [SINCE], [SINCE + step], [SINCE + 3 * step]]


def test_a_leader_sees_the_figures_of_his_own_floor_and_of_this_day(house):
    queued(house, path=house.south.path).ended("abandoned")
    queued(house, at=NINE - HALF_HOUR).ended("abandoned")
    mine = queued(house)
    mine.ended("abandoned")
    record(house.teller.told)
    door = Door(house.leader)
    answer = door.get("/floor-day", since=SINCE.isoformat())
    assert door.status == 200, answer
    assert [row["queue"] for row in answer["queues"]] == [mine.queue]
    assert {one["code"]: one["value"] for one in answer["whole"]}["offered"] == 1


def test_nobody_has_years_counted_by_asking_for_a_day():
    asked = DayQuery(since=SINCE - dt.timedelta(days=4_000))
    assert asked.begins(SINCE) == SINCE - dt.timedelta(days=2)
    assert DayQuery(since=SINCE).begins(SINCE + dt.timedelta(hours=9)) == SINCE
