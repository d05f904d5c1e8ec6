"""A customer's call at the door: what the number he dialled and his own number decide (T1, T2)."""

from zuoxi.engine.config import AccessNumberConfig
from zuoxi.engine.events import CallArrived, CallTurnedAway
from zuoxi.engine.facts import AnyFact, BlacklistHit, CallEnded, CallStarted, PhaseEntered
from zuoxi.engine.handlers import door, ivr, overload, standing, voicemail
from zuoxi.engine.handlers.ending import callback_owed, end, owe_callback
from zuoxi.engine.handlers.parting import part
from zuoxi.engine.handlers.sounds import hush, said, say
from zuoxi.engine.moves import answer_leg, move_call, new_party, start_leg
from zuoxi.engine.state import Call, channel_key
from zuoxi.engine.turn import Turn
from zuoxi.kernel.phone import LONGEST, area_code_of, national


def arrived(turn: Turn, event: CallArrived) -> None:
    """Somebody calls: let him in, or tell him why not."""
    key = channel_key(event.node, event.channel)
    if key in turn.channels or key in turn.closing:
        return
    access = turn.house.access_number(event.node, event.trunk, event.dialled)
    call = _begin(turn, event, access)
    say_what = turn.house.config.announcements
    if access is None:
        trunk = turn.house.trunk_at(event.node, event.trunk)
        if trunk is not None and trunk.callback_not_in_service:
            owe_callback(turn, call, "not_in_service")
        part(turn, call, say_what.not_in_service, "not_in_service")
    elif call.tenant in event.barred_by:
        turn.call_fact(call, BlacklistHit(call=call.id, number=call.number))
        part(turn, call, say_what.busy, "blacklisted")
    elif access.hours is not None and not access.hours.is_open(turn.wall):
        _closed(turn, call)
    elif call.queue is None:
        owe_callback(turn, call, "queue_full")
        part(turn, call, say_what.sorry, "failed")
    else:
        entering = ivr.expected(turn, call, access, event.known)
        if entering is None:
            call = standing.place(turn, call, event.known)
        overload.admit(turn, move_call(turn, call, "hold_off", ivr=entering))


def _closed(turn: Turn, call: Call) -> None:
    """Out of hours: he is told so; where he may leave a message he is let in for that, and greeted by it."""
    if call.queue is not None and call.queue.voicemail_when_unserved and voicemail.takes(turn, call):
        call = turn.change_call(call, unserved="closed", prompts=(), announcement="")
        overload.admit(turn, move_call(turn, call, "hold_off"))
        return
    owe_callback(turn, call, "closed")
    part(turn, call, turn.house.config.announcements.closed, "closed")


def _begin(turn: Turn, event: CallArrived, access: AccessNumberConfig | None) -> Call:
    call = _new_call(turn, event, access, turn.now - event.rang_ms)
    turn.fact(call.tenant, call.id, _started(call), at=turn.told_at(call.started_at))
    return start_leg(turn, turn.put_call(call), call.customer, call.node, event.channel, "arrive")


def _started(call: Call) -> CallStarted:
    return CallStarted(
        call=call.id,
        direction="inbound",
        node=call.node,
        path=call.path,
        customer_number=call.number,
        house_number=call.house_number,
        service_line=call.service_line,
    )


def _home(turn: Turn, event: CallArrived | CallTurnedAway, access: AccessNumberConfig | None) -> str:
    """Area code of a caller who shows a local number: the line's, else that of the number he dialled."""
    trunk = turn.house.trunk_at(event.node, event.trunk)
    return (trunk.home_area if trunk else "") or (area_code_of(access.number) if access else "")


def _new_call(
    turn: Turn, event: CallArrived | CallTurnedAway, access: AccessNumberConfig | None, at: int
) -> Call:
    customer = new_party(turn, "customer", "come")
    # A number that stands for nothing: whose trunk brought the call sees it in his list.
    owner = access or turn.house.trunk_at(event.node, event.trunk)
    return Call(
        id=turn.new_id(),
        serial=turn.next_serial(),
        tenant=(owner.tenant if owner else "") or turn.house.tenant,
        path=owner.path if owner else "",
        node=event.node,
        direction="inbound",
        number=national(event.caller, _home(turn, event, access)),
        house_number=access.number if access else event.dialled[:LONGEST],
        parties=(customer,),
        started_at=at,
        since=at,
        service_line=access.service_line.id if access else "",
        service_line_name=access.service_line.name if access else "",
        service_line_name_en=access.service_line.name_en if access else "",
        language=access.language if access else "zh",
        whisper=access.service_line.whisper if access else "",
        prompts=tuple(filter(None, (access.greeting, access.recording_announcement) if access else ())),
        announcement=access.recording_announcement if access else "",
        owed_in_flow=access is not None and access.callback_in_flow,
        queue=turn.house.queues.get(access.queue_id) if access else None,
    )


def turned_away(turn: Turn, event: CallTurnedAway) -> None:
    """A caller found nobody of us at the door: he has a record, and is owed a call.

    The switch may tell of him twice, and also of one whose call began with us and ended without an answer.
    """
    if door.is_known(turn, event.node, event.channel):
        return
    door.remember(turn, event.channel, event.at)
    access = turn.house.access_number(event.node, event.trunk, event.dialled)
    came = event.at - event.rang_ms
    call = _new_call(turn, event, access, came)
    told_facts: tuple[AnyFact, ...] = (
        _started(call),
        PhaseEntered(call=call.id, phase="ivr", before_ms=0),
        *callback_owed(call, "switch_lost", event.rang_ms),
        CallEnded(
            call=call.id,
            outcome="failed",
            ended_by="switch",
            cause=38,
            started_at=came,
            answered_at=0,
            ended_at=event.at,
            phases={"ivr": event.rang_ms},
        ),
    )
    for fact in told_facts:
        before = isinstance(fact, CallStarted | PhaseEntered)
        turn.fact(call.tenant, call.id, fact, at=came if before else event.at)


def found(turn: Turn, event: CallArrived, *, up: bool) -> None:
    """An inventory shows a caller of whom nobody has told. `up`: he has been answered already."""
    arrived(turn, event)
    owner = turn.owner(event.node, event.channel)
    call = turn.calls.get(owner[1]) if owner else None
    if up and call is not None and call.state == "setting_up":
        answered(turn, call)


def answered(turn: Turn, call: Call) -> None:
    """The switch has taken the call for us: greet the caller, then let him wait."""
    turn.clear_timer(f"call:{call.id}:setup")
    call = answer_leg(turn, call, call.customer)
    overload.leave(turn, call)
    welcome(turn, call)


def welcome(turn: Turn, call: Call) -> None:
    """Whoever has been connected hears the announcements, then he waits."""
    if call.prompts:
        say(turn, move_call(turn, call, "greet"), *call.prompts)
    else:
        ivr.go_on(turn, call)


def greeted(turn: Turn, call: Call) -> None:
    """The announcements are over."""
    ivr.go_on(turn, said(turn, call))


def unheard(turn: Turn, call: Call) -> None:
    """The greeting was not said. Who must be told that he is recorded is told again, else not recorded."""
    if not call.announcement:
        greeted(turn, call)
    elif not call.retried:
        say(turn, turn.change_call(call, retried=True), *call.prompts)
    else:
        ivr.go_on(turn, hush(turn, turn.change_call(call, recorded=False)))


def setup_timed_out(turn: Turn, call: Call) -> None:
    """The switch has not confirmed the set-up: the call is released, and the caller is owed a call.

    Where a number outside was dialled for him nobody has said that it rings: it may all the same.
    """
    if call.state == "setting_up":
        owe_callback(turn, call, "abandoned")
        end(turn, call, "failed", "system")
    else:
        overload.leave(turn, call)
