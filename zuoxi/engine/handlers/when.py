"""What is asked of a call -> what the asker's part in it must be."""

from collections.abc import Mapping
from typing import Final

from zuoxi.engine.events import (
    CompleteRequested,
    ConferenceRequested,
    ConsultRequested,
    ForcedReleaseRequested,
    ForcedTransferRequested,
    HangUpRequested,
    HoldRequested,
    KeysRequested,
    MuteRequested,
    RatingRequested,
    RecordingPauseRequested,
    Request,
    ResumeRequested,
    ReturnRequested,
    TransferRequested,
)
from zuoxi.engine.party import AMONG_COLLEAGUES, CONVERSING, SUPERVISING, PartyState

AMONG_SEVERAL: Final = frozenset[PartyState]({"consulting", "awaiting", "consulted", "conferring"})
"""Parts in a call in which somebody else, or a flow, is there for the customer."""

WHEN: Final[Mapping[type[Request], frozenset[PartyState]]] = {
    HoldRequested: frozenset({"talking"}),
    ResumeRequested: frozenset({"holding"}),
    RecordingPauseRequested: AMONG_SEVERAL | {"talking", "holding"},
    MuteRequested: AMONG_SEVERAL | {"talking", "holding", "intercom"},
    KeysRequested: frozenset({"talking", "conferring"}),
    HangUpRequested: CONVERSING | AMONG_SEVERAL | SUPERVISING | AMONG_COLLEAGUES | {"phoning", "dialling"},
    RatingRequested: frozenset({"talking", "holding"}),
    TransferRequested: frozenset({"talking", "holding"}),
    ForcedTransferRequested: frozenset({"talking", "holding"}),
    ForcedReleaseRequested: CONVERSING | AMONG_SEVERAL | AMONG_COLLEAGUES | {"phoning", "dialling"},
    ConsultRequested: frozenset({"talking", "holding"}),
    CompleteRequested: frozenset({"consulting", "awaiting", "conferring"}),
    ConferenceRequested: frozenset({"consulting"}),
    ReturnRequested: frozenset({"consulting", "awaiting", "conferring"}),
}
