"""The one end of a call, and what is owed to a caller who reached nobody."""

from typing import Literal

from zuoxi.engine.facts import CallbackOwed, CallEnded, OfferOutcome, OwedReason, Party
from zuoxi.engine.handlers import channels, door, messages, overload, passed, rating_link
from zuoxi.engine.handlers.letting_go import release
from zuoxi.engine.moves import close, end_leg, move_call
from zuoxi.engine.state import Call, Outcome
from zuoxi.engine.turn import Turn
from zuoxi.kernel.phone import can_be_dialled

CALL_TIMERS = (
    *("held", "setup", "prompt", "ivr", "ring", "join", "told", "queue", "overflow", "tell", "message"),
    *("reconnect", "dial", "link"),
)

UNSERVED: frozenset[str] = frozenset(
    {
        *("held", "setting_up", "greeting", "in_ivr", "queued", "ringing", "inviting", "messaging"),
        *("putting_through", "transferring", "reconnecting"),
    }
)
"""States of a caller whom nobody serves: nobody yet, or nobody any more."""


def end(
    turn: Turn,
    call: Call,
    outcome: Outcome,
    by: Party,
    *,
    cause: int = 16,
    gone: str = "",
) -> None:
    """The call is over: everybody is released, the facts are complete, nothing of it stays.

    `gone`: the party whose channel has ended by itself, or `all`.
    """
    offer: OfferOutcome = "abandoned" if by == "customer" else "withdrawn"
    call = messages.finish(turn, turn.leave_line(call))
    call = move_call(turn, call, "end", outcome=outcome, hung_up_by=by)
    call = release(turn, call, by, offer=offer, cause=cause, gone=gone)
    rating_link.invite(turn, call)
    call = passed.settle(turn, call, "abandoned" if by == "customer" else "failed")
    leg = call.customer.leg
    if leg is not None:
        if gone in ("all", call.customer.id):
            channels.disown(turn, leg)
            if leg.state == "arrived":
                door.remember(turn, leg.channel, turn.wall)
        else:
            channels.hang_up(turn, leg, _release_cause(outcome))
        end_leg(turn, call, leg, cause)
    close(
        turn,
        call,
        CallEnded(
            call=call.id,
            outcome=outcome,
            ended_by=by,
            cause=cause,
            started_at=turn.told_at(call.started_at),
            answered_at=turn.told_at(call.answered_at),
            ended_at=turn.wall,
            phases=call.spent,
        ),
    )
    clear_timers(turn, call)
    turn.remove_call(call)
    overload.leave(turn, call)


def owe_callback(turn: Turn, call: Call, reason: OwedReason) -> None:
    """Somebody must call this caller back (T5, T6), unless he has left a message."""
    if messages.is_left(turn, call):
        return
    for fact in callback_owed(call, reason, turn.now - (call.queued_at or call.started_at)):
        turn.call_fact(call, fact)


def callback_owed(call: Call, reason: OwedReason, waited_ms: int) -> tuple[CallbackOwed, ...]:
    """The fact that a caller is owed a call; nothing when he is not. Who called us and cannot be dialled is
    told of too: people see that he was there."""
    if not _came_for_somebody(call):
        return ()
    if call.direction == "outbound" and not can_be_dialled(call.number):
        return ()
    if reason == "abandoned" and call.queue is not None and not call.queue.callback_on_abandon:
        return ()
    return (
        CallbackOwed(
            call=call.id,
            number=call.number,
            service_line=call.service_line,
            queue=call.queue.id if call.queue else "",
            path=call.path,
            reason=reason,
            waited_ms=waited_ms,
        ),
    )


def _came_for_somebody(call: Call) -> bool:
    """He called us; or we called him, he answered, and somebody was to speak to him: the house had called him
    for that, or he was passed on (of a call that was found in the switch nobody knows who)."""
    if call.direction == "inbound":
        return True
    leg = call.customer.leg
    for_somebody = (
        call.permit is None or call.queue is not None or call.transfer is not None or call.lead is not None
    )
    return for_somebody and leg is not None and leg.state == "up"


def clear_timers(turn: Turn, call: Call) -> None:
    """No timer of the call is due any more."""
    of_call = f"call:{call.id}:"
    for timer in CALL_TIMERS:
        if of_call + timer in turn.timers:
            turn.clear_timer(of_call + timer)


def _release_cause(outcome: Outcome) -> Literal["normal", "busy"]:
    return "busy" if outcome == "blacklisted" else "normal"
