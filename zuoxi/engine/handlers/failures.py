"""Commands that the switch did not carry out: tried another way, or the call is released; nobody is stuck."""

from collections.abc import Callable, Mapping

from zuoxi.engine.commands import CreateBridge, Join, TakeInventory
from zuoxi.engine.events import CommandFailed, CommandUnknown
from zuoxi.engine.handlers import arrival, legs, recordings
from zuoxi.engine.handlers.ending import end
from zuoxi.engine.handlers.parting import apologise
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn

REPAIRS = 3
"""How often a bridge is tried again within one call."""
GONE = 16

BRIDGE = "zb-"


def failed(turn: Turn, event: CommandFailed) -> None:
    """What a command that failed means for its call."""
    if event.subject.startswith(BRIDGE):
        _bridge_failed(turn, event.command, event.subject[len(BRIDGE) :])
    elif event.command in ("DialDevice", "DialCustomer"):
        legs.lose(turn, event.subject, legs.NETWORK_FAILED)
    elif event.gone:
        legs.lose(turn, event.subject, GONE)
    else:
        _refused(turn, event)


def unknown(turn: Turn, event: CommandUnknown) -> None:
    """Nobody knows whether a command was done: only looking at the switch tells."""
    turn.order(TakeInventory(node=event.node, asked=turn.now))


def _refused(turn: Turn, event: CommandFailed) -> None:
    """The channel stands, but the switch would not."""
    kind, owner = turn.channels.get(event.subject, ("", ""))
    then = AFTER.get(event.command)
    if kind == "customer" and then is not None:
        then(turn, turn.calls[owner])


def _not_recorded(turn: Turn, call: Call) -> None:
    """The conversation goes on without a recording; that there are no files shows in the call's record."""
    if call.segment is not None:
        recordings.finish(turn, call.segment.recording)


AFTER: Mapping[str, Callable[[Turn, Call], None]] = {
    "AnswerChannel": arrival.setup_timed_out,
    "PlayPrompt": legs.after_prompt,
    "StartRecording": _not_recorded,
}
"""Command -> what follows when it is refused. Others (music, mute, keys) change nothing in the call."""


def _bridge_failed(turn: Turn, command: str, call_id: str) -> None:
    """A conversation without its bridge is no conversation: tried again, then released."""
    call = turn.calls.get(call_id)
    if call is None or command not in ("CreateBridge", "Join") or call.agent_leg is None:
        return
    if call.state not in ("talking", "dialling"):
        return
    if call.repairs >= REPAIRS:
        if call.state == "talking":
            apologise(turn, call)
        else:
            end(turn, call, "failed", "system", cause=legs.NETWORK_FAILED)
        return
    parties = [call.agent_leg.channel]
    call = turn.change_call(call, repairs=call.repairs + 1)
    if call.state == "talking":
        parties.insert(0, call.customer.channel)
    turn.order(CreateBridge(node=call.node, bridge=call.bridge, call=call.id))
    turn.order(Join(node=call.node, bridge=call.bridge, channels=tuple(parties)))
