"""Where a recording was paused stands on its conversation, for whoever looks at the call."""

import pytest

from tests.company import Door
from zuoxi.calls.models import Segment
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild


def told(house, **how):
    call = house.teller.call().queued().wait(2_000).offered(house.agent.id).answered(talk_ms=20_000, **how)
    call.ended().recorded()
    record(house.teller.told)
    return call


def gaps(house, call):
    (segment,) = Door(house.agent).get(f"/calls/{call.id}")["segments"]
    return [(gap["from_ms"], gap["to_ms"], gap["why"]) for gap in segment["gaps"]]


def test_each_pause_is_there_from_its_beginning_to_its_end(house):
    call = told(house, paused=(4_000, 3_000))
    assert gaps(house, call) == [(13_000, 17_000, "agent"), (17_000, 20_000, "agent")]


def test_a_pause_that_nobody_ended_ends_with_the_conversation(house):
    assert gaps(house, told(house, paused=(4_000,), forgotten=True)) == [(16_000, 20_000, "agent")]


def test_a_conversation_without_a_pause_has_none(house):
    assert gaps(house, told(house)) == []


@pytest.mark.parametrize("forgotten", [False, True])
def test_facts_make_them_again(house, forgotten):
    told(house, paused=(4_000,), forgotten=forgotten)
    before = Segment.objects.get().gaps
    rebuild()
    assert Segment.objects.get().gaps == before != []
