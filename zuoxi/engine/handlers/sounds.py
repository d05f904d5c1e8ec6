"""What a customer hears while nobody speaks to him: announcements and music."""

from zuoxi.engine.state import Call, Sound
from zuoxi.engine.turn import Turn

PROMPT_LIMIT_MS = 90_000
"""An announcement whose end is never told is taken as finished after this long."""


def say(turn: Turn, call: Call, *prompts: str, limit_ms: int = PROMPT_LIMIT_MS) -> Call:
    """Play announcements one after another; `PromptFinished` goes on from there, at the latest after
    `limit_ms`."""
    turn.set_timer(f"call:{call.id}:prompt", turn.now + limit_ms)
    return _hear(turn, call, Sound(playback=turn.new_id(), prompts=prompts))


def said(turn: Turn, call: Call) -> Call:
    """The announcement has come to its end by itself."""
    turn.over.add(call.playback)
    return hush(turn, call)


def hush(turn: Turn, call: Call) -> Call:
    """Nothing is to be heard any more but the other party."""
    turn.clear_timer(f"call:{call.id}:prompt")
    return _hear(turn, call, None)


def music_on(turn: Turn, call: Call) -> Call:
    """The customer hears the music of his queue."""
    turn.clear_timer(f"call:{call.id}:prompt")
    return _hear(turn, call, Sound(music=call.queue.music if call.queue else "default"))


def _hear(turn: Turn, call: Call, sound: Sound | None) -> Call:
    return call if call.customer.sound == sound else turn.change_party(call, call.customer, sound=sound)
