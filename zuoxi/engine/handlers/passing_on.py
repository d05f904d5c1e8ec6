"""A customer is passed on (blind): his agent is done with him, and it rings at somebody else (T11).

Comes to nothing: the customer rings at his agent again if he is free, else he waits in his queue at the head
of it; where there is none, or the queue's setting says so, he is told that he will be called back.
"""

from zuoxi.engine.config import AfterTransfer, QueueConfig
from zuoxi.engine.events import Passing, TransferRequested
from zuoxi.engine.facts import OfferOutcome, TransferBegan, TransferTarget, TransferWay
from zuoxi.engine.gate import DialPermit
from zuoxi.engine.handlers import leading, outbound, passed, sounds, targets
from zuoxi.engine.handlers.asking import asker, own_part
from zuoxi.engine.handlers.ending import owe_callback
from zuoxi.engine.handlers.joining import enter, keep_out, let_in, ring_at
from zuoxi.engine.handlers.letting_go import let_go
from zuoxi.engine.handlers.parting import part
from zuoxi.engine.handlers.queueing import is_full, wait_in
from zuoxi.engine.handlers.when import WHEN
from zuoxi.engine.moves import answer_leg, move_call, move_party
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Agent, Call, Party, Transfer
from zuoxi.engine.turn import Turn

RING_MS = 20_000
"""How long it rings at an agent for a call that has no queue."""


def in_hand(turn: Turn, event: Passing) -> tuple[Agent, Call, Party]:
    """The asker, the customer whom he alone has in hand, and his part in it."""
    agent = asker(turn, event)
    return agent, *own_part(turn, agent, event.call, WHEN[type(event)])


def transfer_requested(turn: Turn, event: TransferRequested) -> None:
    """The customer goes to an agent, into a queue, into a flow, or to somebody outside."""
    pass_on(turn, event, *in_hand(turn, event))


def pass_on(turn: Turn, event: Passing, agent: Agent, call: Call, party: Party) -> None:
    """This agent's customer is passed on, whoever asks for it."""
    if event.target.kind == "flow":
        leading.pass_on(turn, event, agent, call, party)
        return
    if event.target.kind == "queue":
        _into_queue(turn, event, agent, call, party)
        return
    target = targets.somebody(turn, agent, call, event)
    turn.reply(event.request)
    call = begin(turn, call, agent, "blind", target)
    call = sounds.music_on(turn, keep_out(turn, call))
    call = let_go(turn, move_call(turn, call, "transfer"), (party,), "agent")
    ring(turn, call, target)


def _into_queue(turn: Turn, event: Passing, agent: Agent, call: Call, party: Party) -> None:
    """He waits there before others, for he has waited once."""
    queue = targets.queue_of(turn, agent, event.target.id)
    if is_full(turn, call, queue):
        raise Refused("target_full")
    turn.reply(event.request)
    _tell(turn, call, agent, "blind", "queue", queue.id)
    call = move_call(turn, keep_out(turn, call), "queue")
    call = let_go(turn, call, (party,), "agent")
    wait_in(turn, call, queue)


def begin(turn: Turn, call: Call, agent: Agent, way: TransferWay, target: Agent | DialPermit) -> Call:
    """From here on somebody else is wanted for the call."""
    if isinstance(target, DialPermit):
        outbound.use(turn, target)
        _tell(turn, call, agent, way, "outside", target.number, target.attempt)
    else:
        _tell(turn, call, agent, way, "agent", target.person)
    return turn.change_call(call, transfer=Transfer(way=way, person=agent.person, since=turn.now))


def _tell(
    turn: Turn, call: Call, agent: Agent, way: TransferWay, target: TransferTarget, to: str, attempt: str = ""
) -> None:
    began = TransferBegan(call=call.id, person=agent.person, way=way, target=target, to=to, attempt=attempt)
    turn.call_fact(call, began)


def ring(turn: Turn, call: Call, target: Agent | DialPermit, *, heard: bool = False) -> Call:
    """It rings at whoever is wanted. `heard`: who is in the bridge hears the line of somebody outside."""
    if isinstance(target, DialPermit):
        return outbound.ring_outside(turn, call, target, heard=heard)
    span = call.queue.ring_timeout_ms if call.queue else RING_MS
    turn.set_timer(f"call:{call.id}:ring", turn.now + span)
    return ring_at(turn, call, (target,), span)


def outside_answered(turn: Turn, call: Call, party: Party) -> None:
    """Somebody outside has the customer now; nobody of the house hears them, and nothing is recorded."""
    call = answer_leg(turn, call, party)
    turn.clear_timer(f"call:{call.id}:ring")
    call = let_in(turn, enter(turn, call, party))
    call = move_party(turn, move_call(turn, call, "answer"), party, "answer")
    passed.settle(turn, call, "completed")


def failed(
    turn: Turn, call: Call, party: Party, came: passed.Came, offer: OfferOutcome, *, gone: bool = False
) -> None:
    """Nobody took the customer."""
    call = let_go(turn, call, (party,), "system", offer=offer, gone=(party.id,) if gone else ())
    turn.clear_timer(f"call:{call.id}:ring")
    # a phone that was taken up late, and put down at once, had brought them together
    call = sounds.music_on(turn, keep_out(turn, call))
    agent = _who_passed_on(turn, call)
    plan: AfterTransfer = call.queue.after_transfer if call.queue else "agent"
    if plan == "agent" and agent is not None:
        ring(turn, passed.settle(turn, call, came, "agent", rings_again=True), agent)
    elif plan != "callback" and call.queue is not None and call.queue.id in turn.house.queues:
        _back_into_queue(turn, passed.settle(turn, call, came, "queue"), call.queue)
    else:
        owe_callback(turn, call, "dropped")
        call = passed.settle(turn, call, came, "callback")
        part(turn, call, turn.house.config.announcements.all_busy, "answered")


def _back_into_queue(turn: Turn, call: Call, queue: QueueConfig) -> None:
    wait_in(turn, move_call(turn, call, "queue"), queue)


def _who_passed_on(turn: Turn, call: Call) -> Agent | None:
    """The agent whose customer it was, if the call can ring at him (once)."""
    transfer = call.transfer
    agent = turn.agents.get(transfer.person) if transfer is not None and not transfer.returned else None
    if agent is None or not targets.is_free(turn, call, agent):
        return None
    free = agent.state == "ready" or (agent.state == "wrap_up" and agent.worked == call.id)
    return agent if free else None
