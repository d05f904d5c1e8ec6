"""The end of an agent's part in a call, however it comes: answered by nobody, talked out, lost, sent back."""

from collections.abc import Container, Iterable

from zuoxi.engine import facts
from zuoxi.engine.facts import OfferEnded, OfferOutcome
from zuoxi.engine.handlers import linking, recordings, segments, watching
from zuoxi.engine.handlers.readiness import begin_wrap_up, count_missed, return_to_rest, settle
from zuoxi.engine.moves import follow, leaving
from zuoxi.engine.party import CONVERSING
from zuoxi.engine.state import Agent, Call, Party, Segment, Spoke, WordKind
from zuoxi.engine.turn import Turn

UNANSWERED: frozenset[OfferOutcome] = frozenset({"missed", "failed"})
"""Ends of an offer that count against the agent's readiness."""


def _counts(agent: Agent, offer: OfferOutcome) -> bool:
    """An offer that he declined without a reason is one that he would have missed."""
    return offer in UNANSWERED or (offer == "declined" and not agent.next_reason)


def release(
    turn: Turn,
    call: Call,
    by: facts.Party,
    *,
    offer: OfferOutcome = "withdrawn",
    cause: int = 16,
    gone: str = "",
) -> Call:
    """Nobody has the call in hand any more.

    `gone`: the party whose channel has ended by itself, or `all` that stood on the call's node.
    """
    hands = call.hands
    if not hands:
        return call
    over = {
        party.id
        for party in hands
        if gone == party.id or (gone == "all" and party.leg is not None and party.leg.node == call.node)
    }
    return let_go(turn, call, hands, by, offer=offer, cause=cause, gone=over)


def let_go(
    turn: Turn,
    call: Call,
    parties: Iterable[Party],
    by: facts.Party,
    *,
    offer: OfferOutcome = "withdrawn",
    cause: int = 16,
    gone: Container[str] = (),
    word: WordKind | None = None,
) -> Call:
    """These parts in the call are over, and so are those of leaders who were there for them.

    `gone`: of whom the channel has ended by itself; `word`: what a leader among them is told.
    """
    asked = {party.id for party in parties}
    leave = asked | {one.id for one in call.parties if one.watches in asked}
    were: list[Party] = []
    stay: list[Party] = []
    for one in call.parties:
        (were if one.id in leave else stay).append(one)
    call = turn.change_call(call, parties=tuple(stay))
    if any(was.offered_at for was in were):
        _rings_no_more(turn, call)
    for was in were:
        if was.offered_at:
            _offer_ended(turn, call, was, offer)
        if was.leg is not None or was.segment is not None:
            party = leaving(turn, was)
            if party.segment is not None:
                segments.finish(turn, call, party.segment, by)
                call = _spoke(turn, call, party, party.segment)
            segments.drop_leg(turn, call, party, cause, gone=party.id in gone)
        if was.recording and was.segment is None:
            recordings.await_end(turn, Segment(id="", recording=was.recording))
        if was.watches:
            watching.over(turn, call, was, word if was.id in asked else "call_over")
        if call.links:
            call = linking.close_idle(turn, call)
        agent = turn.agents.get(was.person)
        if agent is not None and call.id in agent.calls:
            _go_on(turn, agent, call, was, offer)
    return call


def nobody_watches(turn: Turn, call: Call, party: Party) -> Call:
    """Whom a leader has come to cannot be heard any more: he is told so, and off the call."""
    watchers = [one for one in call.leaders if one.watches == party.id]
    return let_go(turn, call, watchers, "system", word="ear_lost") if watchers else call


def _spoke(turn: Turn, call: Call, party: Party, segment: Segment) -> Call:
    """He has spoken to this agent last: what he may be asked to rate."""
    if not party.person:
        return call  # found in the switch, and nobody knows with whom
    agent = turn.agents.get(party.person)
    path = agent.profile.path if agent else call.path
    return turn.change_call(call, spoke=Spoke(segment=segment.id, person=party.person, path=path))


def close_offer(turn: Turn, call: Call, party: Party, outcome: OfferOutcome) -> Call:
    """An offer that is open ends, once; who had it stays in the call."""
    call = turn.change_party(call, party, offered_at=0)
    _offer_ended(turn, call, party, outcome)
    _rings_no_more(turn, call)
    return call


def _offer_ended(turn: Turn, call: Call, party: Party, outcome: OfferOutcome) -> None:
    """An offer has ended, and that is told."""
    turn.call_fact(
        call,
        OfferEnded(
            call=call.id,
            person=party.person,
            session=party.session,
            outcome=outcome,
            ring_ms=turn.now - party.offered_at,
        ),
    )


def _rings_no_more(turn: Turn, call: Call) -> None:
    """No deadline of an offer counts any more when the last has ended."""
    if not any(one.offered_at for one in call.parties):
        turn.clear_timer(f"call:{call.id}:ring")
        turn.clear_timer(f"call:{call.id}:join")
        turn.clear_timer(f"call:{call.id}:told")


def _go_on(turn: Turn, agent: Agent, call: Call, was: Party, offer: OfferOutcome) -> None:
    """What the agent is now that the call is off his hands."""
    if len(agent.calls) > 1:
        follow(turn, agent, cause="call", calls=tuple([one for one in agent.calls if one != call.id]))
    elif call.direction == "internal":
        return_to_rest(turn, agent, keep_place=True)
    elif was.state in CONVERSING:
        begin_wrap_up(turn, agent, call, was.segment.id if was.segment else "")
    elif was.state in ("phoning", "dialling") or was.role == "supervisor" or agent.rest == "not_ready":
        return_to_rest(turn, agent)
    elif _counts(agent, offer) and call.queue is not None:
        count_missed(turn, agent, call.queue.max_missed)
    else:
        settle(turn, agent, cause="call", keep_place=True)
