"""Companies say what they like: uploaded, recorded in the browser or spoken by the house."""

import io
import tracemalloc
import wave
from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest
import soundfile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.company import Door
from zuoxi.organisation.models import AuditEvent
from zuoxi.telephony import speech
from zuoxi.telephony.services import prompts as services

RATE = 22_050


def tone(seconds=1.0, *, form="WAV", channels=2, loud=0.3):
    """A sound file of 440 Hz as somebody may bring it."""
    samples = np.sin(2 * np.pi * 440 * np.arange(round(RATE * seconds)) / RATE) * loud
    file = io.BytesIO()
    soundfile.write(file, np.stack([samples] * channels, axis=1), RATE, format=form)
    return file.getvalue()


def sent(data):
    return {"sound": b64encode(data).decode()}


def pitch(data):
    """The strongest frequency in a WAV file of ours."""
    with wave.open(io.BytesIO(data)) as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (8_000, 2, 1)
        samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2")
    return np.argmax(np.abs(np.fft.rfft(samples))) * 8_000 / len(samples)


class Voice:
    """A voice that hums, and counts how often."""

    name = "humming"
    asked: list[tuple[str, str]] = []  # noqa: RUF012

    def say(self, text, language):
        self.asked.append((text, language))
        return tone(0.5)


@pytest.fixture(autouse=True)
def at_home(settings, tmp_path):
    settings.ZUOXI_HOME, settings.ZUOXI_CACHE = tmp_path / "home", tmp_path / "cache"
    settings.ZUOXI_SPEECH = f"{__name__}.Voice"
    Voice.asked.clear()


@pytest.fixture
def prompt(company, door):
    words = {"name": "夜间欢迎语", "name_en": "Night greeting", "words_zh": "现在是夜间。"}
    return door.post("/prompts", {"org_unit": company.root.id, **words})


def put(door, prompt, data, language="zh"):
    return door.put(f"/prompts/{prompt['id']}/sounds/{language}", sent(data))


@pytest.mark.parametrize("form", ["WAV", "MP3", "FLAC", "OGG"])
def test_whatever_is_brought_becomes_what_a_telephone_plays(door, prompt, form):
    shown = put(door, prompt, tone(form=form))

    assert door.status == 200
    assert [(one["language"], one["source"]) for one in shown["sounds"]] == [("zh", "uploaded")]
    assert abs(shown["sounds"][0]["length_ms"] - 1000) < 60
    door.get(f"/prompt-choices/{prompt['key']}/zh")
    assert abs(pitch(door.response.content) - 440) < 3


@pytest.mark.parametrize(
    "data",
    [b"no sound at all", b"RIFF\x24\x00\x00\x00WAVEfmt ", tone(0.05), tone(81, channels=1), tone(loud=0.0)],
    ids=["text", "cut off", "too short", "too long", "silent"],
)
def test_what_cannot_be_heard_is_refused_and_the_old_sound_stays(door, prompt, data):
    before = put(door, prompt, tone())["sounds"]

    refused = put(door, prompt, data)

    assert door.status == 422
    assert set(refused["data"]["fields"]) == {"sound"}
    assert door.get(f"/prompts/{prompt['id']}")["sounds"] == before


def test_a_small_file_of_many_channels_takes_no_room(door, prompt):
    rate, file = 96_000, io.BytesIO()
    with soundfile.SoundFile(file, "w", rate, 8, format="FLAC") as sound:
        for _ in range(10):
            sound.write(np.full((rate, 8), 0.3))
    assert len(file.getvalue()) < 200_000
    tracemalloc.start()
    try:
        shown = put(door, prompt, file.getvalue())
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert shown["sounds"][0]["length_ms"] == 10_000
    assert most < 10 * rate * 8 * 4, "less than its samples"


def test_what_is_no_base64_is_refused(door, prompt):
    door.put(f"/prompts/{prompt['id']}/sounds/zh", {"sound": "not base64!"})
    assert door.status == 422


def test_the_switch_finds_it_at_once_and_a_language_without_a_sound_hears_the_other(
    door, prompt, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        put(door, prompt, tone())
    files = {one: services.folder() / one / f"{prompt['key']}.wav" for one in ("zh", "en")}
    assert files["zh"].read_bytes() == files["en"].read_bytes()

    with django_capture_on_commit_callbacks(execute=True):
        put(door, prompt, tone(2.0), "en")
    assert len(files["en"].read_bytes()) > len(files["zh"].read_bytes()) * 1.9


def test_a_file_that_is_gone_or_altered_is_written_again(door, prompt, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        put(door, prompt, tone())
    zh, en = (services.folder() / one / f"{prompt['key']}.wav" for one in ("zh", "en"))
    whole = zh.read_bytes()
    zh.unlink()
    en.write_bytes(whole[:100])

    assert services.lay_out() == 2
    assert zh.read_bytes() == en.read_bytes() == whole
    assert services.lay_out() == 0


def test_files_that_are_as_they_should_be_are_looked_over_without_reading_a_sound(
    door, prompt, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        put(door, prompt, tone())
        put(door, prompt, tone(), "en")
    with CaptureQueriesContext(connection) as asked:
        assert services.lay_out() == 0
    assert not [one["sql"] for one in asked if '"wave"' in one["sql"]]
    assert len(asked) == 1


def test_the_house_speaks_the_words_and_asks_the_voice_only_once(door, prompt):
    for _ in range(2):
        shown = door.post(f"/prompts/{prompt['id']}/sounds/zh")
    assert shown["sounds"][0]["source"] == "spoken"
    assert Voice.asked == [("现在是夜间。", "zh")]

    refused = door.post(f"/prompts/{prompt['id']}/sounds/en")
    assert set(refused["data"]["fields"]) == {"words_en"}


def test_the_voice_that_is_shipped_speaks_both_languages(settings):
    settings.ZUOXI_SPEECH = "zuoxi.telephony.speech.HouseVoice"
    assert all(soundfile.info(io.BytesIO(speech.said(text, one))).duration > 0.5 for text, one in SAID)


SAID = (("您好，请按一。", "zh"), ("Hello, please press one.", "en"))


def test_it_is_told_where_it_is_used_and_while_it_is_it_stays(hotline, door, prompt):
    number = f"/access-numbers/{hotline.number['id']}"
    refused = door.patch(number, {"greeting": prompt["key"]})
    assert set(refused["data"]["fields"]) == {"greeting"}  # it has no sound yet

    put(door, prompt, tone())
    assert prompt["key"] in [one["name"] for one in door.get("/prompt-choices")]
    door.patch(number, {"greeting": prompt["key"]})
    assert door.status == 200
    uses = door.get(f"/prompts/{prompt['id']}")["uses"]
    assert [(use["kind"], use["name"]) for use in uses] == [("access_number", "4008001234")]
    assert door.delete(f"/prompts/{prompt['id']}")["code"] == "in_use"

    door.patch(number, {"greeting": "greeting-default"})
    assert door.delete(f"/prompts/{prompt['id']}")["hidden"]
    assert prompt["key"] not in [one["name"] for one in door.get("/prompt-choices")]


def test_a_list_of_prompts_reads_no_sound_and_asks_as_often_for_many_as_for_one(company, door, prompt):
    put(door, prompt, tone())
    with CaptureQueriesContext(connection) as few:
        door.get("/prompts")
    for number in range(3):
        other = door.post("/prompts", {"org_unit": company.root.id, "name": f"欢迎语 {number}"})
        put(door, other, tone())
    with CaptureQueriesContext(connection) as many:
        assert len(door.get("/prompts")["items"]) == 4
    assert not [one["sql"] for one in many if '"wave"' in one["sql"]]
    assert len(many) == len(few)


def test_two_who_let_the_same_words_be_spoken_at_once_both_hear_them(monkeypatch):
    replaced = Path.replace

    def replace(draft, target):
        monkeypatch.setattr(Path, "replace", replaced)
        speech.said("现在是夜间。", "zh")  # another was as quick
        return replaced(draft, target)

    monkeypatch.setattr(Path, "replace", replace)
    assert speech.said("现在是夜间。", "zh") == tone(0.5)
    assert len(Voice.asked) == 2


def test_each_new_sound_stands_in_the_trail(door, prompt):
    put(door, prompt, tone())
    line = AuditEvent.objects.get(action="prompt.sound_set")
    assert line.subject_name == "夜间欢迎语"
    assert (line.after["language"], line.after["source"]) == ("zh", "uploaded")


def test_another_company_neither_says_nor_hears_it(hotline, other_company, door, prompt):
    put(door, prompt, tone())
    theirs = Door(other_company.administrator)

    theirs.get(f"/prompt-choices/{prompt['key']}/zh")
    assert theirs.status == 404
    put(theirs, prompt, tone())
    assert theirs.status == 404
    assert prompt["key"] not in [one["name"] for one in theirs.get("/prompt-choices")]


def test_the_houses_own_prompts_can_be_listened_to(company, settings, tmp_path, monkeypatch):
    file = tmp_path / "spoken" / "zh" / "goodbye.wav"
    file.parent.mkdir(parents=True)
    file.write_bytes(tone())
    monkeypatch.setattr("zuoxi.telephony.selectors.prompts.make_prompts", lambda cache: tmp_path / "spoken")
    agent = Door(company.agent)
    agent.get("/prompt-choices/goodbye/zh")
    assert (agent.status, agent.response["Content-Type"]) == (200, "audio/wav")
    for name in ("../zh/goodbye", "no-such", "own-nonsense"):
        agent.get(f"/prompt-choices/{name}/zh")
        assert agent.status == 404
