"""What any switch does, on the fake and on a real Asterisk."""

import itertools

import pytest
from msgspec.structs import replace

from tests.switch.lab import Lab, ends
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.port import SwitchRefused, SwitchSilent

pytestmark = pytest.mark.asyncio(loop_scope="session")
numbers = itertools.count(1)
CUSTOMER, OTHER, CALLEE, LINE = "13800138000", "13800138001", "13911112222", "4008001234"


def new(what: str) -> str:
    """A name that no other test uses."""
    return f"{what}-{next(numbers)}"


async def arrived(lab: Lab, number: str = CUSTOMER):
    """A customer stands before the door."""
    party = await lab.customer_calls(number, LINE)
    event = await lab.expect(e.CallArrived, caller=number)
    return party, event.channel


async def talking(lab: Lab, number: str = CUSTOMER, call: str = "call-1"):
    """A customer who was answered."""
    party, channel = await arrived(lab, number)
    await lab.do(c.AnswerChannel(node=lab.node, channel=channel, call=call))
    await lab.expect(e.LegAnswered, channel=channel)
    return party, channel


async def agent(lab: Lab, name: str = "one") -> str:
    """An agent's standing leg."""
    channel = new("leg")
    address = await lab.robot(name)
    await lab.do(c.DialDevice(node=lab.node, channel=channel, endpoint="p-1", dial=address, standing=True))
    await lab.expect(e.LegAnswered, channel=channel)
    return channel


async def bridged(lab: Lab, *channels: str) -> str:
    bridge = new("bridge")
    await lab.do(c.CreateBridge(node=lab.node, bridge=bridge, call="call-1"))
    await lab.do(c.Join(node=lab.node, bridge=bridge, channels=channels))
    return bridge


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


def dialling(lab: Lab, timeout_ms: int = 8_000) -> c.DialCustomer:
    """The order to dial the callee."""
    return c.DialCustomer(
        node=lab.node,
        channel=new("leg"),
        trunk=lab.trunk,
        number=CALLEE,
        caller_id=LINE,
        call="call-out",
        bridge=new("bridge"),
        timeout_ms=timeout_ms,
    )


async def dial_out(lab: Lab, order: c.DialCustomer) -> str:
    await lab.do(c.CreateBridge(node=lab.node, bridge=order.bridge, call=order.call))
    await lab.do(order)
    return order.channel


async def test_a_customer_who_is_dialled_rings_answers_and_hangs_up(lab: Lab):
    await lab.callee(CALLEE, "answers")
    leg = await dial_out(lab, dialling(lab))
    await lab.expect(e.LegProgressed, channel=leg, progress="ringing")
    await lab.expect(e.LegAnswered, channel=leg)
    await lab.hung_up_by_far_end(CALLEE, leg)
    assert (await lab.expect(e.LegEnded, channel=leg)).cause == 16
    await lab.settle()
    assert ends(lab, leg) == 1


async def test_an_inventory_shows_whom_we_called_and_by_which_line(lab: Lab):
    await lab.expect(e.InventoryTaken)
    await lab.callee(CALLEE, "answers")
    leg = await dial_out(lab, dialling(lab))
    await lab.expect(e.LegAnswered, channel=leg)
    await lab.do(c.TakeInventory(node=lab.node))
    (seen,) = (await lab.expect(e.InventoryTaken)).channels
    assert (seen.direction, seen.trunk, seen.dialled, seen.call) == (
        "outbound",
        lab.trunk,
        CALLEE,
        "call-out",
    )
    assert (seen.endpoint, seen.state) == ("", "up"), "a line is no device"


async def test_a_busy_number_ends_as_busy(lab: Lab):
    await lab.callee(CALLEE, "busy")
    leg = await dial_out(lab, dialling(lab))
    assert (await lab.expect(e.LegEnded, channel=leg)).cause == 17
    await lab.settle()
    assert ends(lab, leg) == 1


async def test_a_number_that_nobody_answers_is_given_up_in_time(lab: Lab):
    await lab.callee(CALLEE, "no-answer")
    leg = await dial_out(lab, dialling(lab, timeout_ms=1_000))
    assert (await lab.expect(e.LegEnded, channel=leg)).cause == 19


async def test_what_the_carrier_says_before_the_answer_is_told(lab: Lab):
    await lab.callee(CALLEE, "powered-off")
    leg = await dial_out(lab, dialling(lab))
    await lab.expect(e.LegProgressed, channel=leg, progress="early_media")
    await lab.expect(e.LegEnded, channel=leg)
    await lab.settle()
    assert not any(isinstance(event, e.LegAnswered) for event in lab.events)


async def test_an_outbound_call_ordered_twice_is_dialled_once(lab: Lab):
    await lab.callee(CALLEE, "answers")
    order = dialling(lab)
    leg = await dial_out(lab, order)
    await dial_out(lab, order)
    await lab.expect(e.LegAnswered, channel=leg)
    await lab.do(c.HangUp(node=lab.node, channel=leg))
    await lab.expect(e.LegEnded, channel=leg)
    await lab.settle()
    assert sum(isinstance(event, e.LegAnswered) for event in lab.events) == 1
    assert ends(lab, leg) == 1


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
