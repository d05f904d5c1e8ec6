"""What is left on a standing line that no call has: it outlasts the call, so nothing else ends it there.

A call between colleagues sounds and is recorded on the line of who called. When it ends while its node is
away, or when nobody knows whether the order to end was done, the next inventory shows what goes on.
"""

from collections.abc import Collection

from zuoxi.engine import media
from zuoxi.engine.commands import StopRecording
from zuoxi.engine.events import ChannelSeen
from zuoxi.engine.handlers import recordings
from zuoxi.engine.handlers.sounds import sounds_on
from zuoxi.engine.state import Agent, channel_key
from zuoxi.engine.turn import Turn


def sweep(turn: Turn, node: str, channels: Collection[ChannelSeen]) -> None:
    """End what an inventory of the node shows on lines that are in no call."""
    for one in channels:
        if not one.recording and not one.sound:
            continue  # of most
        owner = turn.channels.get(channel_key(node, one.channel))
        if owner is None or owner[0] != "line" or _is_in_a_call(turn, turn.agents[owner[1]], one.channel):
            continue
        for recording in (one.recording or "").split():
            turn.order(StopRecording(node=node, channel=one.channel, recording=recording))
            recordings.await_files(turn, recording)
        if (sound := sounds_on(one, None, full=True)) is not None:
            turn.order(media.silence(node, one.channel, sound))


def _is_in_a_call(turn: Turn, agent: Agent, channel: str) -> bool:
    """What such a call wants on it is compared with the call."""
    calls = (turn.calls[one] for one in agent.calls if one in turn.calls)
    return any(leg.channel == channel for call in calls for leg in media.legs_at(call, agent.node))
