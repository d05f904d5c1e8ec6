"""How the fake carries out each command: one function for each, and the table of them."""

from collections.abc import Callable
from contextlib import suppress

from zuoxi.engine import commands as c
from zuoxi.engine import events as e
from zuoxi.switch.fake_node import FakeNode
from zuoxi.switch.fake_parts import Answers, Behaviour, FakeChannel, Refuses, Rings
from zuoxi.switch.port import SwitchRefused

CAUSES = {"normal": 16, "busy": 17, "congestion": 34, "no_answer": 19}
PROMPT_MS = 2_000


def _answer(node: FakeNode, command: c.AnswerChannel) -> None:
    leg = node.standing(command.channel)
    leg.call = command.call
    node.far_end_answers(leg.id)


def _hang_up(node: FakeNode, command: c.HangUp) -> None:
    node.standing(command.channel)
    node.end(command.channel, CAUSES[command.cause])


def _give_back(node: FakeNode, command: c.GiveBack) -> None:
    """The fallback dialplan says sorry and releases the caller."""
    node.standing(command.channel)
    node.given_back.append(command.channel)
    node.end(command.channel, 41)


def _play(node: FakeNode, command: c.PlayPrompt) -> None:
    leg = node.standing(command.channel)
    if leg.playback == command.playback:
        return
    leg.playback, leg.prompts = command.playback, command.prompts
    node.later(
        PROMPT_MS * len(command.prompts), lambda: _prompt_over(node, command.channel, command.playback)
    )


def _prompt_over(node: FakeNode, channel: str, playback: str) -> None:
    if (leg := node.channels.get(channel)) and leg.playback == playback:
        leg.playback, leg.prompts = "", ()
        node.tell(e.PromptFinished(node=node.node, channel=channel, playback=playback))


def _stop_prompt(node: FakeNode, command: c.StopPrompt) -> None:
    _prompt_over(node, command.channel, command.playback)


def _start_music(node: FakeNode, command: c.StartMusic) -> None:
    node.standing(command.channel).music = command.music


def _stop_music(node: FakeNode, command: c.StopMusic) -> None:
    leg = node.standing(command.channel)
    if leg.music == command.music:  # the tone of a phone that rings is ended otherwise than music
        leg.music = ""


def _create_bridge(node: FakeNode, command: c.CreateBridge) -> None:
    node.bridges.setdefault(command.bridge, [])


def _join(node: FakeNode, command: c.Join) -> None:
    members = node.members(command.bridge)
    for leg in [node.standing(channel) for channel in command.channels]:
        if leg.bridge != command.bridge:
            node.part(leg)
            leg.bridge = command.bridge
            members.append(leg.id)


def _leave(node: FakeNode, command: c.Leave) -> None:
    node.members(command.bridge)
    for channel in command.channels:
        if (leg := node.channels.get(channel)) and leg.bridge == command.bridge:
            node.part(leg)


def _destroy_bridge(node: FakeNode, command: c.DestroyBridge) -> None:
    for channel in node.bridges.pop(command.bridge, []):
        node.channels[channel].bridge = ""


def _dial_device(node: FakeNode, command: c.DialDevice) -> None:
    if command.channel in node.channels:
        return
    leg = FakeChannel(command.channel, "device", command.endpoint, call=command.call)
    leg.caller_id, leg.rings_for = command.caller_id, command.caller
    node.channels[leg.id] = leg
    usual: Behaviour = Answers() if command.standing else Rings()
    if not command.dial and command.endpoint not in node.registered:
        usual = Refuses(cause=20)
    behaviour = node.behaviours.get(command.dial or command.endpoint, usual)
    node.far_end_does(leg, behaviour, command.timeout_ms)


def _dial_customer(node: FakeNode, command: c.DialCustomer) -> None:
    if command.channel in node.channels:
        return
    members = node.members(command.bridge) if command.bridge else []
    leg = FakeChannel(command.channel, "callee", command.number, call=command.call)
    leg.caller_id, leg.bridge, leg.trunk = command.caller_id, command.bridge, command.trunk
    node.channels[leg.id] = leg
    members.append(leg.id)
    node.far_end_does(leg, node.behaviours.get(command.number, Rings()), command.timeout_ms)


def _link_nodes(node: FakeNode, command: c.LinkNodes) -> None:
    if command.channel in node.channels:
        return
    far = node.others.get(command.far_node)
    if far is None:
        raise SwitchRefused("no_way_there")
    near = FakeChannel(command.channel, "link", command.far_node, call=command.call)
    near.linked = f"{far.node}/{command.far_channel}"
    node.channels[near.id] = near
    if not far.alive:
        node.end(near.id, 38)
        return
    end = FakeChannel(command.far_channel, "link", node.node, state="up", call=command.call)
    end.linked = f"{node.node}/{near.id}"
    far.channels[end.id] = end
    far.tell(e.LegAnswered(node=far.node, channel=end.id))
    node.far_end_answers(near.id)


def _snoop(node: FakeNode, command: c.Snoop) -> None:
    if command.channel in node.channels:
        return
    node.standing(command.target)
    ear = FakeChannel(command.channel, "ear", command.target, state="up", call=command.call)
    ear.whispers = command.whisper
    node.channels[ear.id] = ear


def _send_keys(node: FakeNode, command: c.SendKeys) -> None:
    node.standing(command.channel).keys_received += command.digits


def _mute(node: FakeNode, command: c.Mute) -> None:
    node.standing(command.channel).muted = command.muted


def _start_recording(node: FakeNode, command: c.StartRecording) -> None:
    leg = node.standing(command.channel)
    if command.recording not in leg.recordings:
        leg.recordings.append(command.recording)
        node.recordings[command.recording] = leg.id


def _stop_recording(node: FakeNode, command: c.StopRecording) -> None:
    if leg := node.channels.get(command.channel):
        with suppress(ValueError):
            leg.recordings.remove(command.recording)
    node.recordings.pop(command.recording, None)
    node.tell(e.RecordingStopped(node=node.node, recording=command.recording))


def _hush_recording(node: FakeNode, command: c.HushRecording) -> None:
    leg = node.standing(command.channel)
    if command.hushed and command.recording not in leg.recordings:
        raise SwitchRefused("no_such_recording")
    (leg.hushed.add if command.hushed else leg.hushed.discard)(command.recording)


def _take_inventory(node: FakeNode, command: c.TakeInventory) -> None:
    node.tell_inventory(asked=command.asked)


DOORS: dict[type[c.AnySwitchCommand], Callable[..., None]] = {
    c.AnswerChannel: _answer,
    c.HangUp: _hang_up,
    c.GiveBack: _give_back,
    c.PlayPrompt: _play,
    c.StopPrompt: _stop_prompt,
    c.StartMusic: _start_music,
    c.StopMusic: _stop_music,
    c.CreateBridge: _create_bridge,
    c.Join: _join,
    c.Leave: _leave,
    c.DestroyBridge: _destroy_bridge,
    c.DialDevice: _dial_device,
    c.DialCustomer: _dial_customer,
    c.LinkNodes: _link_nodes,
    c.Snoop: _snoop,
    c.SendKeys: _send_keys,
    c.Mute: _mute,
    c.StartRecording: _start_recording,
    c.StopRecording: _stop_recording,
    c.HushRecording: _hush_recording,
    c.TakeInventory: _take_inventory,
}
"""Command type -> how the fake carries it out."""
