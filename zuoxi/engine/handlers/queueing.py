"""Waiting in a queue: entering it, going back to its head, leaving it when it takes too long (T5, T9)."""

from typing import Literal

from zuoxi.engine.config import QueueConfig
from zuoxi.engine.facts import CallQueued, OfferOutcome
from zuoxi.engine.handlers import passed, sounds, telling, voicemail
from zuoxi.engine.handlers.ending import owe_callback
from zuoxi.engine.handlers.letting_go import release
from zuoxi.engine.handlers.parting import part
from zuoxi.engine.handlers.places import lines, position_of
from zuoxi.engine.handlers.unstaffed import is_unstaffed
from zuoxi.engine.moves import move_call
from zuoxi.engine.pace import expected_ms
from zuoxi.engine.routing import next_agent, next_opening, open_groups
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn
from zuoxi.engine.waiting import patience_of, place_of, standings, was_called


def enter(turn: Turn, call: Call) -> None:
    """The caller begins to wait, unless it is closed, or the queue is full and nobody is free for him."""
    if call.unserved:
        voicemail.unserved(turn, call, call.unserved, turn.house.config.announcements.closed)
        return
    if is_full(turn, call, call.queue):
        voicemail.unserved(turn, call, "queue_full", turn.house.config.announcements.all_busy)
        return
    call = move_call(turn, call, "queue", queued_at=turn.now)
    sounds.music_on(turn, _wait(turn, call))


def send_back(turn: Turn, call: Call, offer: OfferOutcome, *, gone: str = "") -> None:
    """The call could not stay with anybody: it goes to the head of its queue."""
    talked = call.state != "ringing"  # with an agent, or with somebody outside
    call = move_call(turn, call, "queue", sent_back=True, queued_at=turn.now if talked else call.queued_at)
    call = release(turn, call, "system", offer=offer, gone=gone)
    call = passed.settle(turn, call, "failed", "queue")
    if call.customer.hears:
        call = turn.change_party(call, call.customer, hears=False, speaks=False)
    if call.queue is None or call.queue.id not in turn.house.queues or _is_overdue(turn, call):
        _give_up(turn, call)
        return
    sounds.music_on(turn, _wait(turn, call))


def wait_in(turn: Turn, call: Call, queue: QueueConfig) -> None:
    """A customer who has spoken to somebody waits again, from now on and before others."""
    standing = call.standing if call.standing in standings(queue) else ""
    call = turn.change_call(
        call,
        queue=queue,
        queued_at=turn.now,
        sent_back=True,
        standing=standing,
        choices=(),
        given_to="",
        raised=0,
    )
    sounds.music_on(turn, _wait(turn, call))


def held_too_long(turn: Turn, call: Call) -> None:
    """The caller has found no place in time: he is told so, and will be called back."""
    if call.state == "held":
        owe_callback(turn, call, "queue_full")
        part(turn, call, turn.house.config.announcements.all_busy, "queue_full")


def timed_out(turn: Turn, call: Call) -> None:
    """The caller has waited too long: he is told that he will be called back, and released."""
    if call.state == "queued":
        _give_up(turn, call)


def overflowed(turn: Turn, call: Call) -> None:
    """Another skill group has opened for the waiting call."""
    if call.state == "queued":
        turn.entered.append(call.id)
        _await_opening(turn, call)


def _give_up(turn: Turn, call: Call) -> None:
    why: Literal["dropped", "unstaffed", "queue_timeout"] = "queue_timeout"
    if was_called(call):
        why = "dropped"
    elif call.queue is not None and is_unstaffed(turn, call.queue):
        why = "unstaffed"
    voicemail.unserved(turn, call, why, turn.house.config.announcements.all_busy)


def _wait(turn: Turn, call: Call) -> Call:
    queue = call.queue
    assert queue is not None, "only a call with a queue waits"
    place = place_of(call, queue)
    position = position_of(turn, queue.id, place)
    expected = expected_ms(turn.paces.get(queue.id), position)
    turn.call_fact(call, CallQueued(call=call.id, queue=queue.id, position=position, expected_ms=expected))
    began_at = call.began_at if call.sent_back or call.automatic else position
    return turn.join_line(call, queue.id, place, began_at=began_at)


def begin_waiting(turn: Turn, call_id: str) -> None:
    """Nobody is ready for a call that has just come into its line: now its time counts."""
    call = turn.calls.get(call_id)
    timer = f"call:{call_id}:queue"
    if call is None or call.place is None or call.queue is None or timer in turn.timers:
        return
    due = max(turn.now, call.queued_at + patience_of(call, call.queue, turn.spans))
    turn.set_timer(timer, turn.now if is_unstaffed(turn, call.queue) else due)
    telling.expect(turn, call)
    _await_opening(turn, call)


def _await_opening(turn: Turn, call: Call) -> None:
    assert call.queue is not None
    opening = next_opening(call.queue, turn.now - call.queued_at)
    if opening is not None:
        turn.set_timer(f"call:{call.id}:overflow", call.queued_at + opening)


def _is_overdue(turn: Turn, call: Call) -> bool:
    """The queue's time is up, also when it was spent in ringing at agents who are not there."""
    queue = call.queue
    return queue is not None and turn.now >= call.queued_at + patience_of(call, queue, turn.spans)


def is_full(turn: Turn, call: Call, queue: QueueConfig | None) -> bool:
    """Whether nobody more can wait in a queue, and nobody is free for the call."""
    if queue is None or queue.id not in turn.house.queues:
        return True
    if sum(len(line) for line in lines(turn, queue.id)) < queue.capacity:
        return False
    nodes = turn.agents_in_reach(call.node)
    return not next_agent(turn.those_ready(), queue.strategy, open_groups(queue, 0, call.standing), nodes)
