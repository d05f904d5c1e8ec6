"""The joint table of call and agents: where those who have a call in hand may be while it is in a state."""

from collections.abc import Mapping
from typing import Final

from zuoxi.engine.call import CallState
from zuoxi.engine.party import PartyState

JOINT: Final[Mapping[CallState, frozenset[PartyState]]] = {
    "held": frozenset(),
    "setting_up": frozenset(),
    "greeting": frozenset(),
    "in_ivr": frozenset(),
    "putting_through": frozenset({"called"}),
    "led": frozenset({"awaiting"}),
    "queued": frozenset(),
    "ringing": frozenset({"ringing"}),
    "phoning": frozenset({"phoning"}),
    "dialling": frozenset({"dialling"}),
    "reaching": frozenset(),
    "announcing": frozenset(),
    "talking": frozenset({"talking"}),
    "holding": frozenset({"holding"}),
    "consulting": frozenset({"consulting", "ringing", "called", "consulted"}),
    "transferring": frozenset({"ringing", "called"}),
    "conferring": frozenset({"conferring"}),
    "reconnecting": frozenset({"reconnecting"}),
    "inviting": frozenset(),
    "messaging": frozenset(),
    "rating": frozenset(),
    "calling": frozenset({"taking_phone", "calling", "ringing"}),
    "intercom": frozenset({"intercom"}),
    "parting": frozenset(),
}
"""Call state -> states of those who have it in hand; empty: nobody has it in hand."""
