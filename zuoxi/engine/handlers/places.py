"""Places in the waiting lines of a queue, over all nodes."""

from zuoxi.engine.ordered import Ordered
from zuoxi.engine.pace import Pace
from zuoxi.engine.state import Call, Party, WaitingKey
from zuoxi.engine.turn import Turn
from zuoxi.engine.waiting import lines_of


def lines(turn: Turn, queue_id: str) -> tuple[Ordered[WaitingKey], ...]:
    """The lines of a queue on all nodes."""
    waiting = turn.those_waiting()
    if not waiting:
        return ()
    return tuple(
        [waiting[name] for node in turn.nodes for name in lines_of(queue_id, node) if name in waiting]
    )


def position_of(turn: Turn, queue_id: str, place: WaitingKey) -> int:
    """How many are served before whoever has this place, and one: the first has 1."""
    return sum(line.position(place) for line in lines(turn, queue_id)) + 1


def served(turn: Turn, call: Call, party: Party) -> None:
    """He is answered: what he waited until the offer tells those behind him how long they will."""
    waited = party.offered_at - call.queued_at
    if call.queue is not None and call.began_at and waited > 0:
        pace = turn.paces.get(call.queue.id) or Pace()
        turn.enter("paces", call.queue.id, pace.after(waited, call.began_at))
        turn.touch_queues((call.queue.id,))
