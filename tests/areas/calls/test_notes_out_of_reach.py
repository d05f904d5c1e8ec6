"""A note is written about a call that one may see, or about one whose record is on its way."""

from uuid import uuid4

from tests.areas.calls.test_calls_api import tell_answered
from tests.company import Door
from zuoxi.calls.models import CallNote


def test_nobody_writes_into_a_call_that_he_may_not_see(house):
    theirs = tell_answered(house, house.colleague)
    door = Door(house.agent)

    assert door.put(f"/calls/{theirs.id}/note", {"text": "x"})["code"] == "not_found"
    assert not CallNote.objects.exists()


def test_calls_that_never_were_take_a_few_notes_and_no_more(house):
    door = Door(house.agent)
    for _ in range(8):
        door.put(f"/calls/{uuid4()}/note", {"text": "x" * 10_000})

    assert door.status == 404
    assert CallNote.objects.count() == 5
    again = CallNote.objects.first()
    assert door.put(f"/calls/{again.call_id}/note", {"text": "typed on"})["text"] == "typed on"
