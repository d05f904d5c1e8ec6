"""What the switch tells of a channel, passed to the one whose channel it is."""

from msgspec.structs import replace

from zuoxi.engine.commands import HangUp
from zuoxi.engine.events import LegAnswered, LegEnded, LegProgressed, PromptFinished
from zuoxi.engine.facts import Party
from zuoxi.engine.handlers import arrival, channels, line, offering, outbound, overload, parting, reconnecting
from zuoxi.engine.handlers.ending import UNSERVED, end, owe_callback
from zuoxi.engine.leg import LEG
from zuoxi.engine.state import Call, Outcome
from zuoxi.engine.turn import Turn

DECLINED = frozenset({16, 17, 18, 19, 21})
"""Causes with which an agent's phone says that he did not take the call."""

NETWORK_FAILED = 38
"""Q.850 cause of a party that could not be reached."""

OURS = "zx-"
"""Beginning of the names of channels that we dial."""


def answered(turn: Turn, event: LegAnswered) -> None:
    """A channel is up."""
    kind, owner = turn.channels.get(event.channel, ("", ""))
    if kind:
        tell_up(turn, kind, owner)
    elif event.channel in turn.closing or event.channel.startswith(OURS):
        turn.order(HangUp(node=event.node, channel=event.channel))


def tell_up(turn: Turn, kind: str, owner: str) -> None:
    """Tell the owner of a channel that it is up; he may know it already."""
    if kind == "customer":
        _customer_answered(turn, turn.calls[owner])
    elif kind == "phone":
        _phone_answered(turn, turn.calls[owner])
    elif kind == "line":
        line.taken(turn, turn.agents[owner])


def _customer_answered(turn: Turn, call: Call) -> None:
    if call.state == "setting_up":
        arrival.answered(turn, call)
    elif call.state == "dialling":
        outbound.answered(turn, call)


def _phone_answered(turn: Turn, call: Call) -> None:
    if call.state == "ringing":
        offering.phone_answered(turn, call, turn.agents[call.agent])
    elif call.state == "phoning":
        outbound.phone_answered(turn, call)


def progressed(turn: Turn, event: LegProgressed) -> None:
    """A dialled party rings, or is heard before the answer."""
    kind, owner = turn.channels.get(event.channel, ("", ""))
    if kind == "line":
        line.progressed(turn, turn.agents[owner])
    elif kind == "customer":
        call = turn.calls[owner]
        if LEG.allows(call.customer.state, "progress"):
            leg = replace(call.customer, state=LEG.move(call.customer.state, "progress"))
            overload.leave(turn, turn.change_call(call, customer=leg))
    elif kind == "phone":
        call = turn.calls[owner]
        phone = call.agent_leg
        if phone is not None and LEG.allows(phone.state, "progress"):
            turn.change_call(call, agent_leg=replace(phone, state=LEG.move(phone.state, "progress")))


def ended(turn: Turn, event: LegEnded) -> None:
    """A channel is gone."""
    lose(turn, event.channel, event.cause)


def lose(turn: Turn, channel: str, cause: int) -> None:
    """A channel is gone, as the switch said or as an inventory or a failed command found."""
    channels.gone(turn, channel)
    kind, owner = turn.channels.get(channel, ("", ""))
    if kind == "customer":
        _customer_gone(turn, turn.calls[owner], cause)
    elif kind == "phone":
        _phone_gone(turn, turn.calls[owner], cause)
    elif kind == "line":
        line.lost(turn, turn.agents[owner], cause)


def cause_unknown(turn: Turn, kind: str, owner: str) -> int:
    """The Q.850 cause of a channel that has gone unseen: a party that never answered was not reached."""
    call = turn.calls.get(owner)
    leg = call and (call.customer if kind == "customer" else call.agent_leg)
    return NETWORK_FAILED if leg is not None and leg.state in ("dialling", "ringing") else 16


def _customer_gone(turn: Turn, call: Call, cause: int) -> None:
    if call.state == "dialling":
        outcome, party = outbound.outcome_of(cause)
        end(turn, call, outcome, party, cause=cause, customer_gone=True)
        return
    if call.state in UNSERVED:
        owe_callback(turn, call, "abandoned")
    reached: Outcome = call.outcome or ("answered" if call.answered_at else "abandoned")
    by: Party = "customer"
    if call.state == "parting" and call.answered_at:
        by = call.hung_up_by or by
    end(turn, call, reached, by, cause=cause, customer_gone=True)


def _phone_gone(turn: Turn, call: Call, cause: int) -> None:
    """The agent put down his SIP phone, or never took it up."""
    if call.state == "ringing":
        offering.take_back(turn, call, "missed" if cause in DECLINED else "failed", agent_gone=True)
    else:
        outcome: Outcome = "answered" if call.answered_at else "cancelled"
        end(turn, call, outcome, "agent", cause=cause, agent_gone=True)


def prompt_finished(turn: Turn, event: PromptFinished) -> None:
    """An announcement is over."""
    kind, owner = turn.channels.get(event.channel, ("", ""))
    if kind == "customer" and turn.calls[owner].playback == event.playback:
        after_prompt(turn, turn.calls[owner])


def after_prompt(turn: Turn, call: Call) -> None:
    """What follows the announcement that the call has heard."""
    if not call.playback:
        return
    if call.state == "greeting":
        arrival.greeted(turn, call)
    elif call.state == "parting":
        parting.parted(turn, call)
    elif call.state == "reconnecting":
        reconnecting.held_on(turn, call)
