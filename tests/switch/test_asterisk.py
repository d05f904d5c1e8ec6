"""What only a real Asterisk can show: what callers hear while we are away, who takes over, what is heard."""

import asyncio
from contextlib import suppress

import pytest

from tests.switch.asterisk_lab import AsteriskLab
from tests.switch.on_a_lab import agent, bridged, new, talking
from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.kernel.clock import now_ms
from zuoxi.switch.ari import AriSwitch
from zuoxi.switch.asterisk.reach import reach
from zuoxi.switch.port import SwitchSilent, SwitchTaken

pytestmark = [pytest.mark.switch, pytest.mark.asyncio(loop_scope="session")]


def ends(lab: AsteriskLab, *channels: str) -> list[e.LegEnded]:
    """What was told of the end of these; of those who ended earlier a new connection tells again."""
    return [event for event in lab.events if isinstance(event, e.LegEnded) and event.channel in channels]


async def test_a_caller_who_comes_while_we_are_away_rings_on_and_arrives_when_we_are_back(
    asterisk: AsteriskLab,
):
    await asterisk.app_dies()
    before = now_ms()
    customer = await asterisk.customer_calls("13800138000", "4008001234")
    await asterisk.stands_at_the_door()
    await asterisk.app_returns()
    arrival = await asterisk.expect(e.CallArrived)
    assert (arrival.caller, arrival.dialled) == ("13800138000", "4008001234")
    assert 0 < arrival.rang_ms <= now_ms() - before + 1_000
    assert not customer.ended.is_set()
    assert not [event for event in asterisk.events if isinstance(event, e.CallTurnedAway)]


@pytest.mark.parametrize("gives_up", [False, True])
async def test_a_caller_who_found_nobody_is_told_of_to_the_next_who_comes_until_the_note_is_taken(
    asterisk: AsteriskLab, gives_up: bool
):
    await asterisk.app_dies()
    before = now_ms()
    customer = await asterisk.customer_calls("13800138000", "4008001234")
    await asterisk.stands_at_the_door()
    if gives_up:
        await customer.hang_up()
    async with asyncio.timeout(20):
        await customer.ended.wait()
    assert not customer.answered.is_set()
    await asterisk.nobody_stands()
    for _ in range(2):
        asterisk.events.clear()
        await asterisk.app_returns()
        (away,) = [event for event in asterisk.events if isinstance(event, e.CallTurnedAway)]
        assert (away.trunk, away.dialled, away.caller) == ("carrier", "4008001234", "13800138000")
        assert before - 1_000 <= away.at <= before + 20_000
        kinds = [type(event) for event in asterisk.events]
        assert kinds.index(e.CallTurnedAway) < kinds.index(e.InventoryTaken)
        await asterisk.app_dies()
    await asterisk.app_returns()
    await asterisk.do(c.TakeInventory(node="house"))
    await asterisk.app_dies()
    asterisk.events.clear()
    await asterisk.app_returns()
    assert not [event for event in asterisk.events if isinstance(event, e.CallTurnedAway)]


async def test_a_customer_who_leaves_while_we_are_away_is_told_as_gone_since_then(asterisk: AsteriskLab):
    customer = await asterisk.customer_calls("13800138000", "4008001234")
    channel = (await asterisk.expect(e.CallArrived)).channel
    await asterisk.do(c.AnswerChannel(node="house", channel=channel, call="call"))
    await asterisk.expect(e.LegAnswered)
    await asterisk.app_dies()
    before = now_ms()
    await customer.hang_up()
    await customer.ended.wait()
    await asterisk.nobody_stands()
    after = now_ms()
    for _ in range(2):
        asterisk.events.clear()
        back = now_ms()
        await asterisk.app_returns()
        (gone,) = ends(asterisk, channel)
        assert back - after <= gone.ago_ms + 1_000, "gone since then"
        assert gone.ago_ms <= now_ms() - before + 1_000, "and not for longer"
        kinds = [type(event) for event in asterisk.events]
        assert kinds.index(e.LegEnded) < kinds.index(e.InventoryTaken)
        await asterisk.app_dies()
    # notes are in whole seconds: the end must be older than that when it has been told for good
    async with asyncio.timeout(30):
        while ends(asterisk, channel):
            await asterisk.app_returns()
            await asterisk.do(c.TakeInventory(node="house"))
            await asterisk.app_dies()
            asterisk.events.clear()
            await asterisk.app_returns()
            await asterisk.app_dies()
    await asterisk.app_returns()


async def test_who_has_arrived_and_gives_up_while_we_are_away_before_he_is_taken_is_told_of(
    asterisk: AsteriskLab,
):
    customer = await asterisk.customer_calls("13800138000", "4008001234")
    channel = (await asterisk.expect(e.CallArrived)).channel
    await asterisk.app_dies()
    await customer.hang_up()
    await customer.ended.wait()
    await asterisk.nobody_stands()
    asterisk.events.clear()
    await asterisk.app_returns()
    (away,) = [event for event in asterisk.events if isinstance(event, e.CallTurnedAway)]
    assert (away.channel, away.caller, away.dialled) == (channel, "13800138000", "4008001234")


@pytest.mark.parametrize("cause", ["busy", "normal"])
async def test_who_is_turned_away_by_us_is_not_noted_as_one_who_found_nobody(asterisk: AsteriskLab, cause):
    customer = await asterisk.customer_calls("13800138000", "4008001234")
    channel = (await asterisk.expect(e.CallArrived)).channel
    await asterisk.do(c.HangUp(node="house", channel=channel, cause=cause))
    await customer.ended.wait()
    await asterisk.nobody_stands()
    await asterisk.app_dies()
    asterisk.events.clear()
    await asterisk.app_returns()
    assert not [event for event in asterisk.events if isinstance(event, e.CallTurnedAway)]


async def test_the_caller_id_and_the_standing_mark_reach_the_far_end(asterisk: AsteriskLab):
    address = await asterisk.robot("one")
    for standing in (True, False):
        asterisk.pair.carrier.parties.clear()
        order = c.DialDevice(
            node="house",
            channel=f"mark-{standing}",
            endpoint="p-1",
            dial=address,
            standing=standing,
            caller_id="13800138000",
        )
        await asterisk.do(order)
        robot = await asterisk.pair.carrier.dialled("robot-one")
        assert (robot.standing, robot.caller) == (standing, "13800138000")


async def test_who_takes_the_node_over_is_the_one_who_gets_its_events(asterisk: AsteriskLab):
    heard: list[e.SwitchEvent] = []
    first = asyncio.create_task(asterisk.switch.run(lambda event, ago_ms=0, /: heard.append(event)))
    with suppress(asyncio.CancelledError):
        asterisk._run.cancel()
        await asterisk._run
    async with asyncio.timeout(5):
        while not any(isinstance(event, e.InventoryTaken) for event in heard):
            await asyncio.sleep(0.02)
    second = AriSwitch("house", reach(asterisk.pair.house))
    asterisk._run = asyncio.create_task(second.run(asterisk._deliver))
    with pytest.raises(SwitchTaken):
        async with asyncio.timeout(5):
            await first
    asterisk.switch = second


async def test_a_node_that_is_not_there_is_looked_for_until_it_comes(asterisk: AsteriskLab):
    await asterisk.node_dies()
    await asterisk.expect(e.SwitchLost)
    with pytest.raises(SwitchSilent, match="switch_away"):
        await asterisk.do(c.HangUp(node="house", channel="any"))
    await asterisk.node_returns()
    await asterisk.expect(e.SwitchConnected)


async def test_a_conversation_that_goes_on_after_an_announcement_was_cut_off_is_recorded(
    asterisk: AsteriskLab,
):
    node, recording = "house", "cut-off"
    _, channel = await talking(asterisk)
    first = await agent(asterisk)
    bridge = await bridged(asterisk, channel, first)
    await asterisk.do(c.StartRecording(node=node, channel=channel, recording=recording))
    await asterisk.recording_goes_on_with(recording, "robot-one")
    await asterisk.do(c.HangUp(node=node, channel=first))
    await asterisk.do(c.Leave(node=node, bridge=bridge, channels=(channel,)))
    await asterisk.do(c.PlayPrompt(node=node, channel=channel, playback="hold-on", prompts=("please-hold",)))
    back = await agent(asterisk)
    await asterisk.do(c.StopPrompt(node=node, channel=channel, playback="hold-on"))
    await asterisk.do(c.Join(node=node, bridge=bridge, channels=(channel, back)))
    await asterisk.recording_goes_on_with(recording, "robot-one")


async def test_who_vanishes_without_a_word_is_hung_up(asterisk: AsteriskLab):
    _, channel = await talking(asterisk)
    leg = await agent(asterisk)
    await bridged(asterisk, channel, leg)
    await asterisk.hears(leg, "robot-one", {channel: "13800138000"})
    asterisk.pair.carrier.process.suspend()
    try:
        assert (await asterisk.expect(e.LegEnded, channel=channel)).cause == 44
        assert (await asterisk.expect(e.LegEnded, channel=leg)).cause == 44
    finally:
        asterisk.pair.carrier.process.resume()


async def test_a_conversation_that_nobody_records_is_heard_by_the_watch_too(asterisk: AsteriskLab):
    customer, channel = await talking(asterisk)
    leg = await agent(asterisk)
    await bridged(asterisk, channel, leg)
    await asterisk.hears(channel, "13800138000", {leg: "robot-one"})
    begun = customer.heard.stat().st_size
    await asterisk._until(lambda: customer.heard.stat().st_size > begun + 4 * 16_000)
    assert not ends(asterisk, channel, leg)


async def test_a_node_that_stands_still_for_a_while_loses_nobody(asterisk: AsteriskLab):
    customer, channel = await talking(asterisk)
    leg = await agent(asterisk)
    await bridged(asterisk, channel, leg)
    asterisk.pair.process.suspend()
    await asterisk.expect(e.SwitchLost)
    asterisk.pair.process.resume()
    await asterisk.expect(e.InventoryTaken)
    await asterisk.hears(channel, "13800138000", {leg: "robot-one"})
    assert not customer.ended.is_set()
    assert not ends(asterisk, channel, leg)


async def test_an_inventory_tells_a_phone_that_was_never_dialled_from_one_that_rings(asterisk, monkeypatch):
    async def dies(*_):
        """Our process ends here, between making the channel and dialling it."""

    rings = await asterisk.pair.carrier.robot("one", tone=620, ring_s=30)
    await asterisk.expect(e.InventoryTaken)
    made, dialled = new("leg"), new("leg")
    monkeypatch.setattr("zuoxi.switch.ari_dialling._dial", dies)
    await asterisk.do(
        c.DialDevice(node=asterisk.node, channel=made, endpoint="p-1", dial=rings, standing=False)
    )
    monkeypatch.undo()
    await asterisk.do(
        c.DialDevice(node=asterisk.node, channel=dialled, endpoint="p-1", dial=rings, standing=False)
    )
    await asterisk.do(c.TakeInventory(node=asterisk.node))
    states = {seen.channel: seen.state for seen in (await asterisk.expect(e.InventoryTaken)).channels}
    assert states[made] == "created" and states[dialled] in ("down", "ringing")
    for channel in (made, dialled):
        await asterisk.do(c.HangUp(node=asterisk.node, channel=channel))
