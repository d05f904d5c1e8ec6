"""A folder is lost in mid-call: what stands open in the records gets its end, what is up goes on."""

from msgspec.structs import replace

from tests.engine.story import Story
from zuoxi.calls.models import Call, Leg, Segment
from zuoxi.calls.selectors.left_open import left_open
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.engine.events import CallsLeftOpen
from zuoxi.live.envelopes import Origin, envelopes


def closed(house, story):
    """The end that a floor which knows nothing of these calls gives them."""
    found = left_open("main", 2)
    story.tell(CallsLeftOpen(calls=found))
    origin = Origin(floor="main", epoch=2, wall=story.now)
    record(envelopes(story.last, CallsLeftOpen(calls=found), origin))
    return found


def test_a_call_that_nobody_knows_ends_where_it_was_last_heard_of(house):
    call = house.teller.call().queued().wait(2_000).offered(house.agent.id).answered().wait(30_000)
    record(house.teller.told)
    (found,) = closed(house, Story())
    row = Call.objects.get(id=call.id)
    assert (row.outcome, row.ended_by, row.cause) == ("answered", "system", 41)
    assert row.duration_ms == sum(found.phases.values())
    assert not Leg.objects.filter(ended_at=None).exists()
    assert not Segment.objects.filter(ended_at=None).exists()
    assert left_open("main", 3) == ()
    before = Call.objects.values().get()
    rebuild()
    assert Call.objects.values().get() == before


def test_a_call_that_is_up_goes_on(house):
    story = Story()
    story.seat("li")
    call = story.talk("li")
    before = story.state.seq
    record(house.teller.told)
    house.teller.call()
    record(house.teller.told)
    (found,) = left_open("main", 2)
    known = type(found)(**{**{f: getattr(found, f) for f in found.__struct_fields__}, "call": call})
    story.tell(CallsLeftOpen(calls=(known,)))
    assert story.state.seq == before


def test_calls_of_this_epoch_are_the_floors_own(house):
    house.teller.call()
    record(house.teller.told)
    assert left_open("main", 1) == ()
    assert left_open("another", 2) == ()


def test_a_call_that_this_epoch_has_told_of_ends_once_however_late_its_end_is_recorded(house):
    house.teller.call().queued().wait(2_000).offered(house.agent.id)
    record(house.teller.told)
    assert len(left_open("main", 2)) == 1
    *_, last = house.teller.told
    record([replace(last, epoch=2, seq=last.seq + 1)])
    assert left_open("main", 2) == ()
    assert len(left_open("main", 3)) == 1
