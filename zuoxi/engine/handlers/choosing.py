"""What a caller may choose by a key while he waits (T5, T7)."""

from typing import Final

from zuoxi.engine.handlers import voicemail
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn
from zuoxi.engine.wait_prompts import OFFERS_VOICEMAIL

MESSAGE: Final = "2"


def pressed(turn: Turn, call: Call, digit: str) -> None:
    """A key of somebody who waits; what his queue does not offer means nothing."""
    if digit == MESSAGE and offers_message(turn, call):
        voicemail.invite(turn, call)


def offers_message(turn: Turn, call: Call) -> bool:
    """Whether he may leave a message by a key."""
    return call.queue is not None and call.queue.voicemail_by_key and voicemail.takes(turn, call)


def offered(turn: Turn, call: Call) -> tuple[str, ...]:
    """What he is told that he may do instead of waiting."""
    return (OFFERS_VOICEMAIL,) if offers_message(turn, call) else ()
