"""Who may hear a recording hears it, in parts, and never without a line in the trail."""

import io
import json

import pytest
import soundfile
from django.conf import settings

from tests.areas.calls.sounds import AGENT_HZ, CUSTOMER_HZ, loudness, tone, wave
from tests.areas.calls.test_calls_api import tell_answered
from tests.company import Door
from zuoxi.calls.models import Recording, Segment
from zuoxi.calls.services.recordings.keep import keep
from zuoxi.calls.services.recordings.spool import files_of
from zuoxi.calls.services.recordings.store import places, sha256_of
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import AuditEvent


@pytest.fixture
def recording(house):
    call = tell_answered(house, house.agent)
    Segment.objects.update(talk_ms=2_000)
    row = Recording.objects.get(id=call.recording)
    where = places(settings.ZUOXI_HOME)
    files = files_of(where.spool, str(row.id))
    wave(files.customer, tone(CUSTOMER_HZ, 2.0))
    wave(files.agent, tone(AGENT_HZ, 2.0))
    keep(row, where, utc_now())
    return row


def play(who, recording, **headers):
    door = Door(who)
    return door.client.get(f"/api/recordings/{recording.id}/audio", headers=headers)


def plays():
    return AuditEvent.objects.filter(action="recording.played").count()


def test_an_agent_hears_his_own_and_it_stands_in_the_trail(house, recording):
    response = play(house.agent, recording)
    assert response.status_code == 200
    assert response["Content-Type"] == "audio/wav"
    with io.BytesIO(response.content) as played, soundfile.SoundFile(played) as sound:
        assert (sound.format, sound.subtype, sound.channels, sound.frames) == ("WAV", "PCM_16", 2, 16_000)
        customer, agent = sound.read(dtype="int16").T
    assert loudness(customer, CUSTOMER_HZ) > 0.9 > 0.05 > loudness(customer, AGENT_HZ)
    assert loudness(agent, AGENT_HZ) > 0.9
    told = AuditEvent.objects.get(action="recording.played")
    assert (told.person, told.subject_id) == (house.agent, str(recording.id))


def test_a_player_asks_for_parts_and_that_is_one_play(house, recording):
    size = 44 + 2 * 2 * 16_000
    first = play(house.leader, recording, range="bytes=0-99")
    assert (first.status_code, len(first.content)) == (206, 100)
    assert first["Content-Range"] == f"bytes 0-99/{size}"
    rest = play(house.leader, recording, range="bytes=100-")
    last = play(house.leader, recording, range="bytes=-10")
    assert first.content + rest.content == play(house.leader, recording).content
    assert last.content == rest.content[-10:]
    assert plays() == 2, "one from the start in parts, one whole"


def test_no_part_is_heard_without_a_line(house, recording):
    play(house.leader, recording, range="bytes=500-")
    assert plays() == 1


def test_a_part_behind_the_end_does_not_exist(house, recording):
    response = play(house.agent, recording, range=f"bytes={44 + 2 * 2 * 16_000}-")
    assert response.status_code == 416
    assert response.json()["code"] == "range_not_there"
    assert plays() == 0


@pytest.mark.parametrize("nonsense", ["bytes=", "bytes=a-b", "chapters=1-2", "bytes=--5", "bytes=1"])
def test_a_range_that_means_nothing_gives_the_whole(house, recording, nonsense):
    assert play(house.agent, recording, range=nonsense).status_code == 200


def test_who_may_not_hear_it_does_not_even_learn_that_it_exists(house, recording):
    assert play(house.colleague, recording).json()["code"] == "not_found"
    assert Door(house.colleague).get(f"/recordings/{recording.id}/peaks")["code"] == "not_found"
    assert play(house.assessor, recording).status_code == 200
    assert plays() == 1


def test_the_waveform_has_both_sides(house, recording):
    door = Door(house.agent)
    door.client.get(f"/api/recordings/{recording.id}/peaks")
    peaks = door.get(f"/recordings/{recording.id}/peaks")
    assert (peaks["channels"], peaks["seconds"]) == (2, 2.0)
    assert [len(side) for side in peaks["peaks"]] == [1000, 1000]
    assert json.dumps(peaks)


def test_a_lost_file_says_so_and_that_is_written_down_at_once(house, recording):
    (places(settings.ZUOXI_HOME).store / recording.key).unlink()
    response = play(house.agent, recording)
    assert (response.status_code, response.json()["code"]) == (404, "recording_missing")
    assert Recording.objects.get(id=recording.id).state == "missing"
    assert AuditEvent.objects.filter(action="recording.missing").count() == 1
    assert plays() == 0


@pytest.mark.parametrize("heard_before", [False, True])
def test_a_changed_file_is_not_played_and_that_is_written_down_at_once(house, recording, heard_before):
    if heard_before:
        play(house.agent, recording)
    kept = places(settings.ZUOXI_HOME).store / recording.key
    data = bytearray(kept.read_bytes())
    data[-1] ^= 1
    kept.write_bytes(data)
    response = play(house.agent, recording)
    assert (response.status_code, response.json()["code"]) == (409, "recording_altered")
    assert Recording.objects.get(id=recording.id).state == "altered"
    assert AuditEvent.objects.filter(action="recording.altered").count() == 1


def test_each_part_is_the_same_part_of_the_whole(house, recording):
    whole = play(house.leader, recording).content
    for first, last in ((0, 0), (10, 43), (43, 44), (44, 45), (45, 99), (1_001, 2_000), (64_000, 64_043)):
        part = play(house.leader, recording, range=f"bytes={first}-{last}")
        assert part.content == whole[first : last + 1]


def test_older_recordings_in_opus_are_played_as_they_are(house, recording):
    store = places(settings.ZUOXI_HOME).store
    path = (store / recording.key).with_suffix(".opus")
    path.write_bytes(b"OggS and so on")
    key = path.relative_to(store).as_posix()
    told = {"key": key, "sha256": sha256_of(path), "bytes": path.stat().st_size}
    Recording.objects.filter(id=recording.id).update(**told)
    response = play(house.agent, recording)
    assert (response.content, response["Content-Type"]) == (b"OggS and so on", "audio/ogg")


def test_a_recording_that_is_still_being_stored_says_so(house):
    call = tell_answered(house, house.agent)
    response = play(house.agent, Recording.objects.get(id=call.recording))
    assert (response.status_code, response.json()["code"]) == (409, "recording_not_ready")
