"""Calls and all that belongs to them: what was dialled, who spoke, what was recorded, what is owed."""

from zuoxi.calls.models.agents import AgentSession, AgentStateChange
from zuoxi.calls.models.calls import Attempt, Call, CallPhase, Leg, Offer, Segment
from zuoxi.calls.models.facts import Fact, FactCursor, FactVolume, ParkedFact
from zuoxi.calls.models.hand_overs import HandedRecording, HandOver
from zuoxi.calls.models.messages import VoiceMessage
from zuoxi.calls.models.ratings import Rating
from zuoxi.calls.models.recordings import Recording, RecordingComment, RetentionClass
from zuoxi.calls.models.troubles import KeepingTrouble
from zuoxi.calls.models.work import CallbackTask, CallbackTry, CallNote, Disposition, LaterResult

__all__ = [
    "AgentSession",
    "AgentStateChange",
    "Attempt",
    "Call",
    "CallNote",
    "CallPhase",
    "CallbackTask",
    "CallbackTry",
    "Disposition",
    "Fact",
    "FactCursor",
    "FactVolume",
    "HandOver",
    "HandedRecording",
    "KeepingTrouble",
    "LaterResult",
    "Leg",
    "Offer",
    "ParkedFact",
    "Rating",
    "Recording",
    "RecordingComment",
    "RetentionClass",
    "Segment",
    "VoiceMessage",
]
