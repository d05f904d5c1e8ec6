"""Each conversation is kept with both sides, checked, and missed when it is gone."""

import datetime as dt
import json
import tracemalloc

import numpy as np
import pytest
from django.conf import settings

from tests.areas.calls.sounds import AGENT_HZ, CUSTOMER_HZ, RATE, decoded, loudness, tone, wave
from zuoxi.assembly.wiring import JOBS
from zuoxi.calls.models import Recording, Segment
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.recordings.keep import NotThereYet, check, keep
from zuoxi.calls.services.recordings.queue import clear_spool, take_up_left_behind
from zuoxi.calls.services.recordings.spool import SpoolFiles, files_of
from zuoxi.calls.services.recordings.stereo import join
from zuoxi.calls.services.recordings.store import LocalStore, Places, places, sha256_of, waveform_of
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import AuditEvent
from zuoxi.outbox import worker
from zuoxi.outbox.models import Job

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def where(tmp_path):
    return Places(spool=tmp_path / "spool", store=tmp_path / "store")


@pytest.fixture
def recording(house):
    call = (
        house.teller.call()
        .queued()
        .wait(2_000)
        .offered(house.agent.id)
        .answered(talk_ms=3_000)
        .ended()
        .recorded()
    )
    record(house.teller.told)
    return Recording.objects.get(id=call.recording)


def leave(where, recording, *, customer=3.0, agent=3.0, closed=True):
    """What the switch leaves of a conversation."""
    files = files_of(where.spool, str(recording.id))
    wave(files.customer, tone(CUSTOMER_HZ, customer), closed=closed)
    wave(files.agent, tone(AGENT_HZ, agent), closed=closed)
    return files


def at(recording):
    return recording.finished_at + MINUTE


def test_a_recording_holds_the_customer_left_and_the_agent_right(where, recording):
    leave(where, recording)
    assert keep(recording, where, at(recording)) == "verified"

    kept = where.store / recording.key
    customer, agent = decoded(kept)
    assert loudness(customer, CUSTOMER_HZ) > 0.9 > 0.05 > loudness(customer, AGENT_HZ)
    assert loudness(agent, AGENT_HZ) > 0.9 > 0.05 > loudness(agent, CUSTOMER_HZ)
    row = Recording.objects.get()
    assert (row.state, row.bytes, row.seconds) == ("verified", kept.stat().st_size, 3.0)
    assert row.sha256 == sha256_of(kept)
    assert row.key == f"{row.started_at:%Y/%m/%d}/{row.id}.wav"
    assert list(where.spool.iterdir()) == [], "the switch's files are removed once it is verified"


def test_the_waveform_tells_when_who_speaks(where, recording):
    files = leave(where, recording, customer=1.0, agent=2.0)
    silent = np.concatenate([np.zeros(RATE, "<i2"), tone(AGENT_HZ, 1.0)])
    wave(files.agent, silent)
    keep(recording, where, at(recording))

    waveform = json.loads(waveform_of(where.store / recording.key).read_text())
    customer, agent = waveform["peaks"]
    assert (waveform["channels"], waveform["seconds"], len(customer), len(agent)) == (2, 2.0, 1000, 1000)
    assert min(customer[:490]) > 0.3
    assert max(customer[510:]) == 0
    assert max(agent[:490]) == 0
    assert min(agent[510:]) > 0.3


def test_files_that_a_dying_switch_never_closed_are_read_all_the_same(where, recording):
    leave(where, recording, closed=False, agent=2.5)
    assert keep(recording, where, utc_now() + 3 * MINUTE) == "verified"
    assert recording.seconds == 3.0


def test_who_hung_up_at_once_leaves_an_empty_recording_that_is_kept_after_a_moment(where, recording):
    Segment.objects.update(talk_ms=10)
    files = leave(where, recording, customer=0, agent=0, closed=False)
    with pytest.raises(NotThereYet):
        keep(recording, where, utc_now() + dt.timedelta(seconds=2))
    assert keep(recording, where, utc_now() + dt.timedelta(seconds=4)) == "verified"
    assert files.present() == []


def test_a_file_that_the_switch_still_writes_is_neither_stored_nor_removed(where, recording):
    files = leave(where, recording, closed=False, customer=1.0, agent=1.0)
    with pytest.raises(NotThereYet):
        keep(recording, where, utc_now())
    assert Recording.objects.get().state == "recorded"
    leave(where, recording)
    assert keep(recording, where, utc_now()) == "verified"
    assert (recording.seconds, files.present()) == (3.0, [])


def test_a_file_that_was_quiet_and_then_grows_is_stored_again(where, recording):
    files = leave(where, recording, closed=False, customer=3.0, agent=3.0)
    keep(recording, where, utc_now() + 3 * MINUTE)
    assert len(files.present()) == 2, "the switch may still hold them open"
    leave(where, recording, customer=9.0, agent=9.0)
    tomorrow = utc_now() + 25 * 60 * MINUTE
    assert clear_spool(where.spool, tomorrow) == 1
    assert keep(Recording.objects.get(), where, tomorrow) == "verified"
    assert (Recording.objects.get().seconds, files.present()) == (9.0, [])


def test_what_is_no_sound_any_more_does_not_keep_the_rest_of_the_spool_from_being_cleared(where, recording):
    files = leave(where, recording, closed=False)
    keep(recording, where, utc_now() + 3 * MINUTE)
    files.customer.write_bytes(b"no wave at all")
    (where.spool / "gone-in.wav").symlink_to(where.spool / "nowhere")
    assert clear_spool(where.spool, utc_now() + 25 * 60 * MINUTE) == 1
    assert files.present() == []


def test_what_the_switch_never_closed_goes_after_a_day(where, recording):
    files = leave(where, recording, closed=False)
    keep(recording, where, utc_now() + 3 * MINUTE)
    assert clear_spool(where.spool, utc_now()) == 0
    assert clear_spool(where.spool, utc_now() + 25 * 60 * MINUTE) == 1
    assert files.present() == []


@pytest.mark.parametrize(
    ("spoken", "recorded", "state"),
    [(25.7, 11.2, "short"), (20.0, 18.4, "verified"), (60.0, 56.0, "short"), (3.0, 0.02, "short")],
)
def test_a_recording_that_lacks_a_part_of_the_conversation_says_so(where, recording, spoken, recorded, state):
    Segment.objects.update(talk_ms=spoken * 1000)
    leave(where, recording, customer=recorded, agent=recorded)
    assert keep(recording, where, at(recording)) == state
    check(recording, LocalStore(where.store), at(recording))
    assert recording.state == state
    assert AuditEvent.objects.filter(action="recording.short").count() == (state == "short")


@pytest.mark.parametrize("sides", [{"agent": 3.0}, {"customer": 0}, {"agent": None}], ids=str)
def test_a_recording_that_lacks_one_of_the_two_says_so_for_good(where, recording, sides):
    files = leave(
        where, recording, **({"customer": 9.0, "agent": 9.0} | {k: v or 0 for k, v in sides.items()})
    )
    if None in sides.values():
        files.agent.unlink()
    assert keep(recording, where, at(recording) + 3 * MINUTE) == "short"
    check(recording, LocalStore(where.store), at(recording) + 4 * MINUTE)
    assert recording.state == "short"
    (told,) = AuditEvent.objects.filter(action="recording.short")
    assert ("agent" if "agent" in sides else "customer") in told.after["why"]


def test_an_empty_conversation_is_kept_too(where, recording):
    Segment.objects.update(talk_ms=0)
    leave(where, recording, customer=0, agent=0)
    assert keep(recording, where, utc_now() + 3 * MINUTE) == "verified"
    assert recording.seconds == 0.02


def test_storing_twice_does_no_harm(where, recording):
    leave(where, recording)
    keep(recording, where, at(recording))
    before = Recording.objects.values().get()
    assert keep(Recording.objects.get(), where, at(recording)) == "verified"
    assert Recording.objects.values().get()["sha256"] == before["sha256"]


def test_a_kill_between_storing_and_verifying_loses_nothing(where, recording, monkeypatch):
    files = leave(where, recording)

    class Killed(BaseException):
        pass

    def die(*_, **__):
        raise Killed

    monkeypatch.setattr("zuoxi.calls.services.recordings.keep.check", die)
    with pytest.raises(Killed):
        keep(recording, where, at(recording))
    monkeypatch.undo()
    assert Recording.objects.get().state == "stored"
    assert files.customer.exists()
    assert keep(Recording.objects.get(), where, at(recording)) == "verified"
    assert not files.customer.exists()


def test_files_that_are_not_there_yet_are_waited_for_and_then_missed(where, recording):
    with pytest.raises(NotThereYet):
        keep(recording, where, at(recording))
    assert keep(recording, where, recording.finished_at + 3 * MINUTE) == "missing"
    told = AuditEvent.objects.get()
    assert (told.action, told.subject_id, told.person) == ("recording.missing", str(recording.id), None)


def test_a_file_that_is_no_sound_is_reported_and_left_where_it_is(where, recording):
    files = leave(where, recording)
    files.customer.write_bytes(b"no wave at all")
    assert keep(recording, where, at(recording)) == "altered"
    assert files.customer.exists()
    assert not list(where.store.rglob("*.part"))


def test_one_changed_byte_is_noticed(where, recording):
    leave(where, recording)
    keep(recording, where, at(recording))
    kept = where.store / recording.key
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)

    check(recording, LocalStore(where.store), at(recording))
    check(recording, LocalStore(where.store), at(recording))
    assert Recording.objects.get().state == "altered"
    assert AuditEvent.objects.filter(action="recording.altered").count() == 1


def test_a_file_that_comes_back_is_whole_again(where, recording):
    leave(where, recording)
    keep(recording, where, at(recording))
    kept = where.store / recording.key
    hidden = kept.rename(kept.with_suffix(".away"))
    check(recording, LocalStore(where.store), at(recording))
    assert Recording.objects.get().state == "missing"
    hidden.rename(kept)
    check(recording, LocalStore(where.store), at(recording))
    assert Recording.objects.get().state == "verified"


def test_a_recording_whose_end_nobody_told_is_taken_up(house):
    house.teller.call().queued().offered(house.agent.id).answered().ended("switch_lost", by="switch")
    record(house.teller.told)
    ended = Recording.objects.get().started_at + MINUTE

    assert take_up_left_behind(ended + MINUTE) == 0
    assert take_up_left_behind(ended + 20 * MINUTE) == 1
    assert Recording.objects.get().state == "recorded"
    assert Job.objects.filter(kind="calls.store_recording").count() == 1


def test_a_recording_whose_job_was_given_up_is_stored_as_soon_as_that_is_possible(recording):
    assert take_up_left_behind(at(recording) + 20 * MINUTE) == 0, "its job is still waiting"
    for end in (Job.State.FAILED, Job.State.CANCELLED):
        Job.objects.update(state=end)
        assert take_up_left_behind(at(recording) + MINUTE) == 0
        assert take_up_left_behind(at(recording) + 20 * MINUTE) == 1
        assert take_up_left_behind(at(recording) + 20 * MINUTE) == 0

    Recording.objects.update(state="verified")
    Job.objects.update(state=Job.State.FAILED)
    assert take_up_left_behind(at(recording) + 20 * MINUTE) == 0


def test_the_jobs_store_a_recording_and_check_all_of_them(recording):
    home = places(settings.ZUOXI_HOME)
    leave(home, recording)
    Job.objects.update(due_at=utc_now())
    assert worker.work_once("w", JOBS)
    job = Job.objects.get()
    assert (job.state, job.result) == ("done", {"state": "verified"})

    (home.store / Recording.objects.get().key).unlink()
    Job.objects.create(
        tenant_id=recording.tenant_id,
        kind="calls.verify_recordings",
        due_at=utc_now(),
        created_at=utc_now(),
    )
    assert worker.work_once("w", JOBS)
    assert Job.objects.get(kind="calls.verify_recordings").result == {"missing": 1}


def test_a_long_call_is_mixed_in_bounded_memory(tmp_path):
    files = SpoolFiles(customer=tmp_path / "a-in.wav", agent=tmp_path / "a-out.wav")
    minutes = 5
    wave(files.customer, np.zeros(minutes * 60 * RATE, "<i2"))
    wave(files.agent, np.zeros(minutes * 60 * RATE // 2, "<i2"))
    tracemalloc.start()
    sound = join(files, tmp_path / "a.wav")
    peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()

    assert sound.seconds == minutes * 60
    assert len(sound.peaks[0]) == 1000
    assert peak_mb < 5, "both sides together are 7 MB, and would be 38 MB when decoded at once"
