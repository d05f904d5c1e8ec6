"""A flow tried out without a telephone: keys in, path and what would be heard out, by the same machine."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from zuoxi.engine.ivr import record as r
from zuoxi.engine.ivr.flow import Flow
from zuoxi.engine.ivr.walk import Walk
from zuoxi.kernel.record import Record

SILENCE: Final = "-"
"""Stands among the keys for a caller who lets the time pass."""
ANSWERED: Final = "a"
UNREACHED: Final[Mapping[str, str]] = {"b": "busy", "n": "no_answer", "f": "failed"}
"""Stand among the keys for what becomes of a call to a number outside: it is answered, or which exit it
takes. Nobody is called."""

Look = Callable[[str, Mapping[str, str]], Mapping[str, str] | None]
"""(source, inputs) -> its answer."""


class Tried(Record):
    """How far the keys have led."""

    did: tuple[r.AnyDid, ...]
    """In the order in which it happened."""
    node: str
    """Where the caller is, or was at the end."""
    waits: bool
    """It needs another key."""


def try_out(flow: Flow, ivr: r.Ivr, here: r.Here, keys: Sequence[str], look: Look) -> Tried:
    """Lead a caller who presses these keys, each after what is said, until they are used up or it is over.

    `look` may raise: then the flow takes the exit `failed`.
    """
    walk = Walk(flow, ivr, {}, here, ivr.entered_at)
    walk.begin()
    left = list(keys)
    while walk.ivr.state != "over":
        if walk.ivr.state == "saying":
            walk.said()
        elif walk.ivr.state == "asking":
            _answer(walk, look)
        elif not left:
            break
        elif walk.ivr.state == "calling":
            _call(walk, left.pop(0))
        elif (key := left.pop(0)) == SILENCE:
            walk.time_is_up()
        else:
            walk.key(key)
    return Tried(did=tuple(walk.did), node=walk.ivr.node, waits=walk.ivr.state != "over")


def _call(walk: Walk, key: str) -> None:
    """Whatever is no answer leaves it unanswered."""
    if key == ANSWERED:
        walk.connected()
    else:
        walk.unreached(UNREACHED.get(key, "no_answer"))


def _answer(walk: Walk, look: Look) -> None:
    asked = walk.did[-1]
    assert isinstance(asked, r.Asks), "asking is the last that was done"
    secret = {name: walk.secrets.get(variable, "") for name, variable in asked.secret.items()}
    try:
        outputs = look(asked.source, {**asked.inputs, **secret})
    except Exception:
        walk.told(asked.number, None, failed=True)
    else:
        walk.told(asked.number, outputs)
