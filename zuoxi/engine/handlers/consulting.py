"""An agent asks somebody while his customer hears music: then the customer goes to that one, all three speak
with each other, or the agent takes his customer back (T11).

Whatever becomes of whoever is asked, the customer keeps his agent; whatever becomes of the agent, the
customer keeps whoever speaks to him.
"""

from zuoxi.engine.events import CompleteRequested, ConferenceRequested, ConsultRequested, ReturnRequested
from zuoxi.engine.facts import OfferOutcome
from zuoxi.engine.facts import Party as By
from zuoxi.engine.handlers import leading, led, passed, segments, sounds, targets
from zuoxi.engine.handlers.asking import asker, own_part
from zuoxi.engine.handlers.joining import enter, keep_out, let_in
from zuoxi.engine.handlers.letting_go import close_offer, let_go
from zuoxi.engine.handlers.passing_on import begin, in_hand, ring
from zuoxi.engine.handlers.when import WHEN
from zuoxi.engine.moves import answer_leg, follow, move_call, move_party
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Call, Party
from zuoxi.engine.turn import Turn


def consult_requested(turn: Turn, event: ConsultRequested) -> None:
    """The customer hears music; it rings at whoever is to be asked. A flow asks the customer himself."""
    agent, call, party = in_hand(turn, event)
    if event.target.kind == "flow":
        leading.lead(turn, event, agent, call, party)
        return
    target = targets.somebody(turn, agent, call, event)
    turn.reply(event.request)
    call = begin(turn, call, agent, "attended", target)
    call = sounds.music_on(turn, keep_out(turn, call))
    call = turn.change_party(call, party, muted=False)
    call = move_party(turn, move_call(turn, call, "consult"), party, "consult")
    follow(turn, agent, cause="agent", by=agent.person)
    ring(turn, call, target, heard=True)


def answered(turn: Turn, call: Call, party: Party) -> None:
    """The agent who is asked answers: the two speak, and the customer hears music."""
    agent = turn.agents[party.person]
    call = enter(turn, close_offer(turn, call, party, "answered"), party, agent)
    move_party(turn, call, party, "join")
    follow(turn, turn.agents[agent.person], cause="agent", by=agent.person, missed=0)


def outside_answered(turn: Turn, call: Call, party: Party) -> None:
    """Somebody outside who is asked answers."""
    turn.clear_timer(f"call:{call.id}:ring")
    call = enter(turn, answer_leg(turn, call, party), party)
    move_party(turn, call, party, "join")


def complete_requested(turn: Turn, event: CompleteRequested) -> None:
    """The asker leaves; whoever he asked, or confers with, has the customer."""
    call, party = own_part(turn, asker(turn, event), event.call, WHEN[type(event)])
    turn.reply(event.request)
    leave(turn, call, party, "agent")


def conference_requested(turn: Turn, event: ConferenceRequested) -> None:
    """All three speak with each other."""
    call, party = own_part(turn, asker(turn, event), event.call, WHEN[type(event)])
    if not call.of("consulted"):
        raise Refused("not_answered_yet")
    turn.reply(event.request)
    call = move_call(turn, let_in(turn, call), "confer")
    call = move_party(turn, call, party, "confer")
    follow(turn, turn.agents[party.person], cause="agent", by=party.person)
    for other in call.of("consulted"):
        call = _speaks(turn, call, other, "confer")
    passed.settle(turn, call, "conference")


def return_requested(turn: Turn, event: ReturnRequested) -> None:
    """The asker and his customer are alone again; whoever else was in the call is out of it."""
    call, party = own_part(turn, asker(turn, event), event.call, WHEN[type(event)])
    if call.hands[0].id != party.id:
        raise Refused("not_your_conference")
    turn.reply(event.request)
    if party.state == "awaiting":
        led.taken_back(turn, call, party)
        return
    for other in call.hands[1:]:
        if party.state == "consulting":
            ended(turn, turn.calls[call.id], other, "returned")
        else:
            leave(turn, turn.calls[call.id], other, "agent")


def ended(
    turn: Turn,
    call: Call,
    party: Party,
    came: passed.Came,
    offer: OfferOutcome = "withdrawn",
    *,
    gone: bool = False,
) -> None:
    """Whoever was (to be) asked is out of it: the agent has his customer back, who is recorded as before."""
    call = let_go(turn, call, (party,), "agent", offer=offer, gone=(party.id,) if gone else ())
    turn.clear_timer(f"call:{call.id}:ring")
    call = move_call(turn, let_in(turn, call), "return")
    for agent in call.of("consulting"):
        call = move_party(turn, call, agent, "return")
        follow(turn, turn.agents[agent.person], cause="agent")
    passed.settle(turn, call, came, "agent" if came != "returned" else "")


def leave(turn: Turn, call: Call, party: Party, by: By, *, cause: int = 16, gone: bool = False) -> None:
    """One of several leaves, and the call goes on with the others."""
    over = (party.id,) if gone else ()
    if call.state == "led":
        led.left(turn, call, party, by, cause=cause, gone=over)
    elif call.state == "conferring":
        _dwindle(turn, let_go(turn, call, (party,), by, cause=cause, gone=over))
    elif party.state != "consulting":
        ended(turn, call, party, "left", gone=gone)
    elif others := call.of("consulted"):
        _hand_over(turn, call, party, others[0], by, cause, over)
    else:  # it rings still: the customer waits for whoever answers
        let_go(turn, move_call(turn, call, "transfer"), (party,), by, cause=cause, gone=over)


def _hand_over(
    turn: Turn, call: Call, party: Party, other: Party, by: By, cause: int, over: tuple[str, ...]
) -> None:
    call = move_call(turn, let_in(turn, call), "complete")
    call = let_go(turn, call, (party,), by, cause=cause, gone=over)
    passed.settle(turn, _speaks(turn, call, other, "complete"), "completed")


def _dwindle(turn: Turn, call: Call) -> None:
    """Of a conference of two and the customer one is left."""
    if len(call.hands) > 1:
        return
    call = move_call(turn, call, "dwindle")
    for left in call.hands:
        call = move_party(turn, call, left, "dwindle")
        if left.person:
            follow(turn, turn.agents[left.person], cause="call")


def _speaks(turn: Turn, call: Call, party: Party, event: str) -> Call:
    """Whoever was asked speaks with the customer from now on: an agent's conversation begins."""
    agent = turn.agents.get(party.person)
    if agent is None:
        return move_party(turn, call, party, event)
    call = segments.begin(turn, call, party, agent, event)
    follow(turn, agent, cause="call", taken=agent.taken + 1)
    return call
