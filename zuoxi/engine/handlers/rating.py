"""How was it? A customer is asked after his conversation, and his agent is done with him (T15).

By keys in the call: his agent has him asked, or his queue asks whoever stays when the agent has hung up. Else
by a link, where the queue sends one. Nothing of it is recorded: no agent speaks with him.
"""

from zuoxi.engine.events import LinkNotSent, LinkRated, RatingRequested
from zuoxi.engine.facts import RatingBy, RatingGiven, RatingUnsent
from zuoxi.engine.handlers import ivr, sounds
from zuoxi.engine.handlers.asking import asker, own_part
from zuoxi.engine.handlers.joining import keep_out
from zuoxi.engine.handlers.letting_go import let_go
from zuoxi.engine.handlers.when import WHEN
from zuoxi.engine.ivr.rating import RATING
from zuoxi.engine.moves import move_call
from zuoxi.engine.refusals import Refused
from zuoxi.engine.state import Call, Party
from zuoxi.engine.turn import Turn


def requested(turn: Turn, event: RatingRequested) -> None:
    """The agent says goodbye and has his customer asked."""
    agent = asker(turn, event)
    call, party = own_part(turn, agent, event.call, WHEN[type(event)])
    if call.queue is not None and call.queue.rating == "never":
        raise Refused("rating_off")
    turn.reply(event.request)
    ask(turn, call, party, "agent")


def stays(turn: Turn, call: Call) -> bool:
    """Whether a customer whose agent hangs up is asked before he is released."""
    asks = call.queue is not None and call.queue.rating == "always"
    return asks and call.state in ("talking", "holding") and turn.is_up(call.node)


def ask(turn: Turn, call: Call, party: Party, by: RatingBy, *, cause: int = 16, gone: bool = False) -> None:
    """The conversation is over; the customer goes through the rating flow of his queue, or the house's.

    `gone`: the agent's channel has ended by itself.
    """
    call = sounds.hush(turn, keep_out(turn, call))
    call = move_call(turn, call, "rate", hung_up_by="agent")
    call = let_go(turn, call, call.hands, "agent", cause=cause, gone=(party.id,) if gone else ())
    named = turn.house.flows.get(call.queue.rating_flow) if call.queue else None
    ivr.begin(turn, call, named or RATING, asked_by=by)


def link_rated(turn: Turn, event: LinkRated) -> None:
    """A customer has answered by the page of his link; the call is long over."""
    turn.reply(event.request)
    given = RatingGiven(
        call=event.call,
        segment=event.segment,
        person=event.rated,
        path=event.path,
        queue=event.queue,
        way="link",
        score=event.score,
        comment=event.comment,
    )
    turn.fact(event.tenant, event.call, given)


def link_not_sent(turn: Turn, event: LinkNotSent) -> None:
    """Nothing asks him after all, or nobody knows whether it does."""
    turn.reply(event.request)
    unsent = RatingUnsent(
        call=event.call,
        segment=event.segment,
        person=event.rated,
        path=event.path,
        queue=event.queue,
        why=event.why,
    )
    turn.fact(event.tenant, event.call, unsent)
