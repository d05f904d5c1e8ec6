"""Comments at moments of a recording: read by who may hear it, changed by their writer alone."""

import pytest
from django.conf import settings

from tests.areas.calls.test_encoding import kept
from tests.company import Door
from zuoxi.calls.models import Recording, RecordingComment
from zuoxi.calls.services.recordings.store import places
from zuoxi.organisation.models import AuditEvent


@pytest.fixture
def recording(house, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "ZUOXI_HOME", tmp_path)
    return kept(house, places(tmp_path))


def said(who, recording):
    return [
        (one["at_ms"], one["text"], one["mine"])
        for one in Door(who).get(f"/recordings/{recording.id}/comments")["items"]
    ]


def test_what_is_said_of_a_moment_is_read_in_order_by_who_may_hear_it(house, recording):
    door = Door(house.leader)
    late = door.post(f"/recordings/{recording.id}/comments", {"at_ms": 2_500, "text": "这里应先道歉"})
    assert door.status == 201
    assert (late["person"]["name"], late["mine"], late["changed_at"]) == ("leader", True, None)
    door.post(f"/recordings/{recording.id}/comments", {"at_ms": 400, "text": " 问候得很好 "})
    assert said(house.leader, recording) == [(400, "问候得很好", True), (2_500, "这里应先道歉", True)]
    assert said(house.agent, recording) == [(400, "问候得很好", False), (2_500, "这里应先道歉", False)]
    assert AuditEvent.objects.filter(action="comment.written", subject_id=str(recording.id)).count() == 2


def test_only_its_writer_changes_it_or_takes_it_back_and_the_trail_keeps_all(house, recording):
    path = f"/recordings/{recording.id}/comments"
    mine = Door(house.leader).post(path, {"at_ms": 400, "text": "first"})
    agent = Door(house.agent)
    agent.put(f"{path}/{mine['id']}", {"at_ms": 0, "text": "another's"})
    assert agent.status == 404
    agent.delete(f"{path}/{mine['id']}")
    assert agent.status == 404
    leader = Door(house.leader)
    changed = leader.put(f"{path}/{mine['id']}", {"at_ms": 700, "text": "second"})
    assert (changed["at_ms"], changed["text"]) == (700, "second")
    assert changed["changed_at"] is not None
    told = AuditEvent.objects.get(action="comment.changed")
    assert (told.before, told.after) == ({"at_ms": 400, "text": "first"}, {"at_ms": 700, "text": "second"})
    leader.delete(f"{path}/{mine['id']}")
    assert leader.status == 200
    assert said(house.leader, recording) == []
    assert RecordingComment.objects.count() == 1, "nothing is deleted"
    assert AuditEvent.objects.get(action="comment.removed").before == {"at_ms": 700, "text": "second"}
    leader.put(f"{path}/{mine['id']}", {"at_ms": 0, "text": "again"})
    assert leader.status == 404


def test_saying_the_same_again_is_no_change(house, recording):
    path = f"/recordings/{recording.id}/comments"
    door = Door(house.leader)
    mine = door.post(path, {"at_ms": 400, "text": "same"})
    assert door.put(f"{path}/{mine['id']}", {"at_ms": 400, "text": "same"})["changed_at"] is None


def test_who_may_not_hear_it_reads_and_writes_nothing(house, recording):
    for who in (house.colleague,):
        door = Door(who)
        door.get(f"/recordings/{recording.id}/comments")
        assert door.status == 404
        door.post(f"/recordings/{recording.id}/comments", {"at_ms": 0, "text": "x"})
        assert door.status == 404
    assert not RecordingComment.objects.exists()


@pytest.mark.parametrize(
    "body",
    [{"at_ms": 60_000, "text": "x"}, {"at_ms": -1, "text": "x"}, {"at_ms": 0, "text": "  "}, {"text": "x"}],
)
def test_a_moment_that_is_not_in_it_and_empty_words_are_refused(house, recording, body):
    door = Door(house.leader)
    door.post(f"/recordings/{recording.id}/comments", body)
    assert door.status == 422
    assert not RecordingComment.objects.exists()


def test_what_was_said_outlives_the_sound(house, recording):
    Door(house.leader).post(f"/recordings/{recording.id}/comments", {"at_ms": 0, "text": "kept"})
    Recording.objects.update(state="erased", key="")
    assert said(house.leader, recording) == [(0, "kept", True)]
