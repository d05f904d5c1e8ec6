"""The house calls a customer by itself; whoever speaks to him comes second (C9).

There is no agent while his line rings. From his answer on he is a customer like any other: he hears what must
be said, waits in a queue before those who called us, and is told that he will be called when nobody is free.
"""

from zuoxi.engine.events import CustomerFirstRequested
from zuoxi.engine.handlers import arrival, outbound
from zuoxi.engine.handlers.ending import end
from zuoxi.engine.handlers.sounds import say
from zuoxi.engine.moves import answer_leg, move_call
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn


def requested(turn: Turn, event: CustomerFirstRequested) -> None:
    """Dial the customer. Everything that could forbid it is asked before anything moves."""
    outbound.check_permit(turn, event.permit, event.person, event.age_ms)
    if event.permit.person:
        raise Refused("permit_invalid")
    queue = turn.house.queues.get(event.queue)
    if (event.queue and queue is None) or not (queue or event.prompts):
        raise Refused("nothing_follows")
    node = outbound.node_of(turn, event.permit)
    call = outbound.begin(
        turn,
        event,
        node,
        queue=queue,
        prompts=event.prompts,
        announcement=event.announcement,
        language=event.language,
    )
    outbound.ring_customer(turn, move_call(turn, call, "reach"))


def answered(turn: Turn, call: Call) -> None:
    """The customer has answered: he is greeted and waits, or hears what he is to be told."""
    turn.clear_timer(f"call:{call.id}:dial")
    call = answer_leg(turn, call, call.customer)
    if call.queue is None:
        say(turn, move_call(turn, call, "announce", answered_at=turn.now), *call.prompts)
    else:
        arrival.welcome(turn, call)


def announced(turn: Turn, call: Call) -> None:
    """He has been told."""
    turn.over.add(call.playback)
    end(turn, call, "answered", "system")


def unheard(turn: Turn, call: Call) -> None:
    """He has not been told, as far as anybody knows."""
    end(turn, call, "failed", "system")
