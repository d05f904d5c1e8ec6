"""How often a switch node is looked at: all that stands in it is told by an inventory."""

from msgspec.structs import replace

from zuoxi.engine.commands import TakeInventory
from zuoxi.engine.turn import Turn

SOON_MS = 2_000
"""How soon a node is looked at again when an inventory left something open."""


def look(turn: Turn, name: str) -> None:
    """Order an inventory; one that is under way already does not count, for it may have been taken before."""
    node = turn.node(name)
    if not node.up:
        return  # it comes by itself
    if node.asked:
        turn.put_node(replace(node, doubtful=True))
        return
    turn.order(TakeInventory(node=name, asked=turn.now))
    turn.put_node(replace(node, asked=turn.now))
    turn.set_timer(f"node:{name}:inventory", turn.now + turn.spans.inventory_ms)


def look_again(turn: Turn, name: str) -> None:
    """It is time for an inventory, also when an earlier one has never been answered."""
    turn.put_node(replace(turn.node(name), asked=0))
    look(turn, name)


def not_looked(turn: Turn, name: str) -> None:
    """The inventory that was ordered does not come: tried again soon."""
    turn.put_node(replace(turn.node(name), asked=0))
    if turn.is_up(name):
        turn.set_timer(f"node:{name}:inventory", turn.now + SOON_MS)
