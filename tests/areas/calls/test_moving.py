"""Recordings are moved to where they are to lie: heard as before, whole at each step, never lost."""

import datetime as dt
from dataclasses import replace

import pytest
from django.conf import settings

from tests.areas.calls.test_encoding import kept
from tests.areas.calls.test_retention import rule
from tests.company import Door
from tests.services.s3 import store_at
from zuoxi.assembly.keeping import keeping
from zuoxi.assembly.terminal import Trouble
from zuoxi.assembly.wiring import JOBS
from zuoxi.calls.models import Recording, RetentionClass
from zuoxi.calls.services.recordings import moving, playing, retention
from zuoxi.calls.services.recordings.encode import encode
from zuoxi.calls.services.recordings.keep import check
from zuoxi.calls.services.recordings.store import LocalStore, StoreAway, places, sum_in, waveform_key
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import AuditEvent
from zuoxi.outbox import jobs, worker
from zuoxi.outbox.models import Job

MOVE, VERIFY = "calls.move_recordings", "calls.verify_recordings"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch, s3):
    monkeypatch.setattr(settings, "ZUOXI_HOME", tmp_path)
    monkeypatch.setattr(settings, "ZUOXI_S3", replace(s3.place, prefix=f"{tmp_path.name}/"))
    monkeypatch.setattr(settings, "ZUOXI_RECORDINGS_IN", "s3")
    monkeypatch.setattr(settings, "ZUOXI_MOVE_AFTER_DAYS", 0)
    return places(tmp_path)


@pytest.fixture
def bucket(s3, tmp_path):
    store = store_at(s3)
    store.place = replace(s3.place, prefix=f"{tmp_path.name}/")
    return store


@pytest.fixture
def recording(house, home):
    return kept(house, home)


def done(monkeypatch, *kinds):
    monkeypatch.setattr("zuoxi.calls.jobs.utc_now", lambda: utc_now() + dt.timedelta(days=1))
    for kind in kinds:
        jobs.add_job(kind, tenant=jobs.HOUSE, now=utc_now())
    while worker.work_once("mover", {kind: JOBS[kind] for kind in kinds}):
        pass
    return [Job.objects.filter(kind=kind).latest("id").result for kind in kinds]


def test_a_recording_goes_to_s3_and_is_heard_as_before(house, home, bucket, recording, monkeypatch):
    door = Door(house.agent)
    before = door.client.get(f"/api/recordings/{recording.id}/audio").content
    peaks = door.get(f"/recordings/{recording.id}/peaks")
    assert done(monkeypatch, MOVE) == [{"moved": 1, "bytes": recording.bytes, "left": 0}]

    row = Recording.objects.get()
    assert (row.store, row.left_in, row.key, row.state) == ("s3", "", recording.key, "verified")
    assert sum_in(bucket, row.key) == row.sha256
    assert not [path for path in home.store.rglob("*") if path.is_file()]
    assert door.client.get(f"/api/recordings/{recording.id}/audio").content == before
    part = door.client.get(f"/api/recordings/{recording.id}/audio", headers={"range": "bytes=40-2047"})
    assert part.content == before[40:2048]
    assert door.get(f"/recordings/{recording.id}/peaks") == peaks
    assert done(monkeypatch, VERIFY) == [{"verified": 1}]
    assert done(monkeypatch, MOVE)[0]["moved"] == 0


def test_and_it_comes_home_again(home, bucket, recording, monkeypatch):
    done(monkeypatch, MOVE)
    monkeypatch.setattr(settings, "ZUOXI_RECORDINGS_IN", "local")
    done(monkeypatch, MOVE)
    row = Recording.objects.get()
    assert (row.store, sum_in(LocalStore(home.store), row.key)) == ("local", row.sha256)
    with pytest.raises(FileNotFoundError):
        bucket.look(row.key)


def test_a_young_one_stays_and_where_all_is_at_home_nothing_moves(home, recording, monkeypatch):
    monkeypatch.setattr(settings, "ZUOXI_MOVE_AFTER_DAYS", 365 * 20)
    assert done(monkeypatch, MOVE)[0]["moved"] == 0
    assert (home.store / recording.key).is_file()


def test_what_is_altered_in_s3_is_reported_and_not_played(house, bucket, recording, monkeypatch, tmp_path):
    done(monkeypatch, MOVE)
    (tmp_path / "forged").write_bytes(b"forged")
    bucket.put(tmp_path / "forged", recording.key)
    assert Door(house.agent).client.get(f"/api/recordings/{recording.id}/audio").json()["code"] == (
        "recording_altered"
    )
    assert AuditEvent.objects.filter(action="recording.altered").count() == 1
    bucket.remove(recording.key)
    assert done(monkeypatch, VERIFY) == [{"missing": 1}]


def test_while_s3_is_away_nothing_is_missing_and_nothing_moves(house, home, recording, monkeypatch):
    there = settings.ZUOXI_S3
    away = replace(there, endpoint="http://127.0.0.1:9")
    monkeypatch.setattr(settings, "ZUOXI_S3", away)
    assert done(monkeypatch, MOVE) == [{"moved": 0, "bytes": 0, "left": 0, "away": 1}]
    assert (home.store / recording.key).is_file()
    monkeypatch.setattr(settings, "ZUOXI_S3", there)
    done(monkeypatch, MOVE)
    for place in (away, None):
        monkeypatch.setattr(settings, "ZUOXI_S3", place)
        assert done(monkeypatch, VERIFY) == [{"away": 1}]
        answer = Door(house.agent).client.get(f"/api/recordings/{recording.id}/audio")
        assert (answer.status_code, answer.json()["code"]) == (503, "recording_store_away")
        assert (
            Door(house.agent).client.get(f"/api/recordings/{recording.id}/peaks").json()["code"]
            == "recording_store_away"
        )
    assert Recording.objects.get().state == "verified"
    assert not AuditEvent.objects.filter(action="recording.missing").exists()


def test_killed_at_any_step_one_whole_recording_is_named_and_it_goes_on(home, bucket, recording, monkeypatch):
    def killed(*arguments, **more):
        raise KeyboardInterrupt

    local = LocalStore(home.store)
    for broken in ("sum_in", "waveform_key", "let_go", "_remove"):
        with monkeypatch.context() as step:
            step.setattr(moving, broken, killed)
            with pytest.raises(KeyboardInterrupt):
                row = Recording.objects.get()
                moving.move(
                    row, bucket if row.store == "s3" else local, local if row.store == "s3" else bucket
                )
        row = Recording.objects.get()
        assert sum_in(bucket if row.store == "s3" else local, row.key) == row.sha256, broken
        done(monkeypatch, MOVE)
        row = Recording.objects.get()
        assert (row.store, row.left_in) == ("s3", "")
        assert not [path for path in home.store.rglob("*") if path.is_file()], broken
        moving.move(row, bucket, local)


def test_what_was_erased_while_it_was_copied_is_not_left_in_the_other_store(
    home, bucket, recording, monkeypatch
):
    def meanwhile(store, key):
        Recording.objects.update(state="erased")
        return recording.sha256

    monkeypatch.setattr(moving, "sum_in", meanwhile)
    assert moving.move(recording, LocalStore(home.store), bucket) == 0
    for key in (recording.key, waveform_key(recording.key)):
        with pytest.raises(FileNotFoundError):
            bucket.look(key)


def test_what_is_moved_while_it_is_checked_is_not_missing(house, home, bucket, recording, monkeypatch):
    read_before = Recording.objects.get()
    moving.move(recording, LocalStore(home.store), bucket)
    check(read_before, LocalStore(home.store), utc_now())
    assert (Recording.objects.get().state, read_before.store) == ("verified", "s3")
    assert not AuditEvent.objects.filter(action="recording.missing").exists()


def test_what_is_moved_while_somebody_begins_to_hear_it_is_heard(house, home, bucket, recording, monkeypatch):
    read_before = Recording.objects.get()
    moving.move(recording, LocalStore(home.store), bucket)
    sound = playing.sound_of(read_before, utc_now())
    assert (sound.store.name, len(sound.part(0, sound.size - 1))) == ("s3", sound.size)


def test_what_is_moved_while_it_is_made_small_stays_as_it_was_moved(home, bucket, recording):
    read_before = Recording.objects.get()

    def meanwhile(work):
        work()
        moving.move(recording, LocalStore(home.store), bucket)

    assert encode(read_before, home.store, meanwhile) == 0
    row = Recording.objects.get()
    assert (row.store, row.key, sum_in(bucket, row.key)) == ("s3", recording.key, row.sha256)
    assert not [path for path in home.store.rglob("*") if path.is_file()]


def test_what_is_erased_goes_from_where_it_was_moved_out_of_as_well(
    house, home, bucket, recording, monkeypatch
):
    read_before = Recording.objects.get()
    with monkeypatch.context() as step:
        step.setattr(moving, "let_go", lambda *arguments: None)  # killed before it let go here
        moving.move(recording, LocalStore(home.store), bucket)
    rule(house, 30)
    span = retention.spans_of(RetentionClass.objects.all())[0]
    assert retention.erase(Actor(person=None, now=utc_now()), read_before, span)
    row = Recording.objects.get()
    assert (row.state, row.key, row.left_in) == ("erased", "", "")
    assert not [path for path in home.store.rglob("*") if path.is_file()]
    for key in (recording.key, waveform_key(recording.key)):
        with pytest.raises(FileNotFoundError):
            bucket.look(key)
    assert done(monkeypatch, MOVE) == [{"moved": 0, "bytes": 0, "left": 0}]


def test_a_copy_that_differs_is_not_named(home, bucket, recording, monkeypatch):
    monkeypatch.setattr(moving, "sum_in", lambda store, key: "another")
    assert done(monkeypatch, MOVE) == [{"moved": 0, "bytes": 0, "left": 1}]
    assert Recording.objects.get().store == "local"
    assert (home.store / recording.key).is_file()


def test_a_store_that_is_not_set_up_is_refused_at_the_start():
    for told in ({"ZUOXI_RECORDINGS_IN": "s3"}, {"ZUOXI_RECORDINGS_IN": "tape"}):
        with pytest.raises(Trouble):
            keeping(told)
    kept = keeping({"ZUOXI_RECORDINGS_IN": "s3", "ZUOXI_S3_BUCKET": "ours", "ZUOXI_S3_PREFIX": "zuoxi/"})
    assert kept.s3 is not None
    assert (kept.s3.bucket, kept.s3.prefix, kept.recordings_in, kept.move_after_days) == (
        "ours",
        "zuoxi/",
        "s3",
        1,
    )
    assert keeping({}).s3 is None


def test_no_key_to_the_bucket_stands_in_what_is_logged(bucket):
    lost = replace(bucket.place, secret_key="never-told", endpoint="http://127.0.0.1:9")
    bucket.place = lost
    bucket.__dict__.pop("_client", None)
    with pytest.raises(StoreAway) as told:
        bucket.look("x")
    assert "never-told" not in str(told.value)
