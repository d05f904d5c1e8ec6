"""A caller goes through an IVR flow: keys, announcements and answers lead him on (T8).

The machine itself is `engine/ivr/walk.py`; here its doings become sounds, timers, questions and facts.
Whatever goes wrong with a flow, its caller waits in the queue of the number that he dialled.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from msgspec.structs import replace

from zuoxi.engine.call import CallState
from zuoxi.engine.commands import AskData, AskPermit
from zuoxi.engine.config import AccessNumberConfig, FlowConfig, flow_key
from zuoxi.engine.events import DataAnswered, Known
from zuoxi.engine.facts import IvrEntered, IvrPassed, IvrUnheard, RatingBy, RatingGiven, RatingInvited
from zuoxi.engine.handlers import led, overload, sounds, standing, voicemail
from zuoxi.engine.handlers.ending import clear_timers, end, owe_callback
from zuoxi.engine.handlers.flow_end import left
from zuoxi.engine.handlers.queueing import enter
from zuoxi.engine.ivr import record as r
from zuoxi.engine.ivr.flow import Flow
from zuoxi.engine.ivr.rating import HOUSE, RATING
from zuoxi.engine.ivr.walk import Walk
from zuoxi.engine.moves import move_call
from zuoxi.engine.state import Call, Outcome, Party, Spoke
from zuoxi.engine.turn import Turn
from zuoxi.engine.wait_prompts import GOODBYE
from zuoxi.kernel.calendars import OpeningHours

NOWHERE: Final = FlowConfig(id="", version=0, tenant="", flow=Flow(), calendar=OpeningHours())
"""A flow that is gone: whoever is in it waits."""
INSIDE: Final = frozenset[CallState]({"in_ivr", "led", "rating"})
"""States of a call whose customer goes through a flow."""
GATE_ANSWERS_MS: Final = 3_000
"""How long the gate may take; the caller waits for it."""


def expected(turn: Turn, call: Call, access: AccessNumberConfig, known: Iterable[Known]) -> r.Ivr | None:
    """The record of a caller who is to go through the flow of the number that he dialled; None: none."""
    flow = turn.house.flows.get(access.flow)
    if flow is None:
        return None
    one = next((one for one in known if one.tenant == call.tenant), None) or Known(tenant=call.tenant)
    return r.Ivr(
        flow=flow.id,
        version=flow.version,
        entered_at=turn.now,
        variables={"caller": call.number, "dialled": call.house_number},
        vip=one.vip,
        agent=one.agent,
        because=one.because,
    )


def go_on(turn: Turn, call: Call) -> None:
    """Whoever has heard the greeting goes through the flow of his number, or waits."""
    ivr = call.ivr
    if ivr is None:
        enter(turn, call)
        return
    call = move_call(turn, call, "ivr", ivr=replace(ivr, entered_at=turn.now))
    turn.call_fact(call, IvrEntered(call=call.id, flow=ivr.flow, version=ivr.version))
    step(turn, call, Walk.begin)


def send(turn: Turn, call: Call, flow: FlowConfig, event: str) -> None:
    """An agent sends his customer into a flow (`event`: how the call moves); what he has said to one before,
    and who he is, is known there too."""
    before = call.ivr
    entered = r.Ivr(
        flow=flow.id,
        version=flow.version,
        entered_at=turn.now,
        variables={
            **(before.variables if before else {}),
            "caller": call.number,
            "dialled": call.house_number,
        },
        vip=before.vip if before else call.standing == "vip",
        agent=before.agent if before else call.own_agent,
        because=before.because if before else "",
        asked=_asked_before(call),
        outside=before.outside if before else 0,
    )
    call = move_call(turn, call, event, ivr=entered)
    turn.call_fact(call, IvrEntered(call=call.id, flow=flow.id, version=flow.version))
    step(turn, call, Walk.begin)


def begin(turn: Turn, call: Call, flow: FlowConfig, *, asked_by: RatingBy) -> None:
    """A customer whose conversation is over goes through the flow that asks him how it was."""
    variables = {"caller": call.number, "dialled": call.house_number}
    ivr = r.Ivr(
        flow=flow.id,
        version=flow.version,
        entered_at=turn.now,
        variables=variables,
        asked=_asked_before(call),
    )
    spoke = replace(call.spoke, by=asked_by) if call.spoke else None
    call = turn.change_call(call, ivr=ivr, spoke=spoke)
    turn.call_fact(call, IvrEntered(call=call.id, flow=ivr.flow, version=ivr.version))
    step(turn, call, Walk.begin)


def _asked_before(call: Call) -> int:
    """Questions are counted through all flows of a call: the answer to one of an earlier flow is late."""
    return call.ivr.asked if call.ivr else 0


def key_pressed(turn: Turn, call: Call, digit: str) -> None:
    """He has pressed a key."""
    step(turn, call, lambda walk: walk.key(digit))


def said(turn: Turn, call: Call) -> None:
    """He has heard what he was to hear."""
    step(turn, sounds.said(turn, call), Walk.said)


def unheard(turn: Turn, call: Call) -> None:
    """It could not be played: that is told, and the flow goes on as if he had heard it."""
    ivr, sound = _in(call), call.customer.sound
    prompts = sound.prompts if sound else ()
    turn.call_fact(
        call, IvrUnheard(call=call.id, flow=ivr.flow, version=ivr.version, node=ivr.node, prompts=prompts)
    )
    turn.remark("ivr_unheard", call=call.id, flow=ivr.flow, node=ivr.node, prompts=" ".join(prompts))
    step(turn, sounds.hush(turn, call), Walk.said)


def time_is_up(turn: Turn, call: Call) -> None:
    """No key came, or no answer."""
    if call.state in INSIDE:
        step(turn, call, Walk.time_is_up)


def data_answered(turn: Turn, event: DataAnswered) -> None:
    """A data source has answered; a call that is past the question takes no notice."""
    call = turn.calls.get(event.call)
    if call is not None and call.state in INSIDE:
        step(turn, call, lambda walk: walk.told(event.number, event.outputs, failed=event.failed))


def waits_ms(turn: Turn, call: Call) -> int:
    """How long a key is waited for once more, of which nothing could be heard; an answer is not."""
    ivr = call.ivr
    if ivr is None or ivr.state != "listening":
        return 0
    span: int = getattr(flow_of(turn, ivr).flow.node(ivr.node), "wait_ms", 0)
    return span


def gone(turn: Turn, call: Call, party: Party, cause: int) -> None:
    """He hung up in the flow, served by it or tired of it: he is told apart from who left a queue. Who ended
    the conversation that he had before stays."""
    left(turn, call, to="caller")
    by = (call.hung_up_by if call.state == "rating" else "") or "customer"
    reached: Outcome = "answered" if call.answered_at else "left_in_ivr"
    if reached == "left_in_ivr" and call.owed_in_flow:
        owe_callback(turn, call, "left_in_ivr")
    end(turn, call, call.outcome or reached, by, cause=cause, gone=party.id)


def _in(call: Call) -> r.Ivr:
    assert call.ivr is not None, "only a caller in a flow is led through it"
    return call.ivr


def flow_of(turn: Turn, ivr: r.Ivr) -> FlowConfig:
    """The version in which a caller is, also when it is published no more."""
    key = flow_key(ivr.flow, ivr.version)
    found = turn.house.flows.get(key) or turn.flows.get(key)
    return found or (RATING if ivr.flow == HOUSE else NOWHERE)


def keep(turn: Turn, was: Mapping[str, FlowConfig]) -> None:
    """Versions that are published no more stay for the calls that are in them, and no longer."""
    used = {flow_key(one.ivr.flow, one.ivr.version) for one in turn.calls.values() if one.ivr is not None}
    for key in sorted(used):
        if key in was and key not in turn.house.flows:
            turn.enter("flows", key, was[key])
    for key in sorted(set(turn.flows) - used):
        turn.strike("flows", key)


def step(turn: Turn, call: Call, happens: Callable[[Walk], None]) -> None:
    """Something happens to a caller in a flow: what comes of it, in order."""
    ivr = _in(call)
    flow = flow_of(turn, ivr)
    here = r.Here(
        wall=turn.wall,
        calendar=flow.calendar,
        language=call.language,
        rates=call.spoke is not None and not call.spoke.asked and call.state != "led",
        puts_through=call.state not in ("led", "rating"),
    )
    walk = Walk(flow.flow, ivr, turn.secrets.get(call.id, {}), here, turn.now)
    happens(walk)
    if walk.ivr is ivr and not walk.did:
        return
    turn.clear_timer(f"call:{call.id}:ivr")
    turn.keep_secrets(call.id, walk.secrets)
    call = turn.change_call(call, ivr=walk.ivr)
    for did in walk.did:
        call = _DO[type(did)](turn, call, did)


def _passed(turn: Turn, call: Call, did: r.Passed) -> Call:
    ivr = _in(call)
    turn.call_fact(
        call,
        IvrPassed(
            call=call.id,
            flow=ivr.flow,
            version=ivr.version,
            node=did.node,
            kind=did.kind,
            exit=did.exit,
            ms=did.ms,
            why=did.why,
        ),
    )
    return call


def _says(turn: Turn, call: Call, did: r.Says) -> Call:
    return sounds.say(turn, call, *did.prompts)


def _hushes(turn: Turn, call: Call, did: r.Hushes) -> Call:
    return sounds.hush(turn, call)


def _listens(turn: Turn, call: Call, did: r.Listens) -> Call:
    turn.set_timer(f"call:{call.id}:ivr", turn.now + did.ms)
    return call


def _asks(turn: Turn, call: Call, did: r.Asks) -> Call:
    turn.set_timer(f"call:{call.id}:ivr", turn.now + did.timeout_ms)
    secrets = turn.secrets.get(call.id, {})
    turn.commands.append(
        AskData(
            call=call.id,
            tenant=call.tenant,
            number=did.number,
            source=did.source,
            inputs=did.inputs,
            secret={name: secrets.get(variable, "") for name, variable in did.secret.items()},
        )
    )
    return call


def _calls(turn: Turn, call: Call, did: r.Calls) -> Call:
    """Nobody is called before the gate has said that he may be."""
    turn.set_timer(f"call:{call.id}:ivr", turn.now + GATE_ANSWERS_MS)
    turn.commands.append(
        AskPermit(
            call=call.id,
            tenant=call.tenant,
            path=call.path,
            number=did.number,
            to=did.to,
            service_line=call.service_line,
            service_line_name=call.service_line_name,
        )
    )
    return sounds.music_on(turn, call)


def _invites(turn: Turn, call: Call, did: r.Invites) -> Call:
    spoke = replace(_spoke(call), asked=True)
    turn.call_fact(call, RatingInvited(**_rated(call, spoke), asked_by=spoke.by))
    return turn.change_call(call, spoke=spoke)


def _rates(turn: Turn, call: Call, did: r.Rates) -> Call:
    turn.call_fact(call, RatingGiven(**_rated(call, _spoke(call)), score=did.score))
    return call


def _spoke(call: Call) -> Spoke:
    assert call.spoke is not None, "only who has spoken to somebody is asked how it was"
    return call.spoke


def _rated(call: Call, spoke: Spoke) -> dict[str, Any]:
    return {
        "call": call.id,
        "segment": spoke.segment,
        "person": spoke.person,
        "path": spoke.path,
        "queue": call.queue.id if call.queue else "",
        "way": "keys",
    }


def _leaves(turn: Turn, call: Call, did: r.Leaves) -> Call:
    turn.keep_secrets(call.id, {})
    if did.to == "external" and call.state == "talking":
        left(turn, call, to="external")
        return call
    if call.state == "led":
        return led.come_back(turn, call, did)
    if did.to == "hang_up":
        left(turn, call, to="hang_up")
        return _farewell(turn, call, did.prompts)
    if call.state == "rating" and did.to != "queue":
        return _released(turn, call, did)
    target = did.target if did.to in ("queue", "voicemail") else ""
    queue = turn.house.queues.get(target)
    if target and queue is None:
        turn.remark("ivr_queue_gone", call=call.id, queue=target)
    call = turn.change_call(call, queue=queue or call.queue)
    if did.to == "voicemail" and voicemail.takes(turn, call):
        left(turn, call, to="voicemail")
        voicemail.invite(turn, call)
        return turn.calls.get(call.id, call)
    why = "" if did.to in ("queue", "agent") else did.why or "not_served"
    if why:
        turn.remark("ivr_broken", call=call.id, node=did.node, why=why)
    left(turn, call, to="broken" if why else "queue", why=why)
    if call.answered_at:
        led.go_on(turn, turn.change_call(call, hung_up_by=""))
        return turn.calls.get(call.id, call)
    ivr = _in(call)
    known = Known(tenant=call.tenant, vip=ivr.vip, agent=ivr.agent, because=ivr.because)
    enter(turn, standing.place(turn, call, (known,)))
    return turn.calls.get(call.id, call)


def _released(turn: Turn, call: Call, did: r.Leaves) -> Call:
    """What asked him how it was cannot go on: he has been served, and is owed nothing but a goodbye."""
    turn.remark("ivr_broken", call=call.id, node=did.node, why=did.why or "not_served")
    left(turn, call, to="broken", why=did.why or "not_served")
    return _farewell(turn, call, (GOODBYE,))


def _farewell(turn: Turn, call: Call, prompts: tuple[str, ...]) -> Call:
    """He hears a last word and is released: the flow has served him."""
    clear_timers(turn, call)
    outcome: Outcome = "answered" if call.answered_at else "served_in_ivr"
    by = call.hung_up_by or "system"
    if not prompts:
        end(turn, call, outcome, by)
        return call
    call = move_call(turn, call, "part", outcome=outcome, hung_up_by=by, parting=prompts[-1])
    call = sounds.say(turn, call, *prompts)
    overload.leave(turn, call)
    return call


_DO: Final[Mapping[type[r.Did], Callable[[Turn, Call, Any], Call]]] = {
    r.Passed: _passed,
    r.Says: _says,
    r.Hushes: _hushes,
    r.Listens: _listens,
    r.Asks: _asks,
    r.Calls: _calls,
    r.Invites: _invites,
    r.Rates: _rates,
    r.Leaves: _leaves,
}
