"""A last announcement before the release: busy, closed, all busy, sorry (T1, T2, T5)."""

from zuoxi.engine.facts import OfferOutcome, Party
from zuoxi.engine.handlers import messages, overload, passed, sounds
from zuoxi.engine.handlers.ending import clear_timers, end
from zuoxi.engine.handlers.letting_go import release
from zuoxi.engine.moves import move_call
from zuoxi.engine.state import Call, Outcome
from zuoxi.engine.turn import Turn


def part(
    turn: Turn,
    call: Call,
    prompt: str,
    outcome: Outcome,
    by: Party = "system",
    *,
    offer: OfferOutcome = "withdrawn",
) -> None:
    """Say `prompt` to the customer, then end the call with `outcome`."""
    call = messages.finish(turn, call)
    clear_timers(turn, call)
    turn.keep_secrets(call.id, {})
    call = turn.leave_line(call)
    call = move_call(turn, call, "part", outcome=outcome, hung_up_by=by, parting=prompt)
    call = passed.settle(turn, release(turn, call, by, offer=offer), "failed")
    if call.customer.hears:
        call = turn.change_party(call, call.customer, hears=False, speaks=False)
    sounds.say(turn, call, prompt)
    overload.leave(turn, call)


def parted(turn: Turn, call: Call) -> None:
    """The last announcement has been heard."""
    end(turn, call, call.outcome or "failed", call.hung_up_by or "system")


def apologise(turn: Turn, call: Call) -> None:
    """The centre cannot serve the call: say so and release it."""
    part(turn, call, turn.house.config.announcements.sorry, "answered" if call.answered_at else "failed")
