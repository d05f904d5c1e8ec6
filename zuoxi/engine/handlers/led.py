"""What becomes of a customer whom his agent has sent through a flow (T11).

Whatever the flow comes to, he is back with his agent, who is told how; an agent who has left has left him to
the flow, and after it to his queue.
"""

from collections.abc import Container, Mapping
from typing import Final, Literal

from msgspec.structs import replace

from zuoxi.engine.facts import Party as By
from zuoxi.engine.handlers import passed, reconnecting, recordings, sounds
from zuoxi.engine.handlers.ending import owe_callback
from zuoxi.engine.handlers.flow_end import left as left_flow
from zuoxi.engine.handlers.joining import join, let_in
from zuoxi.engine.handlers.letting_go import let_go
from zuoxi.engine.handlers.parting import part
from zuoxi.engine.handlers.queueing import wait_in
from zuoxi.engine.ivr import record as r
from zuoxi.engine.moves import follow, move_call, move_party
from zuoxi.engine.routing import line_is_up
from zuoxi.engine.state import Call, Party
from zuoxi.engine.turn import Turn

HowBack = Literal["found", "ended", "broken", "taken_back"]
CAME: Final[Mapping[str, HowBack]] = {"agent": "found", "broken": "broken"}
"""How a flow ended -> what the agent is told; else it led the customer somewhere else than back."""
OUTCOME: Final[Mapping[HowBack, passed.Came]] = {
    "found": "completed",
    "ended": "completed",
    "broken": "failed",
    "taken_back": "returned",
}


def come_back(turn: Turn, call: Call, did: r.Leaves) -> Call:
    """The flow is over: customer and agent speak with each other again."""
    came = CAME.get(did.to, "ended")
    if came == "broken":
        turn.remark("ivr_broken", call=call.id, node=did.node, why=did.why)
    left_flow(
        turn, call, to="broken" if came == "broken" else "agent", why=did.why, queue="", found=did.found
    )
    _back(turn, call, came, did.found)
    return turn.calls.get(call.id, call)


def taken_back(turn: Turn, call: Call, party: Party) -> None:
    """The agent does not wait for the end of it."""
    left_flow(turn, call, to="taken_back")
    _back(turn, call, "taken_back")


def _back(turn: Turn, call: Call, came: HowBack, found: tuple[tuple[str, str], ...] = ()) -> None:
    turn.clear_timer(f"call:{call.id}:ivr")
    turn.keep_secrets(call.id, {})
    if call.lead is not None:
        call = turn.change_call(call, lead=replace(call.lead, came=came, found=found))
    call = passed.settle(turn, call, OUTCOME[came], "agent" if came == "broken" else "")
    party = call.hands[0]
    agent = turn.agents[party.person]
    again = recordings.sound_again(party.segment)
    call = turn.change_party(sounds.hush(turn, call), party, segment=again)
    recordings.tell(turn, call, party.segment, again, "flow", "")
    if party.leg is not None:
        call = let_in(turn, call)
    elif line_is_up(agent) and turn.can_meet(call.node, agent.node):
        call = join(turn, call, party, agent)
    else:
        reconnecting.hold_on(turn, call, party)
        return
    call = move_party(turn, move_call(turn, call, "return"), party, "return")
    follow(turn, agent, cause="call")


def left(turn: Turn, call: Call, party: Party, by: By, *, cause: int = 16, gone: Container[str] = ()) -> None:
    """The agent does not wait for him: the customer goes on in the flow."""
    call = let_go(turn, move_call(turn, call, "ivr"), (party,), by, cause=cause, gone=gone)
    passed.settle(turn, call, "left")


def go_on(turn: Turn, call: Call) -> None:
    """Whoever has spoken to an agent and comes to a flow's end waits before others; without a queue he is
    owed a call."""
    turn.clear_timer(f"call:{call.id}:ivr")
    if call.queue is not None and call.queue.id in turn.house.queues:
        wait_in(turn, move_call(turn, call, "queue"), call.queue)
        return
    owe_callback(turn, call, "dropped")
    part(turn, call, turn.house.config.announcements.all_busy, "answered")
