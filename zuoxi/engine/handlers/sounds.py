"""What a customer hears while nobody speaks to him: announcements and music."""

from zuoxi.engine.commands import PlayPrompt, StartMusic, StopMusic, StopPrompt
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn

PROMPT_LIMIT_MS = 90_000
"""An announcement whose end is never told is taken as finished after this long."""


def say(turn: Turn, call: Call, *prompts: str) -> Call:
    """Play announcements one after another; `PromptFinished` goes on from there."""
    call = music_off(turn, call)
    return _play(turn, call, turn.new_id(), prompts)


def say_again(turn: Turn, call: Call, *prompts: str) -> Call:
    """Order the same announcement once more, when it is not sure that the switch has it."""
    return _play(turn, call, call.playback, prompts)


def _play(turn: Turn, call: Call, playback: str, prompts: tuple[str, ...]) -> Call:
    turn.order(
        PlayPrompt(
            node=call.node,
            channel=call.customer.channel,
            playback=playback,
            prompts=prompts,
            language=call.language,
        )
    )
    turn.set_timer(f"call:{call.id}:prompt", turn.now + PROMPT_LIMIT_MS)
    return turn.change_call(call, playback=playback)


def said(turn: Turn, call: Call) -> Call:
    """The announcement is over."""
    turn.clear_timer(f"call:{call.id}:prompt")
    return turn.change_call(call, playback="")


def hush(turn: Turn, call: Call) -> Call:
    """Nothing is to be heard any more but the other party."""
    if call.playback:
        turn.order(StopPrompt(node=call.node, channel=call.customer.channel, playback=call.playback))
        call = said(turn, call)
    return music_off(turn, call)


def music_on(turn: Turn, call: Call) -> Call:
    """The customer hears the music of his queue."""
    music = call.queue.music if call.queue else "default"
    turn.order(StartMusic(node=call.node, channel=call.customer.channel, music=music))
    return turn.change_call(call, music=True)


def music_off(turn: Turn, call: Call) -> Call:
    if not call.music:
        return call
    turn.order(StopMusic(node=call.node, channel=call.customer.channel))
    return turn.change_call(call, music=False)
