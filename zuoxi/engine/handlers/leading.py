"""An agent sends his customer through a flow: to say who he is, for example, and to come back (T11).

What the customer enters there the flow's data sources are told; the agent sees where he is, and at the end
what the flow declares to show, never a secret. Meanwhile silence goes into the recording of the conversation.
"""

from zuoxi.engine.config import FlowConfig
from zuoxi.engine.events import ConsultRequested, Passing
from zuoxi.engine.facts import TransferBegan, TransferWay
from zuoxi.engine.handlers import ivr, recordings, sounds, targets
from zuoxi.engine.handlers.joining import keep_out
from zuoxi.engine.handlers.letting_go import let_go
from zuoxi.engine.moves import follow, move_party
from zuoxi.engine.state import Agent, Call, Lead, Party, Transfer
from zuoxi.engine.turn import Turn


def lead(turn: Turn, event: ConsultRequested, agent: Agent, call: Call, party: Party) -> None:
    """The agent waits for him."""
    flow = targets.flow_of(turn, agent, event.target.id)
    turn.reply(event.request)
    call = _begin(turn, call, agent, flow, "attended")
    call = turn.change_call(call, transfer=Transfer(way="attended", person=agent.person, since=turn.now))
    hushed = recordings.hush(party.segment)
    call = turn.change_party(call, party, muted=False, segment=hushed)
    recordings.tell(turn, call, party.segment, hushed, "flow", agent.person)
    call = move_party(turn, call, party, "lead")
    follow(turn, agent, cause="agent", by=agent.person)
    ivr.send(turn, turn.calls[call.id], flow, "lead")


def pass_on(turn: Turn, event: Passing, agent: Agent, call: Call, party: Party) -> None:
    """The agent is done with him; whoever comes to the flow's end waits in his queue, before others."""
    flow = targets.flow_of(turn, agent, event.target.id)
    turn.reply(event.request)
    call = _begin(turn, call, agent, flow, "blind")
    call = let_go(turn, call, (party,), "agent")
    ivr.send(turn, call, flow, "ivr")


def _begin(turn: Turn, call: Call, agent: Agent, flow: FlowConfig, way: TransferWay) -> Call:
    began = TransferBegan(call=call.id, person=agent.person, way=way, target="flow", to=flow.id)
    turn.call_fact(call, began)
    call = sounds.hush(turn, keep_out(turn, call))
    return turn.change_call(call, lead=Lead(flow=flow.id, name=flow.name, name_en=flow.name_en))
