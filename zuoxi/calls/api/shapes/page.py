"""A call with all its parts, as its page shows it."""

import datetime as dt
from uuid import UUID

from ninja import Schema

from zuoxi.calls.api.shapes.line import CallOut, call_out
from zuoxi.calls.api.shapes.references import Named, PersonRef, maybe_person, named, person_ref
from zuoxi.calls.models import Call, CallbackTry, CallNote, CallPhase, Leg, Offer
from zuoxi.calls.models import Segment as SegmentRow
from zuoxi.calls.selectors.calling_back import try_of_call
from zuoxi.calls.selectors.numbers import number_in_call, number_of_call
from zuoxi.calls.selectors.way import Step, steps
from zuoxi.contacts.selectors.customers import names_by_number
from zuoxi.kernel.phone import masked_in
from zuoxi.organisation.models import Person


class PhaseOut(Schema):
    phase: str
    started_at: dt.datetime
    ended_at: dt.datetime | None
    ms: int


class LegOut(Schema):
    id: UUID
    kind: str
    node: str
    person: PersonRef | None
    started_at: dt.datetime
    answered_at: dt.datetime | None
    ended_at: dt.datetime | None
    cause: int | None


class OfferOut(Schema):
    person: PersonRef
    at: dt.datetime
    ended_at: dt.datetime | None
    outcome: str
    ring_ms: int


class GapOut(Schema):
    """A pause, in ms from the beginning."""

    from_ms: int
    to_ms: int | None
    """None: it goes on."""
    why: str
    """`agent`: somebody who spoke asked for it; `flow`: the customer went through one."""


class SegmentOut(Schema):
    id: UUID
    person: PersonRef
    started_at: dt.datetime
    ended_at: dt.datetime | None
    talk_ms: int
    hold_ms: int
    wrap_up_ms: int
    ended_by: str
    disposition: str
    unrecorded: str
    """Why it was not recorded: `no_room`, `announcement_failed`, `found_unrecorded`."""
    gaps: list[GapOut]
    """Where its recording was paused on purpose."""


class FoundOut(Schema):
    label: str
    value: str


class StepOut(Schema):
    """One step of the call's way (`selectors.way`); `reason` says why, or what became of it."""

    at: dt.datetime
    step: str
    person: PersonRef | None
    queue: Named | None
    group: Named | None
    vip: bool
    reason: str
    position: int
    ahead_ms: int
    ring_ms: int
    to: PersonRef | None
    """To whom he was to be passed on, or who was asked; empty: a queue, a flow, or somebody outside
    (`number`)."""
    number: str
    flow: Named | None
    found: list[FoundOut]
    """What a flow found and showed the agent."""
    then: str


class NoteOut(Schema):
    person: PersonRef
    text: str
    changed_at: dt.datetime


class CalledBackOut(Schema):
    """Why the house called a customer by itself."""

    number: int
    """Which of its tries it was."""
    reason: str
    """Why he was owed a call …"""
    owed_at: dt.datetime
    """… and since when."""
    waited_ms: int


class CallDetail(CallOut):
    phases: list[PhaseOut]
    legs: list[LegOut]
    offers: list[OfferOut]
    segments: list[SegmentOut]
    way: list[StepOut]
    notes: list[NoteOut]
    called_back: CalledBackOut | None
    """None: the house did not make this call by itself."""


def call_detail(row: Call, notes: list[CallNote], viewer: Person, now: dt.datetime) -> CallDetail:
    """A call with all its parts."""
    hidden = "" if number_of_call(viewer, row, now) == row.customer_number else row.customer_number
    return CallDetail(
        **call_out(row, viewer, now, names_by_number(viewer, [row.customer_number])).dict(),
        phases=[phase_out(phase) for phase in row.phases.all()] or _only_ringing(row),
        legs=[leg_out(leg) for leg in row.legs.all()],
        offers=[offer_out(offer) for offer in row.offers.all()],
        segments=[segment_out(segment) for segment in row.segments.all()],
        way=[step_out(step, number_in_call(viewer, row, step.number, now), hidden) for step in steps(row)],
        notes=[note_out(note) for note in notes],
        called_back=called_back_out(try_of_call(row.id)),
    )


def _only_ringing(row: Call) -> list[PhaseOut]:
    """Of a customer who was not reached the parts are not kept: it rang until it ended."""
    if row.ended_at is None or not row.ring_ms:
        return []
    return [PhaseOut(phase="ring", started_at=row.started_at, ended_at=row.ended_at, ms=row.ring_ms)]


def phase_out(row: CallPhase) -> PhaseOut:
    return PhaseOut(phase=row.phase, started_at=row.started_at, ended_at=row.ended_at, ms=row.ms)


def leg_out(row: Leg) -> LegOut:
    return LegOut(
        id=row.id,
        kind=row.kind,
        node=row.node,
        person=maybe_person(row.person),
        started_at=row.started_at,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        cause=row.cause,
    )


def offer_out(row: Offer) -> OfferOut:
    return OfferOut(
        person=person_ref(row.person),
        at=row.at,
        ended_at=row.ended_at,
        outcome=row.outcome,
        ring_ms=row.ring_ms,
    )


def segment_out(row: SegmentRow) -> SegmentOut:
    return SegmentOut(
        id=row.id,
        person=person_ref(row.person),
        started_at=row.started_at,
        ended_at=row.ended_at,
        talk_ms=row.talk_ms,
        hold_ms=row.hold_ms,
        wrap_up_ms=row.wrap_up_ms,
        ended_by=row.ended_by,
        disposition=row.disposition,
        unrecorded=row.unrecorded,
        gaps=[GapOut(**gap) for gap in row.gaps],
    )


def step_out(step: Step, number: str, hidden: str) -> StepOut:
    """`hidden`: the customer's number, where the viewer may not see it whole: a flow may have shown it."""
    return StepOut(
        at=step.at,
        step=step.step,
        person=maybe_person(step.person),
        queue=named(step.queue),
        group=named(step.group),
        vip=step.vip,
        reason=step.why,
        position=step.position,
        ahead_ms=step.ahead_ms,
        ring_ms=step.ring_ms,
        to=maybe_person(step.to),
        number=number,
        flow=named(step.flow),
        found=[FoundOut(label=label, value=masked_in(value, hidden)) for label, value in step.found],
        then=step.then,
    )


def note_out(row: CallNote) -> NoteOut:
    return NoteOut(person=person_ref(row.person), text=row.text, changed_at=row.changed_at)


def called_back_out(row: CallbackTry | None) -> CalledBackOut | None:
    """Why the house called."""
    if row is None:
        return None
    return CalledBackOut(number=row.number, reason=row.reason, owed_at=row.owed_at, waited_ms=row.waited_ms)
