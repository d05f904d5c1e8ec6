"""Who hears whom when agents change and leaders come, on the fake and on a real Asterisk."""

import pytest

from tests.switch.lab import Lab, ends
from tests.switch.on_a_lab import CUSTOMER, agent, bridged, new, talking
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.port import SwitchRefused

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def listening(lab: Lab, target: str, leader: str, *, whisper: bool) -> tuple[str, str]:
    """A leader's ear at a channel, and the bridge in which he hears by it."""
    ear, bridge = new("ear"), new("ears")
    await lab.do(c.Snoop(node=lab.node, channel=ear, target=target, whisper=whisper, call="call-1"))
    await lab.do(c.CreateBridge(node=lab.node, bridge=bridge, call="call-1"))
    await lab.do(c.Join(node=lab.node, bridge=bridge, channels=(leader, ear)))
    return ear, bridge


async def test_a_leader_listens_then_only_the_agent_hears_him_then_all_do(lab: Lab):
    """By tones: in monitor neither hears him, in whisper only the agent does, in barge all; he hears both."""
    recording = new("recording")
    _, customer = await talking(lab)
    agents, leader = await agent(lab), await agent(lab, "two")
    both = {customer: CUSTOMER, agents: "robot-one"}
    bridge = await bridged(lab, customer, agents)
    await lab.do(c.StartRecording(node=lab.node, channel=customer, recording=recording))
    ear, heard = await listening(lab, agents, leader, whisper=False)
    await lab.hears(leader, "robot-two", both)
    await lab.hears(customer, CUSTOMER, {agents: "robot-one"})
    await lab.hears(agents, "robot-one", {customer: CUSTOMER})
    # Another way has another ear.
    await lab.do(c.HangUp(node=lab.node, channel=ear))
    await lab.expect(e.LegEnded, channel=ear)
    await lab.do(c.DestroyBridge(node=lab.node, bridge=heard))
    ear, heard = await listening(lab, agents, leader, whisper=True)
    await lab.hears(leader, "robot-two", both)
    await lab.hears(agents, "robot-one", {customer: CUSTOMER, leader: "robot-two"})
    await lab.hears(customer, CUSTOMER, {agents: "robot-one"})
    await lab.do(c.StopRecording(node=lab.node, channel=customer, recording=recording))
    await lab.expect(e.RecordingStopped, recording=recording)
    told = lab.recording_tells(recording)
    assert told in (None, {f"in:{CUSTOMER}", "out:robot-one"}), "no recording holds him before he barges in"
    await lab.do(c.HangUp(node=lab.node, channel=ear))
    await lab.expect(e.LegEnded, channel=ear)
    await lab.do(c.Join(node=lab.node, bridge=bridge, channels=(leader,)))
    await lab.do(c.DestroyBridge(node=lab.node, bridge=heard))
    await lab.hears(customer, CUSTOMER, {agents: "robot-one", leader: "robot-two"})
    await lab.hears(agents, "robot-one", {customer: CUSTOMER, leader: "robot-two"})
    await lab.hears(leader, "robot-two", both)


async def test_an_ear_is_known_again_and_ends_with_whom_it_listens_to(lab: Lab):
    party, customer = await talking(lab)
    leader = await agent(lab, "two")
    ear, _ = await listening(lab, customer, leader, whisper=False)
    await lab.do(c.Snoop(node=lab.node, channel=ear, target=customer, whisper=False, call="call-1"))
    await lab.app_dies()
    await lab.app_returns()
    await lab.do(c.TakeInventory(node=lab.node, asked=9))
    shown = await lab.expect(e.InventoryTaken, asked=9)
    (seen,) = [one for one in shown.channels if one.channel == ear]
    assert (seen.spies, seen.state, seen.ours, seen.endpoint, seen.direction) == (
        True,
        "up",
        True,
        "",
        "outbound",
    )
    assert [one.channel for one in shown.channels if one.spies] == [ear]
    await lab.settle()
    await party.hang_up()
    await lab.expect(e.LegEnded, channel=ear)
    assert ends(lab, ear) == 1


async def test_nobody_listens_to_a_channel_that_is_gone(lab: Lab):
    with pytest.raises(SwitchRefused) as refused:
        await lab.do(c.Snoop(node=lab.node, channel=new("ear"), target="gone", whisper=False, call="call-1"))
    assert refused.value.gone
