"""Old recordings are made small by night: played as before, and nothing is lost on the way."""

import datetime as dt
import io
import logging
import os
import threading

import numpy as np
import pytest
import soundfile
from django.conf import settings

from tests.areas.calls.sounds import AGENT_HZ, CUSTOMER_HZ, RATE, decoded, loudness, tone, wave
from tests.areas.calls.test_calls_api import tell_answered
from tests.company import Door
from zuoxi.assembly.wiring import JOBS
from zuoxi.calls.models import Recording, Segment
from zuoxi.calls.services.recordings import encode as encoding
from zuoxi.calls.services.recordings.encode import SoundDiffers, encode
from zuoxi.calls.services.recordings.keep import check, keep
from zuoxi.calls.services.recordings.nicely import nice_hands
from zuoxi.calls.services.recordings.spool import files_of
from zuoxi.calls.services.recordings.store import LocalStore, places, sha256_of, waveform_of
from zuoxi.kernel.clock import utc_now
from zuoxi.outbox import jobs, worker
from zuoxi.outbox.jobs import JobPostponed
from zuoxi.outbox.models import Job


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "ZUOXI_HOME", tmp_path)
    monkeypatch.setattr(settings, "ZUOXI_ENCODE_AFTER_DAYS", 30, raising=False)
    return places(tmp_path)


def kept(house, home, seconds=3.0):
    call = tell_answered(house, house.agent)
    row = Recording.objects.get(id=call.recording)
    Segment.objects.filter(id=row.segment_id).update(talk_ms=int(seconds * 1000))
    files = files_of(home.spool, str(row.id))
    wave(
        files.customer,
        np.concatenate([tone(CUSTOMER_HZ, seconds / 2), np.zeros(int(seconds / 2 * RATE), "<i2")]),
    )
    wave(files.agent, tone(AGENT_HZ, seconds))
    assert keep(row, home, utc_now()) == "verified"
    return row


@pytest.fixture
def recording(house, home):
    return kept(house, home)


def at_night(monkeypatch, *kinds):
    monkeypatch.setattr("zuoxi.calls.jobs.utc_now", lambda: utc_now() + dt.timedelta(days=365 * 20))
    chosen = {name: JOBS[name] for name in kinds}
    for name in chosen:
        jobs.add_job(name, tenant=jobs.HOUSE, now=utc_now())
    while worker.work_once("night", chosen):
        pass
    return {job.kind: job.result for job in Job.objects.filter(kind__in=kinds)}


def test_a_recording_becomes_small_and_sounds_as_it_did(home, recording):
    large = home.store / recording.key
    before, peaks = large.stat().st_size, waveform_of(large).read_bytes()
    saved = encode(recording, home.store)

    row = Recording.objects.get()
    small = home.store / row.key
    assert (small.suffix, large.exists()) == (".opus", False)
    assert (row.state, row.bytes, row.sha256) == ("verified", small.stat().st_size, sha256_of(small))
    assert saved == before - row.bytes > before / 2
    customer, agent = decoded(small)
    assert len(customer) == 3 * RATE
    half = len(customer) // 2
    assert loudness(customer[:half], CUSTOMER_HZ) > 0.9
    assert np.abs(customer[half + RATE // 10 :]).max() < 0.01
    assert loudness(agent, AGENT_HZ) > 0.9
    assert waveform_of(small).read_bytes() == peaks
    assert not list(home.store.rglob("*.part"))
    check(row, LocalStore(home.store), utc_now())
    assert row.state == "verified"


def test_it_is_played_with_seeking_and_its_waveform(house, home, recording):
    encode(recording, home.store)
    door = Door(house.agent)
    size = Recording.objects.get().bytes
    whole = door.client.get(f"/api/recordings/{recording.id}/audio")
    assert (whole.status_code, whole["Content-Type"], whole["Accept-Ranges"]) == (200, "audio/ogg", "bytes")
    with soundfile.SoundFile(io.BytesIO(whole.content)) as sound:
        assert (sound.frames, sound.channels, sound.samplerate) == (3 * RATE, 2, RATE)
    part = door.client.get(f"/api/recordings/{recording.id}/audio", headers={"range": "bytes=100-299"})
    assert (part.status_code, part.content) == (206, whole.content[100:300])
    assert part["Content-Range"] == f"bytes 100-299/{size}"
    assert door.get(f"/recordings/{recording.id}/peaks")["channels"] == 2


def test_what_does_not_sound_the_same_stays_as_it_was_spoken(home, recording, monkeypatch, caplog):
    real = encoding._spoken

    def written_wrong(change):
        def write(large, draft):
            with soundfile.SoundFile(draft, "w", RATE, 2, subtype="OPUS", format="OGG") as target:
                target.write(change(np.concatenate(list(real(large)))))

        return write

    before = (home.store / recording.key).read_bytes()
    for change in (
        lambda samples: samples[:-RATE],
        lambda samples: np.concatenate([samples, samples[:RATE]]),
        lambda samples: samples[:, ::-1].copy(),
        lambda samples: samples // 4,
        lambda samples: np.roll(samples, RATE, axis=0),
        lambda samples: np.where(np.arange(len(samples))[:, None] < RATE, 0, samples).astype(np.int16),
    ):
        monkeypatch.setattr(encoding, "_write", written_wrong(change))
        with pytest.raises(SoundDiffers):
            encode(recording, home.store)
    assert (home.store / recording.key).read_bytes() == before
    assert not [*home.store.rglob("*.opus"), *home.store.rglob("*.part")]
    with caplog.at_level(logging.ERROR):
        told = at_night(monkeypatch, "calls.encode_recordings")
    assert told["calls.encode_recordings"] == {"encoded": 0, "bytes_saved": 0, "left": 1}
    assert Recording.objects.get().key.endswith(".wav")


def test_an_altered_recording_is_not_made_small(home, recording):
    path = home.store / recording.key
    path.write_bytes(path.read_bytes()[:-2] + b"!!")
    with pytest.raises(SoundDiffers, match="not what was stored"):
        encode(recording, home.store)
    assert path.exists()


def test_whoever_is_second_leaves_the_first_ones_file_alone(home, recording):
    again = Recording.objects.get()
    encode(recording, home.store)
    row = Recording.objects.get()
    large = (home.store / row.key).with_suffix(".wav")

    def meanwhile(work):
        draft = next(
            cell.cell_contents for cell in work.__closure__ if str(cell.cell_contents).endswith(".part")
        )
        draft.write_bytes(b"another file")

    assert encode(again, home.store, meanwhile) == 0
    assert sha256_of(home.store / row.key) == row.sha256
    assert not large.exists()


def test_killed_at_any_step_the_recording_is_whole_and_it_goes_on(home, recording, monkeypatch):
    def killed(*arguments, **more):
        raise KeyboardInterrupt

    for step in ("_write", "compare", "_put_in_place", "move_in", "drop_replaced"):
        with monkeypatch.context() as broken:
            broken.setattr(encoding, step, killed)
            with pytest.raises(KeyboardInterrupt):
                encode(Recording.objects.get(), home.store)
        row = Recording.objects.get()
        check(row, LocalStore(home.store), utc_now())
        assert row.state == "verified", step
    assert row.key.endswith(".opus"), "all but the last step was done"
    assert len(list(home.store.rglob("*.wav"))) == 1
    at_night(monkeypatch, "calls.verify_recordings")
    assert not list(home.store.rglob("*.wav")), "the nightly look takes away what was replaced"


def test_the_house_makes_old_recordings_small_by_itself(house, home, monkeypatch):
    for _ in range(3):
        kept(house, home, 1.0)
    told = at_night(monkeypatch, "calls.encode_recordings")["calls.encode_recordings"]
    assert (told["encoded"], told["left"]) == (3, 0) and told["bytes_saved"] > 0
    assert {row.key[-5:] for row in Recording.objects.all()} == {".opus"}


@pytest.mark.parametrize("days", [0, 40 * 365])
def test_young_ones_stay_as_they_were_spoken_and_0_days_is_never(home, recording, monkeypatch, days):
    monkeypatch.setattr(settings, "ZUOXI_ENCODE_AFTER_DAYS", days, raising=False)
    told = at_night(monkeypatch, "calls.encode_recordings")["calls.encode_recordings"]
    assert told["encoded"] == 0
    assert Recording.objects.get().key.endswith(".wav")


def test_an_empty_conversation_becomes_small_too(house, home):
    row = kept(house, home, 0.02)
    encode(row, home.store)
    assert Recording.objects.get().key.endswith(".opus")


def test_who_does_it_steps_back_and_can_be_broken_off(monkeypatch):
    monkeypatch.setattr("zuoxi.calls.services.recordings.nicely.LOOK_S", 0.01)
    seen, begun, go = [], threading.Event(), threading.Event()

    def over():
        if begun.is_set():
            go.set()
            raise JobPostponed(1)

    def the_last():
        begun.set()
        go.wait(10)

    with nice_hands(over) as hands:
        hands(lambda: seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id())))
        assert seen == [19]
        with pytest.raises(ZeroDivisionError):
            hands(lambda: seen.append(1 // 0))
        with pytest.raises(JobPostponed):
            hands(the_last)
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) < 19
