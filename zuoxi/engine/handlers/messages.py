"""What a caller leaves on the tape: begun at the tone, ended once, whatever ends it (T7).

Less than a second is no message: he left at the tone.
"""

from typing import Final

from zuoxi.engine.facts import MessageBegan, MessageEnded
from zuoxi.engine.handlers import recordings
from zuoxi.engine.state import Call, Segment
from zuoxi.engine.turn import Turn

LEAST_MS: Final = 1_000


def is_left(turn: Turn, call: Call) -> bool:
    """Whether there is a message already, were it to end now."""
    return bool(call.message_at) and turn.now - call.message_at >= LEAST_MS


def begin(turn: Turn, call: Call) -> Call:
    """The tone was heard: from now on he is recorded."""
    message = turn.new_id()
    turn.call_fact(
        call,
        MessageBegan(
            call=call.id,
            message=message,
            queue=call.queue.id if call.queue else "",
            service_line=call.service_line,
            number=call.number,
            path=call.path,
        ),
    )
    recordings.begin(turn, call, Segment(id=message, recording=message))
    call = turn.change_call(call, message_at=turn.now)
    return turn.change_party(call, call.customer, recording=message)


def finish(turn: Turn, call: Call) -> Call:
    """Nothing more is recorded of him; of a call without a message nothing happens."""
    if not call.message_at:
        return call
    message = call.customer.recording
    recordings.await_end(turn, Segment(id=message, recording=message))
    turn.clear_timer(f"call:{call.id}:message")
    turn.call_fact(
        call,
        MessageEnded(call=call.id, message=message, ms=turn.now - call.message_at, left=is_left(turn, call)),
    )
    call = turn.change_call(call, message_at=0)
    return turn.change_party(call, call.customer, recording="")
