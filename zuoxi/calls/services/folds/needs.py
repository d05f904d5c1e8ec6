"""What the folds of a batch will ask for, so that it is read at once: one query per model.

What is not listed here is still found, by a query of its own; a test counts the queries of small and large
batches.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models

from zuoxi.calls.models import (
    AgentSession,
    Attempt,
    Call,
    CallPhase,
    Leg,
    Offer,
    Rating,
    Recording,
    Segment,
    VoiceMessage,
)
from zuoxi.calls.services.folds.callbacks import subject
from zuoxi.calls.services.rows import Needs, Rows, Subject
from zuoxi.engine import facts
from zuoxi.engine.facts import FactEnvelope

BY_FIELD: dict[str, type[models.Model]] = {
    "call": Call,
    "leg": Leg,
    "segment": Segment,
    "session": AgentSession,
    "recording": Recording,
    "attempt": Attempt,
    "message": VoiceMessage,
}
"""Field of a fact -> the row that it names."""

OF_CALLS: dict[type[facts.Fact], type[models.Model]] = {
    facts.PhaseEntered: CallPhase,
    facts.CallEnded: CallPhase,
    facts.OfferEnded: Offer,
}
"""Facts whose fold looks at all rows of a kind that their call has."""


def load(rows: Rows, envelopes: Sequence[FactEnvelope]) -> None:
    """Read all that the folds of these facts need."""
    needs = Needs()
    for envelope in envelopes:
        fact: Any = envelope.fact
        if isinstance(fact, facts.RatingGiven):
            needs.rows[Rating].add(UUID(fact.segment))
        for name, model in BY_FIELD.items():
            if row_id := getattr(fact, name, ""):
                needs.rows[model].add(UUID(row_id))
        if of_call := OF_CALLS.get(type(fact)):
            needs.of_calls[of_call].add(UUID(fact.call))
    rows.load(needs)
    rows.load(Needs(subjects=_subjects(rows, envelopes)))


def _subjects(rows: Rows, envelopes: Sequence[FactEnvelope]) -> set[Subject]:
    """Whom these facts may owe a callback, or owe none any more."""
    found: set[Subject] = set()
    begun = {one.fact.call: one.fact for one in envelopes if isinstance(one.fact, facts.CallStarted)}
    for envelope in envelopes:
        number, line = "", ""
        match envelope.fact:
            case facts.CallbackOwed(number=number, service_line=line):
                pass
            case facts.SegmentStarted(call=call) if call in begun:
                number, line = begun[call].customer_number, begun[call].service_line
            case facts.SegmentStarted(call=call) if row := rows.find(Call, UUID(call)):
                number = row.customer_number
                line = str(row.service_line_id) if row.service_line_id else ""
        if number:
            found.add((UUID(envelope.tenant), subject(number, line)))
    return found
