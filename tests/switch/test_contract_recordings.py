"""What any switch records, on the fake and on a real Asterisk."""

import pytest
from msgspec.structs import replace

from tests.switch.lab import Lab
from tests.switch.on_a_lab import CUSTOMER, agent, bridged, new, talking
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.port import SwitchRefused

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_recording_holds_both_sides_apart_and_its_end_is_told(lab: Lab):
    recording = new("recording")
    _, channel = await talking(lab)
    leg = await agent(lab)
    await bridged(lab, channel, leg)
    start = c.StartRecording(node=lab.node, channel=channel, recording=recording)
    await lab.do(start)
    await lab.do(start)
    await lab.hears(channel, CUSTOMER, {leg: "robot-one"})
    await lab.hears(leg, "robot-one", {channel: CUSTOMER})
    await lab.do(c.StopRecording(node=lab.node, channel=channel, recording=recording))
    await lab.expect(e.RecordingStopped, recording=recording)
    assert lab.recording_tells(recording) in (None, {f"in:{CUSTOMER}", "out:robot-one"})


async def test_silence_goes_into_a_recording_while_it_is_hushed_and_sound_again_after(lab: Lab):
    """What is said meanwhile stands in no file, while the two still hear each other."""
    recording = new("recording")
    _, channel = await talking(lab)
    leg = await agent(lab)
    await bridged(lab, channel, leg)
    await lab.do(c.StartRecording(node=lab.node, channel=channel, recording=recording))
    await lab.recording_sounds(recording, channel, CUSTOMER, "robot-one")
    hush = c.HushRecording(node=lab.node, channel=channel, recording=recording, hushed=True)
    await lab.do(hush)
    await lab.do(hush)
    await lab.recording_goes_silent(recording, channel)
    await lab.hears(channel, CUSTOMER, {leg: "robot-one"})
    await lab.do(replace(hush, hushed=False))
    await lab.recording_sounds(recording, channel, CUSTOMER, "robot-one")
    await lab.do(c.StopRecording(node=lab.node, channel=channel, recording=recording))
    await lab.expect(e.RecordingStopped, recording=recording)


async def test_a_recording_that_is_not_there_cannot_be_hushed_and_that_is_said(lab: Lab):
    """Who believes that silence is kept must hear that it is not; what has ended need not sound again."""
    recording = new("recording")
    _, channel = await talking(lab)
    hush = c.HushRecording(node=lab.node, channel=channel, recording=recording, hushed=True)
    await lab.do(c.StartRecording(node=lab.node, channel=channel, recording=recording))
    await lab.do(hush)
    await lab.do(c.StopRecording(node=lab.node, channel=channel, recording=recording))
    await lab.expect(e.RecordingStopped, recording=recording)
    with pytest.raises(SwitchRefused) as refused:
        await lab.do(hush)
    assert not refused.value.gone, "the channel stands"
    await lab.do(replace(hush, hushed=False))


async def test_a_customer_is_passed_from_one_agent_to_three_to_the_other_and_recorded_for_each(lab: Lab):
    """Attended transfer by way of a conference: who hears whom, and whose voice is in which recording."""
    first_recording, second_recording = new("recording"), new("recording")
    _, customer = await talking(lab)
    first, second = await agent(lab), await agent(lab, "two")
    robots = {first: "robot-one", second: "robot-two"}
    bridge = await bridged(lab, customer, first)
    await lab.do(c.StartRecording(node=lab.node, channel=customer, recording=first_recording))
    await lab.hears(customer, CUSTOMER, {first: robots[first]})
    # He asks: the customer hears music, and the two agents each other.
    await lab.do(c.Leave(node=lab.node, bridge=bridge, channels=(customer,)))
    await lab.do(c.Join(node=lab.node, bridge=bridge, channels=(second,)))
    await lab.do(c.StartMusic(node=lab.node, channel=customer))
    await lab.hears(first, robots[first], {second: robots[second]})
    # Three speak, and each conversation has a recording of its own on the customer's channel.
    await lab.do(c.StopMusic(node=lab.node, channel=customer))
    await lab.do(c.Join(node=lab.node, bridge=bridge, channels=(customer,)))
    await lab.do(c.StartRecording(node=lab.node, channel=customer, recording=second_recording))
    await lab.hears(customer, CUSTOMER, robots)
    await lab.hears(second, robots[second], {customer: CUSTOMER, first: robots[first]})
    await lab.do(c.TakeInventory(node=lab.node, asked=7))
    shown = await lab.expect(e.InventoryTaken, asked=7)
    (one,) = [seen for seen in shown.channels if seen.channel == customer]
    assert set((one.recording or "").split()) == {first_recording, second_recording}
    # The first leaves; the other one's recording goes on.
    await lab.do(c.StopRecording(node=lab.node, channel=customer, recording=first_recording))
    await lab.expect(e.RecordingStopped, recording=first_recording)
    await lab.do(c.Leave(node=lab.node, bridge=bridge, channels=(first,)))
    await lab.hears(customer, CUSTOMER, {second: robots[second]})
    await lab.do(c.StopRecording(node=lab.node, channel=customer, recording=second_recording))
    await lab.expect(e.RecordingStopped, recording=second_recording)
    for recording, robot in ((first_recording, "robot-one"), (second_recording, "robot-two")):
        told = lab.recording_tells(recording)
        assert told is None or {f"in:{CUSTOMER}", f"out:{robot}"} <= told


async def test_the_end_of_a_channel_completes_its_recording(lab: Lab):
    recording = new("recording")
    party, channel = await talking(lab)
    await lab.do(c.StartRecording(node=lab.node, channel=channel, recording=recording))
    await party.hang_up()
    await lab.expect(e.LegEnded, channel=channel)
    await lab.expect(e.RecordingStopped, recording=recording)
    await lab.settle()
    assert sum(isinstance(event, e.RecordingStopped) for event in lab.events) == 1


async def test_a_recording_of_a_channel_that_is_gone_still_comes_to_its_end(lab: Lab):
    recording = new("recording")
    await lab.do(c.StopRecording(node=lab.node, channel="gone", recording=recording))
    await lab.expect(e.RecordingStopped, recording=recording)
