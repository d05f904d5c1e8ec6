"""A caller who shows an endless number, or dials one, stands in the records like everybody else."""

import pytest

from tests.engine.story import Story
from zuoxi.calls.models import Call, CallbackTask
from zuoxi.engine.facts import CallbackOwed, CallStarted

ENDLESS = "9" * 60


def longest(model, field):
    return model._meta.get_field(field).max_length


@pytest.mark.parametrize("dialled", ["4008001234", ENDLESS])
def test_what_is_kept_of_a_number_has_room_in_every_row(dialled):
    story = Story()
    story.arrive(dialled=dialled, caller=ENDLESS)
    story.leave("cust-1")

    (started,) = story.facts(CallStarted)
    assert 3 < len(started.customer_number) <= longest(Call, "customer_number")
    assert len(started.house_number) <= longest(Call, "house_number")
    for owed in story.facts(CallbackOwed):
        assert len(owed.number) <= longest(CallbackTask, "number")
