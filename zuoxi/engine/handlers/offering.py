"""Offers: a waiting call rings at the agent whose turn it is, and he answers or does not (T9, T11)."""

from collections.abc import Callable, Mapping
from typing import Final

from zuoxi.engine.call import CallState
from zuoxi.engine.events import AnswerRequested, DeclineRequested
from zuoxi.engine.facts import OfferOutcome
from zuoxi.engine.handlers import (
    consulting,
    giving,
    intercom,
    introducing,
    passed,
    passing_on,
    places,
    putting_through,
    segments,
    standing,
)
from zuoxi.engine.handlers.asking import asker, commandable, own_part
from zuoxi.engine.handlers.joining import join, ring_at
from zuoxi.engine.handlers.letting_go import close_offer, let_go
from zuoxi.engine.handlers.queueing import begin_waiting, send_back
from zuoxi.engine.house import Skills
from zuoxi.engine.moves import answer_leg, follow, known_until, move_call
from zuoxi.engine.refusals import Refused
from zuoxi.engine.routing import all_agents, best_call, line_is_up, next_agent, open_groups
from zuoxi.engine.state import Agent, Call, Party
from zuoxi.engine.turn import Turn

TOGETHER_MS: Final = 500
"""In so short a time nobody has said a word."""


def match(turn: Turn) -> None:
    """Bring together who has become free and who has begun to wait in this step."""
    giving.lapse(turn)
    in_vain: set[tuple[Skills, str]] = set()
    while turn.freed or turn.entered:
        if turn.freed:
            _serve(turn, turn.freed[0], in_vain)
        else:
            call_id = turn.entered.pop(0)
            if not _find_agent(turn, call_id):
                begin_waiting(turn, call_id)
    turn.about = ""


def _serve(turn: Turn, person: str, in_vain: set[tuple[Skills, str]]) -> None:
    """A free agent's turn: the call he should take goes to whose turn it is of those who may take it.

    `in_vain`: for whom with his skills on his node nothing waits. Nobody begins to wait in between.
    """
    agent = turn.agents.get(person)
    call_id = ""
    if agent is not None and person in turn.kept:
        call_id = giving.next_for(turn, agent)
    if agent is not None and agent.slots and not call_id:
        like = (agent.profile.groups, agent.node)
        call_id = _call_for(turn, agent) if like not in in_vain else ""
        if not call_id:
            in_vain.add(like)
    if not call_id or not _find_agent(turn, call_id):
        turn.freed.remove(person)


def _call_for(turn: Turn, agent: Agent) -> str:
    """The call that the agent should serve next; empty: none."""
    queues = turn.house.queues
    served = turn.house.served(group for group, _ in agent.profile.groups)
    nodes = turn.calls_in_reach(agent.node)
    found = best_call(turn.those_waiting(), (queues[one] for one in served), agent, turn.now, nodes)
    return found[-1] if found else ""


def _find_agent(turn: Turn, call_id: str) -> bool:
    """Offer a waiting call to whose turn it is by its queue's strategy; False when nobody is ready."""
    call = turn.calls.get(call_id)
    if call is None or call.place is None or call.queue is None:
        return False
    turn.about = f"call:{call_id}"
    if call.given_to:
        his = turn.agents.get(call.given_to)
        if his is None or not giving.can_ring(turn, call, his):
            return False
        offer(turn, call, his)
        return True
    queue, nodes = call.queue, turn.agents_in_reach(call.node)
    if call.choices:
        call, person = standing.first_choice(turn, call, queue, nodes)
        if person:
            offer(turn, call, turn.agents[person])
            return True
    groups = open_groups(queue, turn.now - call.queued_at, call.standing)
    if queue.strategy == "ring_all":
        people = all_agents(turn.those_ready(), groups, nodes)
    else:
        person = next_agent(turn.those_ready(), queue.strategy, groups, nodes)
        people = (person,) if person else ()
    if people:
        offer(turn, call, *(turn.agents[one] for one in people))
    return bool(people)


def find_agents(turn: Turn, node: str) -> None:
    """The calls that wait on a node look for agents once more: there may be others in reach now."""
    turn.entered.extend(sorted(one for one, call in turn.calls.items() if call.node == node and call.place))


def offer(turn: Turn, call: Call, *agents: Agent) -> None:
    """The call rings at the agents; who answers first has it."""
    assert call.queue is not None
    span = call.queue.ring_timeout_ms
    if call.place is not None:
        turn.give_up_place(call)
    turn.clear_timer(f"call:{call.id}:overflow")
    turn.clear_timer(f"call:{call.id}:queue")
    # does nobody answer whom he was kept for, the caller is for everybody
    call = move_call(turn, call, "offer", place=None, given_to="")
    turn.set_timer(f"call:{call.id}:ring", turn.now + span)
    introducing.tell_agent(turn, ring_at(turn, call, agents, span))


def answer_requested(turn: Turn, event: AnswerRequested) -> None:
    """The agent answers at the desktop."""
    agent = asker(turn, event)
    call, party = own_part(turn, agent, event.call, frozenset({"ringing"}))
    if agent.device.kind == "sip_phone":
        raise Refused("answer_at_phone")
    if not line_is_up(agent):
        raise Refused("line_down")
    commandable(turn, agent.node)
    turn.reply(event.request)
    answer(turn, call, party)


def decline_requested(turn: Turn, event: DeclineRequested) -> None:
    """The agent will not take this call: it goes on to somebody else, and he is not ready, as he says why.

    Where nobody asks why and he does not say, he stays ready: but not for ever (`max_missed`). A colleague
    is told no, and that is all.
    """
    agent = asker(turn, event)
    call, party = own_part(turn, agent, event.call, frozenset({"ringing"}))
    unasked = not event.reason and not call.decline_needs_reason
    if not unasked and not turn.house.is_reason(agent.profile.tenant, event.reason):
        raise Refused("bad_reason", reason=event.reason)
    turn.reply(event.request)
    if event.reason:
        turn.change_agent(agent, next_reason=event.reason)
    take_back(turn, call, party, "declined")


def phone_answered(turn: Turn, call: Call, party: Party) -> None:
    """The agent took the receiver of his SIP phone off: that is his answer.

    Heard of late, or found in an inventory, it brings them together only now. Whether that is a conversation
    shows a moment later: what else has happened meanwhile, the caller's leaving above all, is told before,
    and who leaves at once has not been spoken to.
    """
    call = answer_leg(turn, call, party)
    # whom somebody asks first, or calls, is not heard by a customer yet
    if call.state in ("consulting", "calling") or not (turn.late or turn.shown_in):
        answer(turn, call, party)
        return
    call = _alone(turn, call, party)
    join(turn, call, party, turn.agents[party.person])
    turn.clear_timer(f"call:{call.id}:ring")
    turn.set_timer(f"call:{call.id}:join", turn.now + TOGETHER_MS)


def joined(turn: Turn, call: Call) -> None:
    """Whoever took up his phone while nobody could hear of it has been together with his caller for a moment:
    their conversation began then."""
    with turn.then(max(turn.now - TOGETHER_MS, known_until(turn, call))):
        for party in call.of("ringing"):
            answer(turn, call, party)


def answer(turn: Turn, call: Call, party: Party) -> None:
    """Whoever it rings at takes the call up, or the question of his colleague."""
    ANSWERED[call.state](turn, call, party)


def _speak(turn: Turn, call: Call, party: Party) -> None:
    """Customer and agent speak: a bridge for a new conversation, which is recorded."""
    agent = turn.agents[party.person]
    places.served(turn, call, party)
    call = _alone(turn, close_offer(turn, call, party, "answered"), party)
    heard_already = call.customer.hears
    call = join(turn, introducing.hush_agent(turn, call, party), party, agent)
    turn.clear_timer(f"call:{call.id}:tell")
    if not heard_already:
        call = introducing.introduce(turn, call, agent)
    call = move_call(turn, call, "answer", began_at=0, answered_at=call.answered_at or turn.now)
    passed.settle(turn, segments.begin(turn, call, party, agent, "answer"), "completed")
    follow(turn, turn.agents[agent.person], cause="agent", by=agent.person, missed=0, taken=agent.taken + 1)


def _alone(turn: Turn, call: Call, party: Party) -> Call:
    """It rings at nobody else any more."""
    others = [other for other in call.of("ringing") if other.id != party.id]
    return let_go(turn, call, others, "system") if others else call


def told(turn: Turn, call: Call) -> None:
    """Whose phone takes calls up by itself has been told of this one: he has it, if he can be reached."""
    for party in call.of("ringing"):
        if introducing.is_told(party) and party.leg is not None:
            if turn.is_up(party.leg.node):
                answer(turn, call, party)
            else:
                take_back(turn, call, party, "withdrawn")


def ring_timed_out(turn: Turn, call: Call) -> None:
    """Whoever it rings at did not answer in time."""
    for party in call.of("ringing", "called"):
        take_back(turn, turn.calls[call.id], party, "missed")


def take_back(
    turn: Turn,
    call: Call,
    party: Party,
    outcome: OfferOutcome,
    *,
    came: passed.Came | None = None,
    gone: bool = False,
) -> None:
    """Somebody did not take the call, or his colleague's question. `came`: what it means for a transfer,
    where that is not told by the offer."""
    TAKEN_BACK[call.state](
        turn, call, party, came or passed.BY_OFFER.get(outcome, "failed"), outcome, gone=gone
    )


def _go_back(
    turn: Turn, call: Call, party: Party, came: passed.Came, offer: OfferOutcome, *, gone: bool = False
) -> None:
    """When it was the last at whom it rang, the caller goes to the head of the queue."""
    if len(call.of("ringing")) > 1:
        let_go(turn, call, (party,), "system", offer=offer, gone=(party.id,) if gone else ())
    else:
        send_back(turn, call, offer, gone=party.id if gone else "")


ANSWERED: Mapping[CallState, Callable[[Turn, Call, Party], None]] = {
    "ringing": _speak,
    "transferring": _speak,
    "consulting": consulting.answered,
    "calling": intercom.answered,
}
"""State of a call that rings at an agent -> what follows when he answers."""
TAKEN_BACK: Mapping[CallState, Callable[..., None]] = {
    "ringing": _go_back,
    "transferring": passing_on.failed,
    "putting_through": putting_through.failed,
    "consulting": consulting.ended,
    "calling": intercom.not_taken,
}
"""State of a call -> what follows when it was not taken."""
