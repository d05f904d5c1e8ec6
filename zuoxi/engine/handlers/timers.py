"""Timers that have come: whose they are and what follows, as a table."""

from collections.abc import Callable, Mapping

from zuoxi.engine.events import TimePassed
from zuoxi.engine.handlers import (
    arrival,
    channels,
    house_changes,
    ivr,
    legs,
    line,
    looking,
    nodes,
    offering,
    outbound,
    queueing,
    readiness,
    reconnecting,
    recordings,
    sessions,
    telling,
    unlinked,
    voicemail,
)
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn

OF_CALLS: Mapping[str, Callable[[Turn, Call], None]] = {
    "held": queueing.held_too_long,
    "setup": arrival.setup_timed_out,
    "prompt": legs.overdue,
    "ivr": ivr.time_is_up,
    "ring": offering.ring_timed_out,
    "join": offering.joined,
    "told": offering.told,
    "queue": queueing.timed_out,
    "overflow": queueing.overflowed,
    "tell": telling.due,
    "message": voicemail.enough,
    "reconnect": reconnecting.timed_out,
    "dial": outbound.dial_timed_out,
    "link": unlinked.late,
}

OF_OTHERS: Mapping[tuple[str, str], Callable[[Turn, str], None]] = {
    ("agent", "wrap_up"): readiness.wrap_up_over,
    ("agent", "grace"): sessions.grace_over,
    ("agent", "expiry"): sessions.expired,
    ("agent", "line"): line.try_again,
    ("agent", "device"): line.not_taken,
    ("channel", "closing"): channels.still_there,
    ("recording", "closing"): recordings.files_overdue,
    ("permit", "expiry"): outbound.permit_expired,
    ("node", "lost"): nodes.given_up,
    ("house", "behind"): house_changes.catch_up,
    ("node", "apart"): unlinked.try_again,
    ("node", "inventory"): looking.look_again,
}


def passed(turn: Turn, event: TimePassed) -> None:
    """The first timer that is due; the next one comes with a `TimePassed` of its own."""
    timer = turn.take_due()
    if not timer:
        return
    kind, _, rest = timer.partition(":")
    subject, _, name = rest.rpartition(":")
    if kind == "call" and name in OF_CALLS:
        _of_call(turn, timer, subject, name)
    elif (kind, name) in OF_OTHERS:
        OF_OTHERS[kind, name](turn, subject)
    else:
        turn.remark("unknown_timer", timer=timer)


def _of_call(turn: Turn, timer: str, call_id: str, name: str) -> None:
    """A timer of a call whose node is away waits for the inventory."""
    call = turn.calls.get(call_id)
    if call is None:
        return
    if turn.is_up(call.node):
        OF_CALLS[name](turn, call)
    else:
        turn.put_off(timer)
