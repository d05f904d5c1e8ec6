"""What any switch does, on the fake and on a real Asterisk: who arrives, is heard, joined and known again."""

import pytest

from tests.switch.lab import Lab, ends
from tests.switch.on_a_lab import CUSTOMER, LINE, OTHER, agent, arrived, bridged, new, talking
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.port import SwitchRefused, SwitchSilent

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_node_is_inventoried_as_soon_as_it_can_be_commanded(lab: Lab):
    connected = await lab.expect(e.SwitchConnected)
    inventory = await lab.expect(e.InventoryTaken)
    assert connected.node == inventory.node == lab.node
    assert inventory.boot and inventory.channels == () and inventory.bridges == ()


async def test_a_call_arrives_unanswered_with_its_numbers_and_its_trunk(lab: Lab):
    await lab.customer_calls(CUSTOMER, LINE)
    event = await lab.expect(e.CallArrived)
    assert (event.caller, event.dialled, event.trunk) == (CUSTOMER, LINE, lab.trunk)
    await lab.settle()
    assert not any(isinstance(seen, e.LegAnswered) for seen in lab.events)


async def test_a_caller_who_hangs_up_ends_his_leg_exactly_once(lab: Lab):
    party, channel = await talking(lab)
    await party.hang_up()
    assert (await lab.expect(e.LegEnded, channel=channel)).cause == 16
    await lab.settle()
    assert ends(lab, channel) == 1


async def test_a_call_turned_away_unanswered_ends_as_busy(lab: Lab):
    _, channel = await arrived(lab)
    await lab.do(c.HangUp(node=lab.node, channel=channel, cause="busy"))
    assert (await lab.expect(e.LegEnded, channel=channel)).cause == 17
    await lab.settle()
    assert ends(lab, channel) == 1


async def test_prompts_follow_one_another_and_their_end_is_told_once(lab: Lab):
    _, channel = await talking(lab)
    play = c.PlayPrompt(node=lab.node, channel=channel, playback="play-1", prompts=("goodbye", "hello"))
    await lab.do(play)
    await lab.do(play)
    await lab.expect(e.PromptFinished, channel=channel, playback="play-1")
    await lab.settle()
    assert sum(isinstance(event, e.PromptFinished) for event in lab.events) == 1


async def test_a_prompt_can_be_cut_short(lab: Lab):
    _, channel = await talking(lab)
    await lab.do(c.PlayPrompt(node=lab.node, channel=channel, playback="play-2", prompts=("all-busy",)))
    stop = c.StopPrompt(node=lab.node, channel=channel, playback="play-2")
    await lab.do(stop)
    await lab.expect(e.PromptFinished, channel=channel, playback="play-2")
    await lab.do(stop)


async def test_music_starts_and_stops_as_often_as_it_is_ordered(lab: Lab):
    _, channel = await talking(lab)
    for command in (c.StartMusic, c.StartMusic, c.StopMusic, c.StopMusic):
        await lab.do(command(node=lab.node, channel=channel))


@pytest.mark.parametrize("music", ["default", "ringback"])
async def test_an_inventory_shows_who_hears_which_music(lab: Lab, music: str):
    await lab.expect(e.InventoryTaken)
    _, channel = await talking(lab)
    for command, sounds in ((c.StartMusic, {f"music {music}"}), (c.StopMusic, {"", None})):
        await lab.do(command(node=lab.node, channel=channel, music=music))
        await lab.do(c.TakeInventory(node=lab.node))
        (seen,) = (await lab.expect(e.InventoryTaken)).channels
        assert seen.sound in sounds


async def test_the_keys_that_a_customer_presses_are_told(lab: Lab):
    party, channel = await talking(lab)
    await party.press("1#")
    assert (await lab.expect(e.KeyPressed, channel=channel)).digit == "1"
    assert (await lab.expect(e.KeyPressed, channel=channel)).digit == "#"


async def test_the_keys_that_we_send_reach_the_customer(lab: Lab):
    _, channel = await talking(lab)
    await lab.do(c.SendKeys(node=lab.node, channel=channel, digits="42"))
    await lab.received_keys(CUSTOMER, channel, "42")


async def test_a_standing_device_takes_its_line_and_hears_the_customer_once_they_are_joined(lab: Lab):
    _, channel = await talking(lab)
    leg = await agent(lab)
    await lab.hears(leg, "robot-one", {})
    await bridged(lab, channel, leg)
    await lab.hears(leg, "robot-one", {channel: CUSTOMER})
    await lab.hears(channel, CUSTOMER, {leg: "robot-one"})


async def test_nobody_hears_a_muted_party(lab: Lab):
    _, channel = await talking(lab)
    leg = await agent(lab)
    await bridged(lab, channel, leg)
    await lab.do(c.Mute(node=lab.node, channel=leg, muted=True))
    await lab.hears(channel, CUSTOMER, {})
    await lab.hears(leg, "robot-one", {channel: CUSTOMER})
    await lab.do(c.Mute(node=lab.node, channel=leg, muted=False))
    await lab.hears(channel, CUSTOMER, {leg: "robot-one"})


async def test_who_leaves_a_bridge_can_join_another(lab: Lab):
    _, channel = await talking(lab)
    first, second = await agent(lab), await agent(lab, "two")
    bridge = await bridged(lab, channel, first)
    await lab.do(c.Leave(node=lab.node, bridge=bridge, channels=(channel,)))
    other = await bridged(lab, channel, second)
    await lab.hears(channel, CUSTOMER, {second: "robot-two"})
    await lab.do(c.DestroyBridge(node=lab.node, bridge=bridge))
    await lab.do(c.DestroyBridge(node=lab.node, bridge=other))
    await lab.settle()
    assert ends(lab, channel) == ends(lab, first) == ends(lab, second) == 0


async def test_a_device_that_is_not_registered_ends_its_leg_as_absent(lab: Lab):
    absent = new("leg")
    await lab.do(c.DialDevice(node=lab.node, channel=absent, endpoint="w-1", dial="", standing=True))
    assert (await lab.expect(e.LegEnded, channel=absent)).cause == 20


async def test_registrations_are_told_and_stand_in_the_inventory(lab: Lab):
    endpoint = await lab.device_registers()
    await lab.expect(e.DeviceRegistered, endpoint=endpoint)
    await lab.app_dies()
    await lab.app_returns()
    inventories = [event for event in lab.events if isinstance(event, e.InventoryTaken)]
    assert endpoint in inventories[-1].endpoints
    await lab.device_unregisters(endpoint)
    await lab.expect(e.DeviceUnregistered, endpoint=endpoint)


async def test_an_agent_alone_in_the_bridge_is_told_of_his_call_and_then_hears_his_customer(lab: Lab):
    """As a phone takes a call up by itself: a tone in his ear, then the agent's number in the customer's."""
    _, customer = await talking(lab)
    await lab.do(c.StartMusic(node=lab.node, channel=customer))
    leg = await agent(lab)
    bridge = await bridged(lab, leg)
    told, number = new("told"), new("number")
    await lab.do(c.PlayPrompt(node=lab.node, channel=leg, playback=told, prompts=("beep",)))
    await lab.expect(e.PromptFinished, channel=leg, playback=told)
    await lab.do(c.StopMusic(node=lab.node, channel=customer))
    sentence = ("agent-number", "say-yao", "say-0", "agent-serves-you")
    await lab.do(c.PlayPrompt(node=lab.node, channel=customer, playback=number, prompts=sentence))
    await lab.expect(e.PromptFinished, channel=customer, playback=number)
    await lab.do(c.Join(node=lab.node, bridge=bridge, channels=(customer,)))
    await lab.hears(customer, CUSTOMER, {leg: "robot-one"})
    await lab.hears(leg, "robot-one", {customer: CUSTOMER})


async def test_commands_that_only_repeat_what_holds_succeed(lab: Lab):
    _, channel = await talking(lab)
    leg = await agent(lab)
    node, bridge = lab.node, new("bridge")
    orders: tuple[c.AnySwitchCommand, ...] = (
        c.AnswerChannel(node=node, channel=channel, call="call-1"),
        c.CreateBridge(node=node, bridge=bridge, call="call-1"),
        c.Join(node=node, bridge=bridge, channels=(channel, leg)),
        c.Mute(node=node, channel=leg, muted=True),
        c.Mute(node=node, channel=leg, muted=False),
        c.Leave(node=node, bridge=bridge, channels=(channel,)),
        c.DestroyBridge(node=node, bridge=bridge),
    )
    for command in orders:
        await lab.do(command)
        await lab.do(command)
    await lab.settle()
    assert ends(lab, channel) == ends(lab, leg) == 0


GONE: list[c.AnySwitchCommand] = [
    c.AnswerChannel(node="house", channel="gone", call="x"),
    c.HangUp(node="house", channel="gone"),
    c.PlayPrompt(node="house", channel="gone", playback="p", prompts=("busy",)),
    c.StartMusic(node="house", channel="gone"),
    c.StopMusic(node="house", channel="gone"),
    c.Mute(node="house", channel="gone", muted=True),
    c.SendKeys(node="house", channel="gone", digits="1"),
    c.StartRecording(node="house", channel="gone", recording="r"),
    c.HushRecording(node="house", channel="gone", recording="r", hushed=True),
    c.Join(node="house", bridge="gone", channels=("gone",)),
]


async def test_a_command_to_a_channel_that_is_gone_says_so(lab: Lab):
    for command in GONE:
        with pytest.raises(SwitchRefused) as refused:
            await lab.do(command)
        assert refused.value.gone, command


async def test_calls_go_on_while_our_process_is_away_and_the_inventory_finds_them(lab: Lab):
    party, channel = await talking(lab)
    leg = await agent(lab)
    bridge = await bridged(lab, channel, leg)
    await lab.app_dies()
    await lab.hears(channel, CUSTOMER, {leg: "robot-one"})
    await lab.app_returns()
    inventory = [event for event in lab.events if isinstance(event, e.InventoryTaken)][-1]
    assert {(seen.channel, seen.state, seen.bridge, seen.ours) for seen in inventory.channels} == {
        (channel, "up", bridge, True),
        (leg, "up", bridge, True),
    }
    assert inventory.bridges == (bridge,)
    await party.hang_up()
    await lab.expect(e.LegEnded, channel=channel)
    await lab.do(c.HangUp(node=lab.node, channel=leg))
    await lab.expect(e.LegEnded, channel=leg)


async def phone_rings(lab: Lab, caller: str) -> str:
    """A phone rings for a caller."""
    channel, address = new("leg"), await lab.phone_that_rings()
    await lab.do(
        c.DialDevice(
            node=lab.node,
            channel=channel,
            endpoint="p-1",
            dial=address,
            standing=False,
            call="call-1",
            timeout_ms=40_000,
            caller=caller,
        )
    )
    await lab.expect(e.LegProgressed, channel=channel)
    return channel


async def test_a_phone_rings_no_more_for_a_caller_who_left_while_our_process_is_away(lab: Lab):
    party, caller = await talking(lab)
    _, other = await talking(lab, OTHER)
    phones = [await phone_rings(lab, caller) for _ in range(2)]
    for_another = await phone_rings(lab, other)
    taken = new("leg")
    address = await lab.robot("two")
    await lab.do(
        c.DialDevice(
            node=lab.node, channel=taken, endpoint="p-1", dial=address, standing=False, caller=caller
        )
    )
    await lab.expect(e.LegAnswered, channel=taken)
    await lab.app_dies()
    await party.hang_up()
    for phone in phones:
        await lab.rings_no_more(phone)
    await lab.app_returns()
    inventory = [event for event in lab.events if isinstance(event, e.InventoryTaken)][-1]
    states = {seen.channel: seen.state for seen in inventory.channels}
    assert (states[for_another], states[taken]) == ("ringing", "up"), "another's phone, and one taken up"
    assert set(states) == {other, for_another, taken}
    for channel in (for_another, taken, other):
        await lab.do(c.HangUp(node=lab.node, channel=channel))


async def test_of_a_caller_for_whom_it_rings_his_end_is_told_before_the_phones(lab: Lab):
    party, caller = await talking(lab)
    phone = await phone_rings(lab, caller)
    await party.hang_up()
    await lab.rings_no_more(phone)
    await lab.expect(e.LegEnded, channel=caller)
    await lab.expect(e.LegEnded, channel=phone)
    told = [event.channel for event in lab.events if isinstance(event, e.LegEnded)]
    assert told.index(caller) < told.index(phone)


async def test_an_inventory_is_taken_whenever_it_is_ordered_and_shows_whose_each_channel_is(lab: Lab):
    await lab.expect(e.InventoryTaken)
    _, at_the_door = await arrived(lab)
    _, channel = await talking(lab, OTHER)
    leg = await agent(lab)
    recording = new("recording")
    await lab.do(c.StartRecording(node=lab.node, channel=channel, recording=recording))
    await lab.do(c.TakeInventory(node=lab.node))
    inventory = await lab.expect(e.InventoryTaken)
    seen = {one.channel: one for one in inventory.channels}
    assert set(seen) == {at_the_door, channel, leg} and all(one.ours for one in seen.values())
    door, taken, line = seen[at_the_door], seen[channel], seen[leg]
    assert (door.direction, door.trunk, door.dialled, door.caller) == ("inbound", lab.trunk, LINE, CUSTOMER)
    assert (door.state, door.call) == ("ringing", "")
    assert (taken.direction, taken.call, taken.recording) == ("inbound", "call-1", recording)
    assert (line.direction, line.state, line.call) == ("outbound", "up", "")


async def test_a_node_that_dies_is_lost_and_only_its_next_boot_tells_that_it_died(lab: Lab):
    await talking(lab)
    boot = (await lab.expect(e.InventoryTaken)).boot
    await lab.node_dies()
    await lab.expect(e.SwitchLost)
    with pytest.raises(SwitchSilent, match="switch_away"):
        await lab.do(c.CreateBridge(node=lab.node, bridge=new("bridge"), call="x"))
    await lab.node_returns()
    back = await lab.expect(e.InventoryTaken)
    assert back.boot != boot and back.channels == () and back.bridges == ()
    await talking(lab, OTHER)
