"""A flow is over for its caller, and that is told."""

from typing import Any

from zuoxi.engine.facts import IvrLeft
from zuoxi.engine.state import Call
from zuoxi.engine.turn import Turn


def left(turn: Turn, call: Call, **how: Any) -> None:
    """He is out of the flow; `how`: the fields of the fact that say where he went and why."""
    ivr = call.ivr
    assert ivr is not None, "only a caller in a flow is led through it"
    queue = call.queue.id if call.queue and how["to"] in ("queue", "voicemail", "broken") else ""
    turn.call_fact(
        call,
        IvrLeft(
            **{"why": "", "queue": queue, **how},
            call=call.id,
            flow=ivr.flow,
            version=ivr.version,
            node=ivr.node,
            ms=turn.now - ivr.entered_at,
        ),
    )
