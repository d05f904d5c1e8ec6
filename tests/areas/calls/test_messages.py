"""The inbox of messages that callers left: who finds them, hears them, takes them on, closes them (T7)."""

import datetime as dt

import pytest
from django.conf import settings

from tests.areas.calls.houses import make_house
from tests.areas.calls.sounds import CUSTOMER_HZ, tone, wave
from tests.areas.calls.stories import NINE
from tests.company import Door
from zuoxi.calls.errors import MessageClaimed, MessageClosed
from zuoxi.calls.models import Call, CallbackTask, Recording, VoiceMessage
from zuoxi.calls.services import messages
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.calls.services.recordings.keep import keep
from zuoxi.calls.services.recordings.spool import files_of
from zuoxi.calls.services.recordings.store import places
from zuoxi.kernel.clock import to_datetime
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import AuditEvent

NUMBER = "13912345678"
NOW = to_datetime(NINE + 120_000)


def leave(house, *, number=NUMBER, ms=8_000, left=True, told=True):
    """A caller waits, and speaks on the tape; his message."""
    call = house.teller.call(number=number).queued().wait(9_000).message(ms=ms, left=left)
    call.ended("message" if left else "abandoned")
    if told:
        record(house.teller.told)
        house.teller.told.clear()
    return call


def stored(message):
    """The switch's files have come and are kept; on a message only the caller speaks."""
    where = places(settings.ZUOXI_HOME)
    files = files_of(where.spool, str(message.id))
    wave(files.customer, tone(CUSTOMER_HZ, 8.0))
    wave(files.agent, tone(CUSTOMER_HZ, 0.1))
    return keep(Recording.objects.get(id=message.id), where, NOW)


def test_a_message_stands_in_the_inbox_with_number_queue_and_time(house):
    call = leave(house)
    (row,) = Door(house.agent).get("/messages")["items"]
    assert (row["number"], row["ms"], row["call"]) == ("139****5678", 8_000, call.id)
    assert dt.datetime.fromisoformat(row["left_at"]) == to_datetime(NINE + 17_000)
    assert (row["heard_by"], row["claimed_by"], row["result"]) == (None, None, "")
    assert Call.objects.get(id=call.id).outcome == "message"
    assert not CallbackTask.objects.exists(), "a message is worked on as such, not twice"


def test_who_left_at_the_tone_has_left_no_message(house):
    leave(house, ms=300, left=False)
    assert Door(house.agent).get("/messages")["items"] == []


def test_a_message_is_kept_like_any_recording_though_nobody_else_speaks_on_it(house):
    leave(house)
    message = VoiceMessage.objects.get()
    assert stored(message) == "verified"
    (row,) = Door(house.agent).get("/messages")["items"]
    assert row["sound"] == "verified"
    peaks = Door(house.agent).get(f"/messages/{message.id}/peaks")
    assert peaks["seconds"] == 8.0


def test_listening_is_written_down_and_the_first_to_hear_it_stays(house):
    leave(house)
    message = VoiceMessage.objects.get()
    stored(message)
    door = Door(house.agent)
    door.get(f"/messages/{message.id}/audio")
    assert (door.status, door.response["Content-Type"]) == (200, "audio/wav")
    Door(house.leader).get(f"/messages/{message.id}/audio")
    message.refresh_from_db()
    assert message.heard_by_id == house.agent.id
    played = AuditEvent.objects.filter(action="recording.played", subject_id=str(message.id))
    assert set(played.values_list("person_id", flat=True)) == {house.agent.id, house.leader.id}


def test_who_takes_a_message_on_sees_the_number_and_closes_it_with_what_came_of_it(house):
    leave(house)
    message, door = VoiceMessage.objects.get(), Door(house.agent)
    assert door.post(f"/messages/{message.id}/claim")["number"] == NUMBER
    closed = door.post(f"/messages/{message.id}/close", {"result": "reached"})
    assert (closed["result"], closed["closed_by"]["name"]) == ("reached", house.agent.name)
    assert door.get("/messages")["items"] == []
    assert len(door.get("/messages", state="closed")["items"]) == 1
    told = AuditEvent.objects.filter(action__startswith="message.").order_by("id")
    assert [one.action for one in told] == ["message.claimed", "message.closed"]


def test_of_two_the_second_hears_who_was_first(house):
    leave(house)
    message = VoiceMessage.objects.get()
    messages.claim(Actor(person=house.agent, now=NOW), message)
    with pytest.raises(MessageClaimed) as told:
        messages.claim(Actor(person=house.leader, now=NOW), message)
    assert told.value.data["name"] == house.agent.name
    messages.release(Actor(person=house.agent, now=NOW), message)
    messages.close(Actor(person=house.leader, now=NOW), message, "not_needed")
    with pytest.raises(MessageClosed):
        messages.claim(Actor(person=house.agent, now=NOW), message)


def test_messages_of_another_company_are_not_there(house):
    leave(house)
    message = VoiceMessage.objects.get()
    door = Door(make_house("Other").administrator)
    assert door.get("/messages")["items"] == []
    for path in ("audio", "peaks"):
        assert door.get(f"/messages/{message.id}/{path}")["code"] == "not_found"
    assert door.post(f"/messages/{message.id}/claim")["code"] == "not_found"


def test_a_number_is_found_by_its_last_digits_and_a_withheld_one_leaves_a_message_too(house):
    leave(house)
    leave(house, number="")
    door = Door(house.agent)
    assert len(door.get("/messages")["items"]) == 2
    (row,) = door.get("/messages", q="5678")["items"]
    assert row["number"] == "139****5678"


def test_rebuilding_leaves_the_work_on_messages_alone(house):
    leave(house)
    message = VoiceMessage.objects.get()
    messages.close(Actor(person=house.agent, now=NOW + dt.timedelta(minutes=1)), message, "reached")
    rebuild()
    message.refresh_from_db()
    assert (message.result, message.ms) == ("reached", 8_000)
