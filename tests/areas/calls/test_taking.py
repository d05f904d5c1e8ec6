"""Who takes a recording along needs a permission of its own, and the file leads back to him."""

import hashlib
import io
import tracemalloc

import pytest
import soundfile
from django.conf import settings

from tests.areas.calls.sounds import AGENT_HZ, CUSTOMER_HZ, RATE, loudness
from tests.areas.calls.test_encoding import kept
from tests.company import Door
from zuoxi.calls.models import Recording
from zuoxi.calls.services.recordings import taking
from zuoxi.calls.services.recordings.encode import encode
from zuoxi.calls.services.recordings.store import places
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import AuditEvent

pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "ZUOXI_HOME", tmp_path)
    return places(tmp_path)


@pytest.fixture
def recording(house, home):
    return kept(house, home)


def download(who, recording):
    answer = Door(who).client.get(f"/api/recordings/{recording.id}/file")
    return answer, b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize("small", [False, True])
def test_the_file_holds_both_sides_and_a_mark_that_the_trail_names_beside_who_took_it(
    house, home, recording, small
):
    if small:
        encode(recording, home.store)
        recording.refresh_from_db()
    answer, data = download(house.administrator, recording)
    assert (answer.status_code, answer["Content-Type"], int(answer["Content-Length"])) == (
        200,
        "audio/wav",
        len(data),
    )
    with soundfile.SoundFile(io.BytesIO(data)) as sound:
        assert (sound.format, sound.subtype, sound.channels, sound.frames) == ("WAV", "PCM_16", 2, 3 * RATE)
        comment = sound.comment
        customer, agent = sound.read(dtype="int16").T
    assert loudness(customer[:RATE], CUSTOMER_HZ) > 0.9
    assert loudness(agent, AGENT_HZ) > 0.9
    told = AuditEvent.objects.get(action="recording.downloaded")
    assert (told.person, told.subject_id) == (house.administrator, str(recording.id))
    assert told.after["mark"] in comment and "admin" in comment
    assert told.after["mark"] in answer["Content-Disposition"]
    assert told.after["sha256"] == recording.sha256
    again = download(house.administrator, recording)[1]
    assert hashlib.sha256(again).digest() != hashlib.sha256(data).digest(), "each download has its own mark"
    assert AuditEvent.objects.filter(action="recording.downloaded").count() == 2


def test_listening_is_not_taking_along(house, recording):
    for who in (house.agent, house.leader, house.assessor):
        assert Door(who).client.get(f"/api/recordings/{recording.id}/audio").status_code == 200
        answer, _ = download(who, recording)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert not AuditEvent.objects.filter(action="recording.downloaded").exists()


def test_what_is_altered_is_not_given_out(house, home, recording):
    path = home.store / recording.key
    path.write_bytes(path.read_bytes()[:-2] + b"!!")
    answer, _ = download(house.administrator, recording)
    assert answer.json()["code"] == "recording_altered"
    assert not AuditEvent.objects.filter(action="recording.downloaded").exists()


def test_what_is_erased_is_not_given_out_and_says_so(house, recording):
    Recording.objects.update(state="erased")
    answer, _ = download(house.administrator, recording)
    assert (answer.status_code, answer.json()["code"]) == (410, "recording_erased")


def test_a_long_conversation_takes_no_more_memory_than_a_short_one(house, home):
    row = kept(house, home, 600.0)
    tracemalloc.start()
    size = sum(
        len(block) for block in taking.take(Actor(person=house.administrator, now=utc_now()), row).blocks
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 19_000_000
    assert most < 8_000_000
