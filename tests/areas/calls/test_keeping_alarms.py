"""Lost recordings, a store that is away and a spool without room: told to the floor until somebody knows."""

from dataclasses import replace

import pytest
from django.conf import settings

from tests.areas.calls.houses import make_house
from tests.areas.calls.test_encoding import kept
from tests.company import Door
from zuoxi.assembly.health import findings
from zuoxi.assembly.wiring import JOBS
from zuoxi.calls.models import KeepingTrouble, Recording
from zuoxi.calls.selectors.keeping import lost_unseen, stores_away
from zuoxi.calls.services.recordings.keep import check
from zuoxi.calls.services.recordings.s3 import S3Place
from zuoxi.calls.services.recordings.store import LocalStore, places
from zuoxi.calls.services.recordings.troubles import note_spool
from zuoxi.kernel.clock import utc_now
from zuoxi.outbox import jobs, worker
from zuoxi.outbox.channel import Pong

LOOK = "calls.look_at_stores"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "ZUOXI_HOME", tmp_path)
    return places(tmp_path)


def lose(house, home):
    row = kept(house, home)
    (home.store / row.key).unlink()
    check(row, LocalStore(home.store), utc_now())
    return row


def alarms(door):
    return {one["of"]: one for one in door.get("/keeping-alarms")}


def see(door, alarm, status=200):
    answer = door.post("/alarms", {name: alarm[name] for name in ("of", "subject", "path", "since")})
    assert door.status == status, answer


def looked():
    jobs.add_job(LOOK, tenant=jobs.HOUSE, now=utc_now())
    while worker.work_once("looker", {LOOK: JOBS[LOOK]}):
        pass


def test_lost_recordings_are_told_until_somebody_knows_and_again_with_the_next(house, home):
    door = Door(house.leader)
    assert alarms(door) == {} and lost_unseen() == 0
    lose(house, home)
    lose(house, home)
    told = alarms(door)["missing"]
    assert (told["count"], told["path"]) == (2, house.north.path)
    assert len(door.get("/calls", recording="missing")["items"]) == 2
    see(door, told)
    assert alarms(door) == {}
    lose(house, home)
    assert alarms(door)["missing"]["count"] == 1
    assert len(door.get("/calls", recording="missing")["items"]) == 3


def test_an_altered_one_is_an_alarm_of_its_own(house, home):
    row = kept(house, home)
    (home.store / row.key).write_bytes(b"forged")
    check(row, LocalStore(home.store), utc_now())
    door = Door(house.leader)
    assert set(alarms(door)) == {"altered"}
    (call,) = door.get("/calls", recording="altered")["items"]
    assert call["id"] == str(row.call_id)
    assert door.get("/calls", recording="missing")["items"] == []


def test_each_floor_is_told_of_its_own_and_speaks_for_itself(house, home):
    lose(house, home)
    whole, elsewhere = Door(house.administrator), Door(make_house("Other").administrator)
    assert alarms(elsewhere) == {}
    see(Door(house.leader), alarms(Door(house.leader))["missing"])
    assert alarms(whole)["missing"]["count"] == 1, "a team's leader does not speak for the company"
    assert lost_unseen() == 1
    see(whole, alarms(whole)["missing"])
    assert alarms(whole) == {} and lost_unseen() == 0
    Door(house.agent).get("/keeping-alarms")
    for person in (house.agent, house.assessor):
        door = Door(person)
        door.get("/keeping-alarms")
        assert door.status == 403


def test_a_store_that_is_away_is_told_to_who_watches_the_whole_house_and_goes_by_itself(
    house, home, monkeypatch
):
    away = S3Place(bucket="b", endpoint="http://127.0.0.1:9", access_key="a", secret_key="b")
    monkeypatch.setattr(settings, "ZUOXI_S3", away)
    looked()
    door = Door(house.administrator)
    told = alarms(door)["store"]
    assert told["subject"] == "s3" and told["why"]
    assert stores_away() == "s3"
    assert alarms(Door(house.leader)) == {}
    looked()
    assert alarms(door)["store"]["since"] == told["since"], "it is the same trouble"
    see(door, told)
    assert alarms(door) == {} and stores_away() == "s3", "seen, but not over"

    monkeypatch.setattr(settings, "ZUOXI_S3", None)
    looked()
    assert not KeepingTrouble.objects.exists()


def test_recordings_in_a_bucket_that_is_not_set_up_any_more_are_told_of(house, home):
    row = kept(house, home)
    Recording.objects.filter(pk=row.pk).update(store="s3")
    looked()
    assert "ZUOXI_S3_BUCKET" in alarms(Door(house.administrator))["store"]["why"]


def test_a_real_store_that_is_there_is_no_trouble(house, home, s3, monkeypatch):
    monkeypatch.setattr(settings, "ZUOXI_S3", replace(s3.place, prefix="probe/"))
    looked()
    assert alarms(Door(house.administrator)) == {}


def test_a_spool_without_room_is_told_and_is_over_with_room(house):
    door = Door(house.administrator)
    for state, shown in (("filling", "filling"), ("full", "full"), ("full", "full"), ("", None)):
        note_spool(state, utc_now())
        assert alarms(door).get("spool", {}).get("subject") == shown


def test_health_says_what_to_do_about_it():
    pong = Pong(id="1", now=1, epoch=1, switch={"n": True}, database=True, stores_away="s3", lost=2, wall=1)
    found = {one.code: one for one in findings(pong, 1)}
    assert set(found) == {"store", "recordings"}
    assert "ZUOXI_S3" in found["store"].en and "2 recordings" in found["recordings"].en


def test_calls_are_found_by_how_their_recording_is(house, home):
    row = kept(house, home)
    door = Door(house.leader)
    for state, word in (("recorded", "not_stored"), ("short", "short"), ("erased", "erased")):
        Recording.objects.filter(pk=row.pk).update(state=state)
        found = {
            name: len(door.get("/calls", recording=name)["items"])
            for name in ("missing", "altered", "short", "not_stored", "erased")
        }
        assert [name for name, count in found.items() if count] == [word]
    door.get("/calls", recording="lost")
    assert door.status == 422
