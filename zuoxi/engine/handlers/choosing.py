"""What a caller may choose by a key while he waits (T5, T7)."""

from typing import Final

from zuoxi.engine.handlers import voicemail
from zuoxi.engine.handlers.ending import owe_callback
from zuoxi.engine.handlers.parting import part
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn
from zuoxi.engine.wait_prompts import CALLBACK_NOTED, OFFERS_CALLBACK, OFFERS_VOICEMAIL
from zuoxi.kernel.phone import can_be_dialled

CALLBACK: Final = "1"
MESSAGE: Final = "2"


def pressed(turn: Turn, call: Call, digit: str) -> None:
    """A key of somebody who waits; what his queue does not offer means nothing."""
    if digit == CALLBACK and offers_callback(call):
        # he has waited until now: his place goes with what he is owed (`CallbackOwed.waited_ms`)
        owe_callback(turn, call, "requested")
        part(turn, call, CALLBACK_NOTED, "requested", "customer")
    elif digit == MESSAGE and offers_message(turn, call):
        voicemail.invite(turn, call)


def offers_callback(call: Call) -> bool:
    """Whether he may ask by a key to be called back: he called by himself, and his number can be dialled."""
    asks = call.queue is not None and call.queue.callback_by_key and call.direction == "inbound"
    return asks and not call.answered_at and can_be_dialled(call.number)


def offers_message(turn: Turn, call: Call) -> bool:
    """Whether he may leave a message by a key."""
    return call.queue is not None and call.queue.voicemail_by_key and voicemail.takes(turn, call)


def offered(turn: Turn, call: Call) -> tuple[str, ...]:
    """What he is told that he may do instead of waiting."""
    callback = (OFFERS_CALLBACK,) if offers_callback(call) else ()
    return (*callback, OFFERS_VOICEMAIL) if offers_message(turn, call) else callback
