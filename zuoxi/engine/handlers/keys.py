"""Keys that a caller presses: what one means depends on where he is (`matrix.KEY_PRESSED`)."""

from zuoxi.engine.events import KeyPressed
from zuoxi.engine.handlers.legs import part_of
from zuoxi.engine.handlers.matrix import KEY_PRESSED
from zuoxi.engine.turn import Turn


def pressed(turn: Turn, event: KeyPressed) -> None:
    """A key of a party; those of agents mean nothing, and a caller's only where he was told so."""
    owner = turn.owner(event.node, event.channel)
    if owner is None or owner[0] != "party":
        return
    call, party = part_of(turn, owner)
    meaning = KEY_PRESSED.get(call.state)
    if party.role == "customer" and meaning is not None:
        meaning(turn, call, event.digit)
