"""The joint table of call and agents: where the agents of a call may be while it is in a state."""

from collections.abc import Mapping
from typing import Final

from zuoxi.engine.call import CallState
from zuoxi.engine.party import PartyState

JOINT: Final[Mapping[CallState, frozenset[PartyState]]] = {
    "held": frozenset(),
    "setting_up": frozenset(),
    "greeting": frozenset(),
    "queued": frozenset(),
    "ringing": frozenset({"ringing"}),
    "phoning": frozenset({"phoning"}),
    "dialling": frozenset({"dialling"}),
    "reaching": frozenset(),
    "announcing": frozenset(),
    "talking": frozenset({"talking"}),
    "holding": frozenset({"holding"}),
    "reconnecting": frozenset({"reconnecting"}),
    "parting": frozenset(),
}
"""Call state -> states of its agents (and supervisors); empty: nobody has it in hand."""
