"""The catalogue, figures and limits as a page asks for them: each in one's reach, oneself always."""

import datetime as dt

import pytest

from tests.areas.calls.houses import person
from tests.areas.calls.stories import NINE, SECOND
from tests.company import Door
from zuoxi.calls.services.facts import record
from zuoxi.measures.registry import columns, measures
from zuoxi.organisation.models import AuditEvent
from zuoxi.organisation.rules import Permission

SINCE = dt.datetime.fromtimestamp(NINE / 1000, dt.UTC).isoformat()

LONG_AGO = "2020-01-01T00:00:00Z"


def spoken(house, person, path):
    house.teller.path = path
    call = house.teller.call().queued().wait(SECOND).offered(person.id)
    call.answered(talk_ms=30 * SECOND).ended().disposed(wrap_up_ms=10 * SECOND)
    record(house.teller.told)
    return call


def told(rows, code):
    return [next(one["value"] for one in row["figures"] if one["code"] == code) for row in rows]


def test_every_measure_says_what_it_is_in_both_languages_and_of_what_it_is_made():
    for one in measures().values():
        for zh, en in (one.names, one.definition, one.owner):
            assert (any(sign >= "\u4e00" for sign in zh) and en.isascii()) or "÷" in en, one.code
        assert {*one.above, *one.below} <= columns().keys(), one.code
        assert one.seen_by and set(one.seen_by) <= set(Permission)


def test_everybody_may_read_what_a_figure_means(house):
    catalogue = Door(house.agent).get("/measures")
    level = next(one for one in catalogue["measures"] if one["code"] == "K5")
    assert (level["above"], level["below"], level["reference"]) == (["in_time"], ["offered"], 80)
    assert catalogue["few"] == 20


def test_an_agent_reads_his_own_figures_and_nobody_elses(house):
    spoken(house, house.agent, house.north.path)
    spoken(house, house.colleague, house.south.path)
    door = Door(house.agent)
    assert told(door.get("/figures", since=SINCE, person=house.agent.id), "K4") == [40 * SECOND]
    assert door.get("/figures", since=SINCE, person=house.colleague.id) == [
        {"half_hour": None, "queue": None, "person": None, "line": None, "figures": []}
    ]


def test_a_leader_reads_those_of_his_floor_by_what_he_asks_for(house):
    mine = spoken(house, house.agent, house.north.path)
    spoken(house, house.colleague, house.south.path)
    door = Door(house.leader)
    rows = door.get("/figures", since=SINCE, by="person")
    assert [row["person"] for row in rows] == [str(house.agent.id)]
    rows = door.get("/figures", since=SINCE, by="queue")
    assert [(row["queue"], *told([row], "offered")) for row in rows] == [(mine.queue, 1)]
    assert told(door.get("/figures", since=SINCE), "K1") == [1]


def limits(door):
    return {one["of"]: (one["amber"], one["red"]) for one in door.get("/thresholds")["limits"]}


def test_a_company_sets_its_own_limits_and_the_trail_tells_of_it(house):
    leader, boss = Door(house.leader), Door(house.administrator)
    assert limits(leader)["wait"] == (20_000, 30_000)
    form = {"limits": [{"of": "wait", "amber": 15_000, "red": None}]}
    leader.put("/thresholds", form)
    assert leader.status == 403
    boss.put("/thresholds", form)
    assert boss.status == 200
    assert limits(leader)["wait"] == (15_000, None)
    assert limits(leader)["talking"] == (600_000, 1_200_000)
    line = AuditEvent.objects.get(action="thresholds.set")
    assert line.before == {"wait_amber_ms": 20_000, "wait_red_ms": 30_000}


@pytest.mark.parametrize(
    ("of", "amber", "red"), [("wait", 30_000, 20_000), ("level", 60, 80), ("level", 101, None)]
)
def test_red_is_worse_than_amber(house, of, amber, red):
    door = Door(house.administrator)
    answer = door.put("/thresholds", {"limits": [{"of": of, "amber": amber, "red": red}]})
    assert (door.status, list(answer["data"]["fields"])) == (422, [of])


def alarm(house, path):
    return {"of": "holding", "subject": str(house.agent.id), "path": path, "since": SINCE}


def test_who_saw_an_alarm_first_stays_and_other_leaders_know(house):
    Door(house.leader).post("/alarms", alarm(house, house.north.path))
    again = Door(house.administrator).post("/alarms", alarm(house, house.north.path))
    assert again["by"] == house.leader.name
    (seen,) = Door(house.administrator).get("/alarms", since=LONG_AGO)
    assert (seen["of"], seen["by"]) == ("holding", house.leader.name)


def test_nobody_hides_an_alarm_of_another_floor_by_saying_that_it_is_on_his(house):
    elsewhere = {**alarm(house, house.north.path), "subject": str(house.colleague.id)}
    Door(house.leader).post("/alarms", elsewhere)
    other = Door(person(house, "leader-south", "team_leader", house.south))

    seen = other.post("/alarms", {**elsewhere, "path": house.south.path})

    assert seen["by"] == "leader-south"
    assert [one["by"] for one in other.get("/alarms", since=LONG_AGO)] == ["leader-south"]


def test_half_hours_of_everybody_are_told_of_a_few_days(house):
    spoken(house, house.agent, house.north.path)
    house.teller.path = house.north.path
    door = Door(house.leader)
    until = dt.datetime.fromtimestamp(NINE / 1000, dt.UTC)
    long = {"since": (until - dt.timedelta(days=20)).isoformat(), "until": SINCE}

    refused = door.get("/figures", **long, by=["half_hour", "person"])

    assert (door.status, list(refused["data"]["fields"])) == (422, ["since"])
    for narrow in ({"by": ["half_hour", "person"], "person": house.agent.id}, {"by": "half_hour"}):
        door.get("/figures", **long, **narrow)
        assert door.status == 200
    door.get(
        "/figures", since=(until - dt.timedelta(days=3)).isoformat(), until=SINCE, by=["half_hour", "queue"]
    )
    assert door.status == 200


def test_nobody_answers_for_a_floor_that_he_does_not_watch(house):
    door = Door(house.leader)
    door.post("/alarms", alarm(house, house.south.path))
    assert door.status == 404
    for one in (house.agent, house.assessor):
        other = Door(one)
        other.post("/alarms", alarm(house, house.north.path))
        assert other.status == 403
    Door(house.administrator).post("/alarms", alarm(house, house.south.path))
    assert door.get("/alarms", since=LONG_AGO) == []
