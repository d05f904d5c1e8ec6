"""Days that a leader supposes: he begins with his own, plays them, looks at them beside each other."""

import datetime as dt
import subprocess
from uuid import uuid4

import pytest

from tests.areas.calls.houses import make_house
from tests.areas.calls.stories import NINE
from tests.areas.workbook import rows_of
from tests.company import Company, Door
from zuoxi.assembly.wiring import JOBS
from zuoxi.calls.selectors.patience import patience_of
from zuoxi.calls.services.facts import record
from zuoxi.kernel.clock import to_datetime, utc_now
from zuoxi.organisation.models import AuditEvent, Person
from zuoxi.outbox.worker import work_once
from zuoxi.simulator import sample
from zuoxi.simulator.whatif import apart
from zuoxi.simulator.whatif.plan import Plan, QueuePlan, Serving, TeamPlan
from zuoxi.simulator.whatif.planned import Asked
from zuoxi.simulator.whatif.runs import KIND

TRIALS = {name: kind for name, kind in JOBS.items() if kind.lane == "trials"}


def supposition(**changes):
    """One queue, 40 calls an hour from nine to five, four agents."""
    per_hour = [40 if 18 <= slot < 34 else 0 for slot in range(48)]
    plan = {
        "queues": [{"name": "热线", "per_hour": per_hour, "talk_s": 240, "patience_s": 60}],
        "teams": [{"name": "甲班", "agents": 4, "comes": 18, "goes": 35, "serves": [{"queue": 0}]}],
    }
    return {"name": "周一", "plan": plan, "days": 3, "beside": 1, **changes}


def play():
    """Do what the jobs process would."""
    while work_once("test:trials", TRIALS):
        pass


@pytest.fixture
def company(db):
    return Company("北方")


def figures(of):
    return {one["code"]: one for one in of}


def test_a_leader_begins_with_the_days_of_his_own_floor(db):
    sample.build(utc_now())
    leader = Door(Person.objects.get(username="zhouting"))
    found = [leader.get("/what-if/begins", days=days) for days in ("workdays", "weekends")]

    assert sum(one["days"] for one in found) >= 3
    begins = max(found, key=lambda one: one["days"])
    (queue,) = begins["plan"]["queues"]
    assert queue["name"] == "客户服务"
    assert 40 < queue["talk_s"] < 200
    assert 15 < 0.5 * sum(queue["per_hour"]) < 60, "some thirty calls a day"
    assert not any(queue["per_hour"][:17]), "nobody calls by night"
    teams = begins["plan"]["teams"]
    assert {team["name"] for team in teams} == {"一线", "二线"} or len(teams) >= 2
    assert 3 <= sum(team["agents"] for team in teams) <= 7
    assert all(team["comes"] >= 17 for team in teams)
    assert leader.status == 200


def test_what_he_begins_with_can_be_played_as_it_is(db):
    sample.build(utc_now())
    leader = Door(Person.objects.get(username="zhouting"))
    for days in ("workdays", "weekends"):
        begins = leader.get("/what-if/begins", days=days)
        if begins["days"]:
            leader.post("/what-ifs", {"name": days, "plan": begins["plan"], "days": 1, "beside": 0})
            assert leader.status == 202
            play()
    done = leader.get("/what-ifs")["items"]
    assert {one["state"] for one in done} == {"done"}


def test_a_house_that_had_no_calls_is_given_an_example(company):
    begins = Door(company.leader).get("/what-if/begins")

    assert begins["days"] == 0
    assert begins["plan"]["queues"][0]["talk_s"] == 180


def test_how_long_callers_are_ready_to_wait_is_what_all_waited_over_how_many_gave_up(db):
    house = make_house()
    queue = str(uuid4())
    for _ in range(20):
        for waited_ms, gives_up in ((30_000, True), (10_000, False)):
            call = house.teller.call()
            call.queue = queue
            call.queued().wait(waited_ms)
            if gives_up:
                call.ended("abandoned")
            else:
                call.offered(house.agent.id, ring_ms=0).answered().ended()
    few = house.teller.call().queued().wait(5_000).ended("abandoned").queue
    record(house.teller.told)

    since = to_datetime(NINE)
    patience = patience_of(house.leader, since, since + dt.timedelta(hours=1))
    assert patience == {queue: 40.0}
    assert few not in patience
    assert patience_of(house.colleague, since, since + dt.timedelta(hours=1)) == {}


def test_a_day_is_played_with_fewer_and_more_agents_beside_it(company):
    leader = Door(company.leader)
    started = leader.post("/what-ifs", supposition())
    assert leader.status == 202
    assert (started["state"], started["calls_a_day"]) == ("waiting", 320)
    play()

    run = leader.get(f"/what-ifs/{started['id']}")
    assert run["state"] == "done"
    assert run["plan"]["teams"][0]["agents"] == 4
    planned, fewer, more = run["found"]
    assert [one["more"] for one in run["found"]] == [0, -1, 1]
    assert planned["calls_a_day"] == fewer["calls_a_day"] == more["calls_a_day"]
    levels = [figures(one["figures"])["K5"]["value"] for one in (fewer, planned, more)]
    assert levels == sorted(levels) and levels[0] < levels[2]
    occupancy = [figures(one["figures"])["K3"]["value"] for one in (fewer, planned, more)]
    assert occupancy == sorted(occupancy, reverse=True)
    assert 0 < planned["half_width"] < 0.2
    curve = [point["share"] for point in planned["curve"]]
    assert curve == sorted(curve)
    assert curve[4] == figures(planned["figures"])["K5"]["value"], "the curve at 20 s is the service level"
    assert sum(half["calls_a_day"] for half in planned["half_hours"]) == pytest.approx(planned["calls_a_day"])
    assert figures(run["figures"]) == figures(planned["figures"])


def test_the_formula_stands_beside_it_where_what_it_supposes_holds(company):
    leader = Door(company.leader)
    wrapped = supposition()
    wrapped["plan"]["queues"][0]["wrap_up_s"] = 20
    for name, asked in (("pure", supposition(beside=0)), ("wrapped", wrapped)):
        leader.post("/what-ifs", {**asked, "name": name, "days": 1, "beside": 0})
        play()
    wrapped, pure = leader.get("/what-ifs")["items"]
    reference = leader.get(f"/what-ifs/{pure['id']}")["found"][0]["reference"]
    assert reference["why_not"] == []
    assert 0.5 < reference["service_level"][20] < 1
    assert reference["service_level"][0] is None
    reference = leader.get(f"/what-ifs/{wrapped['id']}")["found"][0]["reference"]
    assert (reference["why_not"], reference["service_level"]) == (["wrap_up"], [])


def test_a_run_leaves_as_a_workbook(company):
    leader = Door(company.leader)
    started = leader.post("/what-ifs", supposition(days=2))
    leader.get(f"/what-ifs/{started['id']}/workbook")
    assert leader.status == 404, "nothing has come of it yet"
    play()

    leader.get(f"/what-ifs/{started['id']}/workbook")
    assert leader.status == 200
    rows = rows_of(b"".join(leader.response.streaming_content))
    assert rows[0] == ["周一", "按计划", "少 1 名", "多 1 名"]
    assert rows[1][1:] == ["4", "3", "5"]
    actions = AuditEvent.objects.filter(subject_id=started["id"]).values_list("action", flat=True)
    assert set(actions) == {"what_if.started", "what_if.exported"}


def test_one_person_has_one_day_played_at_a_time_and_may_stop_it(company):
    leader = Door(company.leader)
    first = leader.post("/what-ifs", supposition())
    assert leader.post("/what-ifs", supposition())["code"] == "what_if_under_way"
    leader.post(f"/jobs/{first['id']}/cancel")
    assert leader.get(f"/what-ifs/{first['id']}")["state"] == "cancelled"
    leader.post("/what-ifs", supposition())
    assert leader.status == 202


def test_who_does_not_lead_whoever_asked_does_not_see_it(company):
    started = Door(company.leader).post("/what-ifs", supposition())
    stranger = Door(Company("南方").administrator)
    stranger.get(f"/what-ifs/{started['id']}")
    assert stranger.status == 404
    assert stranger.get("/what-ifs")["total"] == 0
    assert Door(company.administrator).get("/what-ifs")["items"][0]["person"] == "leader"


def test_a_run_that_is_stopped_leaves_no_process(monkeypatch):
    started = []

    class Watched(subprocess.Popen):
        def __init__(self, *args, **how):
            super().__init__(*args, **how)
            started.append(self)

    class Stopped(Exception):
        pass

    def heard(part):
        raise Stopped

    monkeypatch.setattr(apart.subprocess, "Popen", Watched)
    plan = Plan(
        queues=(QueuePlan(name="q", per_hour=(200.0,) * 48, talk_s=60, patience_s=60),),
        teams=(TeamPlan(name="t", agents=5, serves=(Serving(queue=0),)),),
    )
    with pytest.raises(Stopped):
        apart.find_apart(Asked(plan=plan, days=50), heard)
    assert [one.poll() is not None for one in started] == [True]


def test_a_process_that_fails_says_what_it_said_last(monkeypatch):
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    plan = Plan(queues=(), teams=())
    with pytest.raises((apart.WentWrong, BrokenPipeError)):
        apart.find_apart(Asked(plan=plan, days=1), lambda part: None)


def changed(path, value):
    asked = supposition()
    *steps, last = path
    place = asked
    for step in steps:
        place = place[step]
    place[last] = value
    return asked


QUEUE, TEAM = ("plan", "queues", 0), ("plan", "teams", 0)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (changed((*QUEUE, "patience_s"), 0), "plan.queues.0.patience_s"),
        (changed((*QUEUE, "per_hour"), [0] * 48), "plan.queues.0.per_hour"),
        (changed((*QUEUE, "per_hour"), [20_000] * 48), "days"),
        (changed((*TEAM, "serves"), []), "plan.queues.0.name"),
        (changed((*TEAM, "serves"), [{"queue": 1}]), "plan.teams.0.serves"),
        (changed((*TEAM, "serves"), [{"queue": 0}, {"queue": 0}]), "plan.teams.0.serves"),
        (changed((*TEAM, "goes"), 10), "plan.teams.0.goes"),
        (changed((*TEAM, "agents"), 0), "plan.teams.0.agents"),
        (changed(("team",), 3), "team"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field_and_nothing_runs(company, asked, field):
    leader = Door(company.leader)
    answer = leader.post("/what-ifs", asked)
    assert leader.status == 422
    assert field in answer["data"]["fields"]
    assert leader.get("/what-ifs")["total"] == 0


def test_runs_are_in_the_job_centre_too(company):
    leader = Door(company.leader)
    started = leader.post("/what-ifs", supposition())
    (job,) = leader.get("/jobs", kind=KIND)["items"]
    assert job["id"] == started["id"]
    assert dt.datetime.fromisoformat(job["created_at"])
