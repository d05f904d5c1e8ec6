"""Which phase a call is in, and how long each has lasted.

Every instant of a call has exactly one phase, so the phases sum to its duration.
"""

from collections.abc import Mapping
from typing import Final

from zuoxi.engine.call import CallState
from zuoxi.engine.facts import Phase

PHASES: Final[Mapping[CallState, Phase]] = {
    "held": "ivr",
    "setting_up": "ivr",
    "greeting": "announcement",
    "in_ivr": "ivr",
    "putting_through": "transfer",
    "led": "ivr",
    "queued": "queue",
    "ringing": "ring",
    "phoning": "ring",
    "dialling": "ring",
    "reaching": "ring",
    "announcing": "announcement",
    "talking": "talk",
    "holding": "hold",
    "consulting": "hold",
    "transferring": "transfer",
    "conferring": "talk",
    "reconnecting": "hold",
    "inviting": "voicemail",
    "messaging": "voicemail",
    "rating": "rating",
    "calling": "ring",
    "intercom": "talk",
    "parting": "announcement",
}
"""The phase of each state in which time can pass (`new` and `ended` are moments)."""


def spend(spent: Mapping[str, int], phase: str, span: int) -> dict[str, int]:
    """The time per phase, by name, after `span` more milliseconds in `phase`."""
    if phase in spent:
        return {**spent, phase: spent[phase] + span}
    return dict(sorted([*spent.items(), (phase, span)]))
