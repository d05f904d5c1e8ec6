"""The order in which calls wait: sent back or called first, then by waiting and head start."""

from typing import Final

from zuoxi.engine.config import QueueConfig, Timers
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.state import Call, WaitingKey

AHEAD, IN_TURN = 0, 1

HEAD_START_MS: Final = 10_000
"""What one point of a queue's priority is worth: so much waiting is added in advance. However high another
queue's priority is, who has waited long enough is served before its next caller."""


def line_of(queue_id: str, node: str) -> str:
    """Name of the line: calls of one queue that stand on one switch node, which may be away."""
    return f"{queue_id}@{node}"


def place_of(call: Call, queue: QueueConfig) -> WaitingKey:
    """Where a call stands in its line."""
    rank = AHEAD if call.sent_back or call.automatic else IN_TURN
    return (rank, call.queued_at - queue.priority * HEAD_START_MS, call.queued_at, call.serial, call.id)


def urgency_of(place: WaitingKey, queue: QueueConfig, now: int) -> WaitingKey:
    """How urgent a call is beside those of other queues; the smallest is served first.

    Within one queue the order is the line's. No weight keeps another queue's caller from being served: his
    waiting goes on counting, theirs begins anew with each who is served.
    """
    if queue.weight == 1:
        return place
    rank, advanced, since, serial, call = place
    return (rank, advanced - (queue.weight - 1) * (now - since), since, serial, call)


def was_called(call: Call) -> bool:
    """Whether the customer waits because the house has called him: he has spoken to nobody yet."""
    return call.automatic and not call.answered_at


def patience_of(call: Call, queue: QueueConfig, spans: Timers) -> int:
    """How long (ms) the customer waits in his queue before he is told that he will be called."""
    return min(spans.patience_ms, queue.timeout_ms) if was_called(call) else queue.timeout_ms


def first_since(line: Ordered[WaitingKey], moment: int) -> WaitingKey | None:
    """The first call in the line that has waited since `moment` or longer.

    Within one rank the line is ordered by time, for its queue has one head start: each head is enough.
    """
    head = line.first()
    while head is not None and head[2] > moment:
        head = line.following((head[0] + 1,))
    return head


def longest_since(line: Ordered[WaitingKey]) -> int:
    """Since when the longest waiting call of the line waits; 0: nobody waits."""
    longest = 0
    head = line.first()
    while head is not None:
        longest = min(longest or head[2], head[2])
        head = line.following((head[0] + 1,))
    return longest
