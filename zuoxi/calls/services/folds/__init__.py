"""What each type of fact does to the rows: one table, one small module per subject."""

from collections.abc import Callable
from typing import Any

from zuoxi.calls.services.folds import (
    agents,
    callbacks,
    calls,
    giving,
    internal,
    ivr,
    leading,
    legs,
    messages,
    ratings,
    recordings,
    segments,
    transfers,
)
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.engine import facts
from zuoxi.engine.upcast import UnreadableFact

Fold = Callable[[Rows, Told, Any], None]
Folds = dict[type[facts.Fact], tuple[Fold, ...]]

DERIVED: Folds = {
    facts.CallStarted: (calls.started,),
    facts.CallAdopted: (calls.adopted,),
    facts.LegStarted: (legs.started,),
    facts.LegAnsweredFact: (legs.answered,),
    facts.LegEndedFact: (legs.ended,),
    facts.PhaseEntered: (calls.phase_entered,),
    facts.IvrEntered: (ivr.entered,),
    facts.IvrPassed: (ivr.passed,),
    facts.IvrUnheard: (ivr.unheard,),
    facts.IvrCalledOutside: (ivr.called_outside,),
    facts.IvrLeft: (ivr.left,),
    facts.CallQueued: (calls.queued,),
    facts.CallerKnown: (calls.known,),
    facts.FirstChoiceGone: (calls.first_choice_gone,),
    facts.CallerGiven: (giving.given,),
    facts.GiftEnded: (giving.gift_ended,),
    facts.PrioritySet: (giving.priority_set,),
    facts.OfferMade: (calls.offered,),
    facts.OfferEnded: (calls.offer_ended,),
    facts.TransferBegan: (transfers.began,),
    facts.TransferEnded: (transfers.ended,),
    facts.SegmentStarted: (segments.started,),
    facts.RecordingPaused: (segments.paused,),
    facts.RecordingContinued: (segments.continued,),
    facts.SegmentEnded: (segments.ended,),
    facts.RatingInvited: (ratings.invited,),
    facts.RatingGiven: (ratings.given,),
    facts.RatingUnsent: (ratings.unsent,),
    facts.DispositionGiven: (segments.disposition_given,),
    facts.WrapUpEnded: (segments.wrap_up_ended,),
    facts.CallbackOwed: (calls.owed,),
    facts.ColleagueCalled: (internal.called,),
    facts.ColleagueAnswered: (internal.answered,),
    facts.CallEnded: (calls.ended,),
    facts.AttemptEnded: (calls.attempt_ended,),
    facts.AgentSignedIn: (agents.signed_in,),
    facts.AgentStateChanged: (agents.state_changed,),
    facts.AgentSignedOut: (agents.signed_out,),
    facts.SupervisionBegan: (leading.came,),
    facts.SupervisionEnded: (leading.went,),
    facts.LeaderActed: (leading.acted,),
    facts.HelpAsked: (leading.help_asked,),
    facts.HelpEnded: (leading.help_ended,),
}
"""Rows that are made of facts alone: they can be thrown away and made again (`services.rebuild`)."""

WORK: Folds = {
    facts.SegmentStarted: (recordings.started, callbacks.got_through),
    facts.CallerGiven: (giving.note_given,),
    facts.GiftEnded: (giving.note_withdrawn,),
    facts.PrioritySet: (giving.note_priority,),
    facts.SupervisionBegan: (leading.note_came,),
    facts.LeaderActed: (leading.note_acted,),
    facts.ColleagueAnswered: (internal.recorded,),
    facts.MessageBegan: (messages.began,),
    facts.MessageEnded: (messages.ended,),
    facts.RecordingFinished: (recordings.finished,),
    facts.CallbackOwed: (callbacks.owed,),
    facts.CallEnded: (callbacks.tried,),
    facts.AttemptEnded: (callbacks.tried,),
}
"""Rows that facts begin and that people and jobs go on with, and lines of the trail: told once, when the fact
is recorded."""


def fold(rows: Rows, told: Told, tables: tuple[Folds, ...] = (DERIVED, WORK)) -> None:
    """Let one fact change the rows. One that this release cannot read raises `UnreadableFact`."""
    if isinstance(told.envelope.fact, facts.SealedFact):
        raise UnreadableFact(told.envelope.fact.reason)
    for table in tables:
        for one in table.get(type(told.envelope.fact), ()):
            one(rows, told, told.envelope.fact)
