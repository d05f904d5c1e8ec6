"""The order in which calls wait: sent back or called first, then by waiting and head start."""

from functools import lru_cache
from typing import Final

from zuoxi.engine.config import QueueConfig, Timers
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.state import Call, Standing, WaitingKey

AHEAD, IN_TURN = 0, 1

STANDINGS: Final[tuple[Standing, ...]] = ("", "vip", "returning")
"""Each has lines of its own, because its head start is one."""
PLAIN: Final[tuple[Standing, ...]] = ("",)

HEAD_START_MS: Final = 10_000
"""What one point of a queue's priority is worth: so much waiting is added in advance. However high another
queue's priority is, who has waited long enough is served before its next caller."""


def line_of(queue_id: str, node: str, standing: Standing = "", *, kept: bool = False) -> str:
    """Name of the line: calls of one queue and standing that stand on one switch node, which may be away.

    `kept`: of whatever standing, each for one agent only, whom a leader has chosen.
    """
    if kept:
        return f"{queue_id}@{node}+kept"
    return f"{queue_id}@{node}:{standing}" if standing else f"{queue_id}@{node}"


def standings(queue: QueueConfig) -> tuple[Standing, ...]:
    """The standings between which a queue makes a difference."""
    return STANDINGS if queue.vip_group or queue.vip_priority or queue.returning else PLAIN


def head_starts(queue: QueueConfig) -> tuple[int | None, ...]:
    """The head start (ms) that all callers of a line have, in the order of `lines_of`; None: each his own."""
    return (*(head_start_ms(queue, standing) for standing in STANDINGS), None)


@lru_cache(maxsize=4096)
def lines_of(queue_id: str, node: str) -> tuple[str, ...]:
    """Names of all lines of a queue on a node."""
    return (
        *(line_of(queue_id, node, standing) for standing in STANDINGS),
        line_of(queue_id, node, kept=True),
    )


def place_of(call: Call, queue: QueueConfig) -> WaitingKey:
    """Where a call stands in its line."""
    rank = AHEAD if call.sent_back or call.automatic else IN_TURN
    head_start = head_start_ms(queue, call.standing) + call.raised * HEAD_START_MS
    return (rank, call.queued_at - head_start, call.queued_at, call.serial, call.id)


def head_start_ms(queue: QueueConfig, standing: Standing) -> int:
    """How much waiting (ms) is added in advance to all callers of a queue who have this standing."""
    return queue.priority * HEAD_START_MS + ahead_ms(queue, standing)


def ahead_ms(queue: QueueConfig, standing: Standing) -> int:
    """How far (ms of waiting) a caller of this standing is ahead of callers without a name."""
    match standing:
        case "vip":
            return queue.vip_priority * HEAD_START_MS
        case "returning":
            return queue.returning_priority * HEAD_START_MS
        case _:
            return 0


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


def first_since(line: Ordered[WaitingKey], moment: int, head_start: int) -> WaitingKey | None:
    """The first call in the line that has waited since `moment` or longer.

    Within one rank the line is ordered by time, for its callers have one head start (ms): each head is
    enough. Only those whom a leader has put ahead are gone through.
    """
    head = line.first()
    while head is not None and head[2] > moment:
        head = _next_head(line, head, head_start)
    return head


def longest_since(line: Ordered[WaitingKey], head_start: int | None) -> int:
    """Since when the longest waiting call of the line waits; 0: nobody waits. `head_start`: as above;
    None: each has his own."""
    longest = 0
    head = line.first()
    while head is not None:
        longest = min(longest or head[2], head[2])
        head = _next_head(line, head, head_start)
    return longest


def _next_head(line: Ordered[WaitingKey], head: WaitingKey, head_start: int | None) -> WaitingKey | None:
    """Who may have waited longer than `head`: the next of the line when a leader has put him ahead, else the
    first of the next rank."""
    put_ahead = head[2] - head[1] != head_start
    return line.following((*head, "") if put_ahead else (head[0] + 1,))
