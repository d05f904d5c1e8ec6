"""How calls and their parts look to programs."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID

from ninja import Schema

from zuoxi.calls.api.words import hindered_said
from zuoxi.calls.models import (
    Call,
    CallbackTask,
    CallbackTry,
    CallNote,
    CallPhase,
    Disposition,
    Leg,
    Offer,
    Recording,
)
from zuoxi.calls.models import Segment as SegmentRow
from zuoxi.calls.rules import NOT_TAKEN, spoken_ms, waited_ms
from zuoxi.calls.selectors.calling_back import by_the_house, tries_of, try_of_call
from zuoxi.calls.selectors.numbers import number_of_call, number_of_callback
from zuoxi.calls.selectors.way import Step, steps
from zuoxi.contacts.selectors.customers import names_by_number
from zuoxi.kernel.phone import home_region
from zuoxi.organisation.models import Person
from zuoxi.telephony.models import Queue, ServiceLine, SkillGroup


class Named(Schema):
    id: UUID
    name: str
    name_en: str


class PersonRef(Schema):
    id: UUID
    name: str
    number: str


class Region(Schema):
    zh: str
    en: str


class RecordingRef(Schema):
    id: UUID
    segment: UUID
    state: str
    """`recording`, `recorded`, `stored`, `verified`, `missing`, `altered`, `short`."""
    seconds: float
    bytes: int
    started_at: dt.datetime


class CallOut(Schema):
    """A call as a line of the list. Times are UTC; spans are milliseconds."""

    id: UUID
    direction: str
    number: str
    """Masked unless the viewer may see it."""
    customer: str
    """Name of the customer with this number, if there is one and the viewer may see customers."""
    region: Region
    house_number: str
    service_line: Named | None
    queue: Named | None
    person: PersonRef | None
    started_at: dt.datetime
    queued_at: dt.datetime | None
    answered_at: dt.datetime | None
    ended_at: dt.datetime | None
    outcome: str
    ended_by: str
    cause: int | None
    disposition: str
    duration_ms: int
    queue_ms: int
    ring_ms: int
    talk_ms: int
    hold_ms: int
    wrap_up_ms: int
    waited_ms: int
    """等待: from the door to the answer, in queues and while it rang (`rules.waited_ms`)."""
    spoken_ms: int
    """通话: from the answer to the end, with what was held (`rules.spoken_ms`)."""
    missed: bool
    """It rang at the viewer, who did not take it."""
    recordings: list[RecordingRef]
    unrecorded: str
    """Why a conversation of it was not recorded, see `SegmentOut`; of several the last."""


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


class TryOut(Schema):
    """The house called somebody back by itself."""

    at: dt.datetime
    outcome: str
    """Empty: it goes on."""
    call: UUID


class Sentence(Schema):
    zh: str
    en: str


class ByTheHouseOut(Schema):
    """Where the house stands with a call owed that it dials by itself."""

    state: Literal["no", "waiting", "given_up"]
    """`no`: people call; `given_up`: it has tried enough, and people go on."""
    tries: int
    most: int
    next_at: dt.datetime | None
    """Not before then; None: as soon as an agent is free."""
    why: Sentence | None
    """What hindered it the last time."""
    tried: list[TryOut]


class CallbackOut(Schema):
    """A call owed to somebody who did not get through."""

    id: UUID
    number: str
    customer: str
    region: Region
    service_line: Named | None
    queue: Named | None
    reason: str
    calls: int
    waited_ms: int
    first_at: dt.datetime
    last_at: dt.datetime
    last_call: UUID
    claimed_by: PersonRef | None
    claimed_at: dt.datetime | None
    closed_at: dt.datetime | None
    closed_by: PersonRef | None
    result: str
    house: ByTheHouseOut


class DispositionOut(Schema):
    id: UUID
    parent: UUID | None
    code: str
    name: str
    name_en: str


def named(row: ServiceLine | Queue | SkillGroup | None) -> Named | None:
    """A configured thing with its two names."""
    return Named(id=row.id, name=row.name, name_en=row.name_en) if row else None


def person_ref(row: Person) -> PersonRef:
    """Who."""
    return PersonRef(id=row.id, name=row.name, number=row.number)


def maybe_person(row: Person | None) -> PersonRef | None:
    """Who, if anybody."""
    return person_ref(row) if row else None


def recording_ref(row: Recording) -> RecordingRef:
    """A recording, without its sound."""
    return RecordingRef(
        id=row.id,
        segment=row.segment_id,
        state=row.state,
        seconds=row.seconds,
        bytes=row.bytes,
        started_at=row.started_at,
    )


def call_out(row: Call, viewer: Person, now: dt.datetime, names: Mapping[str, str]) -> CallOut:
    """A call as its viewer may see it; `names` are of customers, by number."""
    return CallOut(
        id=row.id,
        direction=row.direction,
        number=number_of_call(viewer, row, now),
        customer=names.get(row.customer_number, ""),
        region=Region(**home_region(row.customer_number)),
        house_number=row.house_number,
        service_line=named(row.service_line),
        queue=named(row.queue),
        person=maybe_person(row.person),
        started_at=row.started_at,
        queued_at=row.queued_at,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        outcome=row.outcome,
        ended_by=row.ended_by,
        cause=row.cause,
        disposition=row.disposition,
        duration_ms=row.duration_ms,
        queue_ms=row.queue_ms,
        ring_ms=row.ring_ms,
        talk_ms=row.talk_ms,
        hold_ms=row.hold_ms,
        wrap_up_ms=row.wrap_up_ms,
        waited_ms=waited_ms(row.queue_ms, row.ring_ms),
        spoken_ms=spoken_ms(row.talk_ms, row.hold_ms),
        missed=any(offer.person_id == viewer.id and offer.outcome in NOT_TAKEN for offer in row.offers.all()),
        recordings=[recording_ref(recording) for recording in row.recordings.all()],
        unrecorded=next((one.unrecorded for one in reversed(row.segments.all()) if one.unrecorded), ""),
    )


def call_detail(row: Call, notes: list[CallNote], viewer: Person, now: dt.datetime) -> CallDetail:
    """A call with all its parts."""
    return CallDetail(
        **call_out(row, viewer, now, names_by_number(viewer, [row.customer_number])).dict(),
        phases=[phase_out(phase) for phase in row.phases.all()] or _only_ringing(row),
        legs=[leg_out(leg) for leg in row.legs.all()],
        offers=[offer_out(offer) for offer in row.offers.all()],
        segments=[segment_out(segment) for segment in row.segments.all()],
        way=[step_out(step) for step in steps(row)],
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
    )


def step_out(step: Step) -> StepOut:
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
    )


def note_out(row: CallNote) -> NoteOut:
    return NoteOut(person=person_ref(row.person), text=row.text, changed_at=row.changed_at)


def callback_out(
    row: CallbackTask,
    viewer: Person,
    now: dt.datetime,
    names: Mapping[str, str] | None = None,
    tried: Mapping[UUID, Sequence[CallbackTry]] | None = None,
) -> CallbackOut:
    """A call owed, as its viewer may see it; `names` are of customers, by number, `tried` by task."""
    known = names_by_number(viewer, [row.number]) if names is None else names
    tries = tries_of([row.id]) if tried is None else tried
    return CallbackOut(
        id=row.id,
        number=number_of_callback(viewer, row, now),
        customer=known.get(row.number, ""),
        region=Region(**home_region(row.number)),
        service_line=named(row.service_line),
        queue=named(row.queue),
        reason=row.reason,
        calls=row.calls,
        waited_ms=row.waited_ms,
        first_at=row.first_at,
        last_at=row.last_at,
        last_call=row.last_call_id,
        claimed_by=maybe_person(row.claimed_by),
        claimed_at=row.claimed_at,
        closed_at=row.closed_at,
        closed_by=maybe_person(row.closed_by),
        result=row.result,
        house=by_the_house_out(row, tries.get(row.id, ())),
    )


def by_the_house_out(row: CallbackTask, tried: Sequence[CallbackTry]) -> ByTheHouseOut:
    """Where the house stands with it."""
    why = hindered_said(row.hindered)
    return ByTheHouseOut(
        state=by_the_house(row),
        tries=row.tries,
        most=row.queue.callback_tries if row.queue else 0,
        next_at=row.not_before,
        why=Sentence(zh=why[0], en=why[1]) if why else None,
        tried=[TryOut(at=one.at, outcome=one.outcome, call=one.call_id) for one in tried],
    )


def called_back_out(row: CallbackTry | None) -> CalledBackOut | None:
    """Why the house called."""
    if row is None:
        return None
    return CalledBackOut(number=row.number, reason=row.reason, owed_at=row.owed_at, waited_ms=row.waited_ms)


def disposition_out(row: Disposition) -> DispositionOut:
    return DispositionOut(id=row.id, parent=row.parent_id, code=row.code, name=row.name, name_en=row.name_en)
