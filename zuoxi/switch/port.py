"""What any switch can do. `ari.py` drives Asterisk, `fake.py` is equal to it in virtual time.

One contract suite (tests/switch/) runs against both.
"""

from typing import Protocol

from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.engine.events import SwitchEvent


class Deliver(Protocol):
    """Takes each event, in order, without blocking."""

    def __call__(self, event: SwitchEvent, ago_ms: int = 0, /) -> None:
        """`ago_ms`: how long ago it happened; more than nothing where it waited to be heard."""


class SwitchRefused(Exception):
    """The switch did not do a command. `gone`: its channel or bridge no longer exists."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.gone = gone


class SwitchSilent(Exception):
    """Nobody knows whether a command was done: `switch_away`, `no_answer`, or what a broken switch said.

    While there is no connection that is known (it was not done), but told in the same way: the inventory that
    follows each connection settles both.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SwitchTaken(Exception):
    """Another process took over this node with the same application; this one must let go of it."""


class Switch(Protocol):
    """One switch node: carries media and mirrors what the engine decided."""

    node: str

    async def run(self, deliver: Deliver) -> None:
        """Connect and stay connected until cancelled.

        Each time the node can be commanded it delivers `SwitchConnected`, then `CallTurnedAway` for each
        caller who found nobody and `LegEnded` for customers who left meanwhile (and perhaps for some whose
        end was told before), then `InventoryTaken`, then events; when it is lost, `SwitchLost`. A node that
        died shows that by the `boot` of its next inventory, and by nothing else. Errors: SwitchTaken.
        """

    def connect_anew(self) -> None:
        """Drop the connection, if there is one; `run` makes another, with an inventory. Returns at once."""

    async def do(self, command: AnySwitchCommand) -> None:
        """Carry out one command. Errors: SwitchRefused (it was not done), SwitchSilent (nobody knows).

        Commands that would only repeat what already holds (same ids) succeed.
        """
