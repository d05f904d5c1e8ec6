"""Callers whom the switch has noted as turned away: each has one record, whoever tells of him."""

from typing import Final

from zuoxi.engine.state import channel_key
from zuoxi.engine.turn import Turn

REMEMBERED_MS: Final = 86_400_000
"""How long it is remembered of whom the switch may tell (again)."""


def is_known(turn: Turn, node: str, channel: str) -> bool:
    """Whether he has a record: he was told of before, his call stands, or it ended before he was answered."""
    key = channel_key(node, channel)
    known = key in turn.channels or key in turn.closing
    return known or any(channel == other for _, other in turn.turned_away)


def remember(turn: Turn, channel: str, at: int) -> None:
    """His call is over (`at`: wall time), and the switch, which saw nobody answer him, may tell of him."""
    for old in turn.turned_away.below((at - REMEMBERED_MS,)):
        turn.turned_away = turn.turned_away.discard(old)
    turn.turned_away = turn.turned_away.add((at, channel))
