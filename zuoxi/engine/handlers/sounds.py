"""What a customer hears while nobody speaks to him: announcements and music."""

from zuoxi.engine.events import ChannelSeen
from zuoxi.engine.state import Call, Sound
from zuoxi.engine.turn import Turn

PROMPT_LIMIT_MS = 90_000
"""A prompt whose end is never told is taken as finished after this long: no longer one can be recorded."""
PART_LIMIT_MS = 5_000
"""The same of a part of which values are spoken."""


def limit_of(prompts: tuple[str, ...]) -> int:
    """How long an announcement of these prompts can last at most."""
    return sum(PART_LIMIT_MS if prompt.startswith("say-") else PROMPT_LIMIT_MS for prompt in prompts)


def say(turn: Turn, call: Call, *prompts: str, limit_ms: int = 0) -> Call:
    """Play announcements one after another; `PromptFinished` goes on from there, at the latest after
    `limit_ms` (0: as long as they can last)."""
    turn.set_timer(f"call:{call.id}:prompt", turn.now + (limit_ms or limit_of(prompts)))
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


def sounds_on(one: ChannelSeen, wanted: Sound | None, *, full: bool) -> Sound | None:
    """What an inventory shows of what a channel hears; what is not shown is as wanted, or (`full`) missing.

    Music of which the class is not shown is the wanted one.
    """
    if one.sound is None:
        return None if full else wanted
    if not one.sound:
        return None
    kind, _, music = one.sound.partition(" ")
    if kind != "music":
        return wanted if wanted is not None and wanted.playback == kind else Sound(playback=kind)
    if wanted is not None and wanted.music and music in ("", wanted.music):
        return wanted
    return Sound(music=music or "default")
