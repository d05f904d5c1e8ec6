"""House customs on the line as they are set up (T23): an agent's number, phones that answer by themselves."""

import pytest

from zuoxi.telephony.models import Device
from zuoxi.telephony.selectors import floor


def test_what_is_set_of_a_queue_a_device_and_a_business_line_is_what_the_floor_reads(hotline, door):
    door.patch(f"/queues/{hotline.queue['id']}", {"announce_agent": True, "auto_answer": True})
    door.patch(f"/devices/{hotline.device['id']}", {"auto_answer": True})
    door.patch(f"/service-lines/{hotline.line['id']}", {"whisper": "ivr-menu"})
    queue = next(one for one in floor.queues() if one.id == hotline.queue["id"])
    assert queue.announce_agent and queue.auto_answer
    devices = [device for one in floor.agents() for device in one.devices]
    assert [one.auto_answer for one in devices if one.id == hotline.device["id"]] == [True]
    assert {one.service_line.whisper for one in floor.access_numbers()} == {"ivr-menu"}


def test_a_desk_phone_does_not_answer_by_itself(hotline, door):
    Device.objects.filter(pk=hotline.device["id"]).update(kind="sip_phone")
    refused = door.patch(f"/devices/{hotline.device['id']}", {"auto_answer": True})
    assert door.status == 422 and "auto_answer" in str(refused)


@pytest.mark.parametrize("prompt", ["no-such-prompt", "own-nothing"])
def test_a_business_line_is_named_by_a_prompt_that_there_is(hotline, door, prompt):
    refused = door.patch(f"/service-lines/{hotline.line['id']}", {"whisper": prompt})
    assert door.status == 422 and "whisper" in str(refused)
