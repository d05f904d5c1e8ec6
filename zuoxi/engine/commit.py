"""The end of a step: what it orders of the switch, as the difference in what should be, and the new floor."""

from collections.abc import Container
from itertools import repeat
from typing import Final

from msgspec.structs import replace

from zuoxi.engine import media
from zuoxi.engine.commands import (
    AnswerChannel,
    AnyCommand,
    AnySwitchCommand,
    DialCustomer,
    HushRecording,
    Join,
    Leave,
    LinkNodes,
    Mute,
    PlayPrompt,
    Snoop,
    StartMusic,
    StartRecording,
    StopMusic,
    StopPrompt,
)
from zuoxi.engine.state import Call, Floor, channel_key
from zuoxi.engine.turn import Turn
from zuoxi.engine.versions import noted, raise_versions

NOBODY: Final[frozenset[str]] = frozenset()
OF_A_CHANNEL: Final = frozenset(
    {
        AnswerChannel,
        HushRecording,
        LinkNodes,
        Mute,
        PlayPrompt,
        Snoop,
        StartMusic,
        StartRecording,
        StopMusic,
        StopPrompt,
    }
)
"""What can be ordered only of a channel that is there. What is recorded is ended in any case."""
OF_SEVERAL: Final = (Join, Leave)


def commit(turn: Turn) -> tuple[Floor, tuple[AnyCommand, ...]]:
    """The new floor and what it orders: by name, and as the difference in what should be."""
    if turn.changed_calls or turn.shown:
        _order_media(turn)
    if len(turn.orders) > 1:
        turn.orders.sort(key=_rank)
    turn.those_ready()
    turn.those_waiting()
    seen = turn.changed_calls or turn.changed_agents or turn.touched_queues
    changed = raise_versions(turn) if seen else ()
    before = turn.before
    floor = turn.floor(
        before.revision + 1 if changed else before.revision,
        noted(before, changed) if changed else before.recent,
        (
            *turn.written,
            *zip(repeat("calls"), turn.changed_calls),
            *zip(repeat("agents"), turn.changed_agents),
        ),
    )
    return floor, (*turn.commands, *turn.orders)


def _rank(order: AnySwitchCommand) -> int:
    return media.RANK[type(order)]


def _order_media(turn: Turn) -> None:
    """The calls that changed: what their media should be now, against what it was."""
    changed = [one for one in turn.changed_calls if one not in turn.shown]
    for call_id, shown in turn.shown.items():
        _put_right(turn, call_id, shown)
    if not changed:
        return
    dialled: Container[str] = NOBODY
    if turn.orders:
        dialled = {order.channel for order in turn.orders if isinstance(order, DialCustomer)}
    for call_id in changed:
        was, now = turn.before.calls.get(call_id), turn.calls.get(call_id)
        if was is None or now is None or not media.same_media(was, now):
            turn.about = f"call:{call_id}"
            _order_change(turn, was, now, dialled)


def _order_change(
    turn: Turn, was: Call | None, now: Call | None, dialled: Container[str] = NOBODY, *, apart_from: str = ""
) -> None:
    """Order what a call that changed, came or went needs now in each of its nodes.

    `apart_from`: the node of which an inventory tells.
    """
    call = now or was
    if call is None:
        return
    nodes = call.nodes if call.links else (call.node,)
    if was is not None and was.links:
        nodes = tuple(dict.fromkeys((*nodes, *was.nodes)))
    for node in nodes:
        if node != apart_from:
            before = media.wanted(was, node) if was is not None else media.NOTHING
            after = media.wanted(now, node) if now is not None else media.NOTHING
            _order_difference(turn, call, node, before, after, dialled)


def _put_right(turn: Turn, call_id: str, shown: media.Media) -> None:
    """What an inventory shows of a call in its node, against what should be there now."""
    turn.about = f"call:{call_id}"
    was, call = turn.before.calls.get(call_id), turn.calls.get(call_id)
    node = turn.shown_in
    _order_change(turn, was, call, apart_from=node)
    if call is None:
        if was is not None:
            _order_difference(turn, was, node, shown, media.NOTHING)
        return
    ordered = _order_difference(turn, call, node, shown, media.wanted(call, node))
    repairs = call.repairs + 1 if ordered else 0
    if repairs != call.repairs:
        turn.change_call(turn.calls[call_id], repairs=repairs)


def _order_difference(
    turn: Turn,
    call: Call,
    node: str,
    was: media.Media,
    now: media.Media,
    dialled: Container[str] = NOBODY,
) -> bool:
    """Order what leads a call's media in a node from one to the other, on the channels that are there.

    True when there was something to order.

    `dialled`: channels that come into their bridge by being dialled.
    """
    if was == now or not turn.is_up(node):
        return False  # while a node is away nothing is ordered of it: the reconciliation does that
    orders = turn.orders
    before = len(orders)
    for command in media.difference(call, node, was, now):
        if (order := _possible(turn, command, dialled)) is not None:
            orders.append(order)
    if len(orders) == before:
        return False
    if call.id in turn.calls:
        turn.ordered.add(call.id)
        turn.changed_calls[call.id] = None
    return True


def _possible(turn: Turn, command: AnySwitchCommand, dialled: Container[str]) -> AnySwitchCommand | None:
    """The command without what is gone or comes about by itself; None: nothing is left of it."""
    if type(command) in OF_A_CHANNEL:
        if channel_key(command.node, command.channel) not in turn.channels:  # type: ignore[union-attr]
            return None
        if isinstance(command, StopPrompt) and command.playback in turn.over:
            return None
    elif isinstance(command, OF_SEVERAL):
        kept: tuple[str, ...] = ()
        for one in command.channels:
            if one not in dialled and channel_key(command.node, one) in turn.channels:
                kept += (one,)
        if kept == command.channels:
            return command
        return replace(command, channels=kept) if kept else None
    return command
