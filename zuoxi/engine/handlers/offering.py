"""Offers: a waiting call rings at the agent whose turn it is, and he answers or does not (T9, T11)."""

from zuoxi.engine.commands import CreateBridge, DialDevice, Join
from zuoxi.engine.events import AnswerRequested
from zuoxi.engine.facts import OfferMade
from zuoxi.engine.handlers import channels, segments, sounds
from zuoxi.engine.handlers.asking import asker, commandable, own_call
from zuoxi.engine.handlers.letting_go import OfferOutcome, close_offer
from zuoxi.engine.handlers.queueing import send_back
from zuoxi.engine.moves import answer_leg, move_agent, move_call, start_leg
from zuoxi.engine.refusals import Refused
from zuoxi.engine.routing import best_call, line_is_up, longest_idle, open_groups
from zuoxi.engine.state import Agent, Call
from zuoxi.engine.turn import Turn


def match(turn: Turn) -> None:
    """Bring together who has become free and who has begun to wait in this step."""
    while turn.freed or turn.entered:
        if turn.freed:
            _serve(turn, turn.freed[0])
        else:
            _find_agent(turn, turn.entered.pop(0))
    turn.about = ""


def _serve(turn: Turn, person: str) -> None:
    """A free agent's turn: the call he should take goes to the longest idle of those who may take it."""
    agent = turn.agents.get(person)
    queues = turn.house.queues
    call_id = ""
    if agent is not None and agent.slots:
        served = turn.house.served(group for group, _ in agent.profile.groups)
        found = best_call(turn.waiting, (queues[one] for one in served), agent, turn.now)
        call_id = found[-1] if found else ""
    if not call_id or not _find_agent(turn, call_id):
        turn.freed.remove(person)


def _find_agent(turn: Turn, call_id: str) -> bool:
    """Offer a waiting call to the longest idle agent; False when there is none."""
    call = turn.calls.get(call_id)
    if call is None or call.place is None or call.queue is None:
        return False
    turn.about = f"call:{call_id}"
    groups = open_groups(call.queue, turn.now - call.queued_at)
    idle = longest_idle(turn.ready, groups, call.node)
    if idle is None:
        return False
    offer(turn, call, turn.agents[idle[-1]])
    return True


def offer(turn: Turn, call: Call, agent: Agent) -> None:
    """The call rings at the agent."""
    assert call.queue is not None
    span = call.queue.ring_timeout_ms
    call = turn.leave_line(call)
    turn.clear_timer(f"call:{call.id}:overflow")
    turn.clear_timer(f"call:{call.id}:queue")
    call = move_call(turn, call, "offer", agent=agent.person, offered_at=turn.now)
    turn.call_fact(call, OfferMade(call=call.id, person=agent.person, session=agent.session))
    move_agent(turn, agent, "offer", cause="call", call=call.id)
    turn.set_timer(f"call:{call.id}:ring", turn.now + span)
    if agent.device.kind == "sip_phone":
        ring_phone(turn, call, agent, span)


def ring_phone(turn: Turn, call: Call, agent: Agent, span: int) -> Call:
    """Dial the agent's SIP phone for this call."""
    leg_id = turn.new_id()
    channel = f"zx-{leg_id}"
    leg = start_leg(turn, call, leg_id, channel, "dial", "agent", agent.person)
    channels.own(turn, channel, "phone", call.id)
    turn.order(
        DialDevice(
            node=call.node,
            channel=channel,
            endpoint=agent.device.endpoint,
            dial=agent.device.dial,
            standing=False,
            caller_id=call.number,
            call=call.id,
            timeout_ms=span,
        )
    )
    return turn.change_call(call, agent_leg=leg)


def answer_requested(turn: Turn, event: AnswerRequested) -> None:
    """The agent answers at the desktop."""
    agent = asker(turn, event)
    call = own_call(turn, agent, event.call)
    if call.state != "ringing":
        raise Refused("wrong_state", state=call.state)
    commandable(turn, call.node)
    if agent.device.kind == "sip_phone":
        raise Refused("answer_at_phone")
    if not line_is_up(agent):
        raise Refused("line_down")
    turn.reply(event.request)
    answer(turn, call, agent)


def phone_answered(turn: Turn, call: Call, agent: Agent) -> None:
    """The agent took the receiver of his SIP phone off: that is his answer."""
    assert call.agent_leg is not None
    answer(turn, turn.change_call(call, agent_leg=answer_leg(turn, call, call.agent_leg)), agent)


def answer(turn: Turn, call: Call, agent: Agent) -> None:
    """Customer and agent speak: a bridge for a new conversation, which is recorded."""
    call = close_offer(turn, call, "answered")
    call = sounds.hush(turn, call)
    call = join(turn, call, agent)
    call = move_call(turn, call, "answer")
    segments.begin(turn, call, agent)
    move_agent(turn, agent, "answer", cause="agent", by=agent.person, missed=0)


def join(turn: Turn, call: Call, agent: Agent) -> Call:
    """Put both into the call's bridge; a standing line becomes a leg of the call by that."""
    leg = call.agent_leg
    if leg is None:
        assert agent.line is not None, "only an agent with a line is joined"
        leg = start_leg(turn, call, turn.new_id(), agent.line.channel, "join", "agent", agent.person)
    turn.order(CreateBridge(node=call.node, bridge=call.bridge, call=call.id))
    turn.order(Join(node=call.node, bridge=call.bridge, channels=(call.customer.channel, leg.channel)))
    return turn.change_call(call, agent_leg=leg, bridged=True)


def ring_timed_out(turn: Turn, call: Call) -> None:
    """The agent did not answer in time."""
    if call.state == "ringing":
        take_back(turn, call, "missed")


def take_back(turn: Turn, call: Call, outcome: OfferOutcome, *, agent_gone: bool = False) -> None:
    """The offer ends without an answer; the caller goes to the head of the queue."""
    send_back(turn, call, outcome, agent_gone=agent_gone)
