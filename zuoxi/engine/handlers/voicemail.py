"""Voicemail: a caller whom nobody can serve, or who would rather, leaves a message (T7).

He is asked for it, hears a tone, speaks, and hangs up or presses #. Who goes before the tone has left nothing
and is owed a call like anybody who was not served.
"""

from typing import Final

from zuoxi.engine.facts import OwedReason
from zuoxi.engine.handlers import messages, overload, sounds
from zuoxi.engine.handlers.ending import clear_timers, end, owe_callback
from zuoxi.engine.handlers.parting import part
from zuoxi.engine.moves import move_call
from zuoxi.engine.state import Call, Outcome, Party
from zuoxi.engine.turn import Turn
from zuoxi.engine.wait_prompts import GOODBYE, LEAVE_MESSAGE, TONE

LIMIT_MS: Final = 180_000
"""Nobody speaks on the tape for longer."""
ENOUGH: Final = "#"


def takes(turn: Turn, call: Call) -> bool:
    """Whether he may leave a message now: he came by himself, has spoken to nobody, and there is room."""
    return call.direction == "inbound" and not call.answered_at and turn.recording_room


def unserved(turn: Turn, call: Call, why: OwedReason, prompt: str) -> None:
    """Nobody can serve him: he is asked for a message where his queue takes any, else owed a call."""
    if call.queue is not None and call.queue.voicemail_when_unserved and takes(turn, call):
        invite(turn, call, why, prompt)
        return
    owe_callback(turn, call, why)
    part(turn, call, prompt, _outcome(why))


def invite(turn: Turn, call: Call, why: OwedReason = "abandoned", *prompts: str) -> None:
    """Ask for a message; `why`: for what he is owed a call when he leaves none."""
    clear_timers(turn, call)
    call = turn.leave_line(call)
    call = move_call(turn, call, "invite", unserved=why, began_at=0)
    sounds.say(turn, call, *prompts, LEAVE_MESSAGE, TONE)
    overload.leave(turn, call)


def asked(turn: Turn, call: Call) -> None:
    """The tone was heard: he speaks."""
    call = sounds.said(turn, call)
    turn.set_timer(f"call:{call.id}:message", turn.now + LIMIT_MS)
    messages.begin(turn, move_call(turn, call, "message"))


def not_asked(turn: Turn, call: Call) -> None:
    """He cannot be told what to do, or cannot be recorded: he is told that he will be called."""
    why = _why(call)
    call = messages.finish(turn, call)
    owe_callback(turn, call, why)
    part(turn, call, turn.house.config.announcements.all_busy, _outcome(why))


def key_pressed(turn: Turn, call: Call, digit: str) -> None:
    """He has said it."""
    if digit == ENOUGH:
        enough(turn, call)


def enough(turn: Turn, call: Call) -> None:
    """The message is complete, or as long as one may be."""
    why, left = _why(call), messages.is_left(turn, call)
    if not left:
        owe_callback(turn, call, why)
    part(turn, messages.finish(turn, call), GOODBYE, "message" if left else _outcome(why))


def gone(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """He hung up: after his message, or without one."""
    why, left = _why(call), messages.is_left(turn, call)
    if not left:
        owe_callback(turn, call, why)
    end(turn, call, "message" if left else _outcome(why), "customer", cause=cause, gone=party.id)


def _why(call: Call) -> OwedReason:
    return call.unserved or "abandoned"


def _outcome(why: OwedReason) -> Outcome:
    return "abandoned" if why == "requested" else why
