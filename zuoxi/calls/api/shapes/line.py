"""A call as a line of a list."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from ninja import Schema

from zuoxi.calls.api.shapes.references import Named, PersonRef, Region, maybe_person, named
from zuoxi.calls.models import Call, Rating, Recording
from zuoxi.calls.rules import NOT_TAKEN, spoken_ms, waited_ms
from zuoxi.calls.selectors.numbers import number_of_call
from zuoxi.kernel.phone import home_region
from zuoxi.organisation.models import Person


class RecordingRef(Schema):
    id: UUID
    segment: UUID | None
    """None: a message that the caller left, or what colleagues said."""
    state: str
    """`recording`, `recorded`, `stored`, `verified`, `missing`, `altered`, `short`."""
    seconds: float
    bytes: int
    started_at: dt.datetime


class RatingOut(Schema):
    """A customer was asked how a conversation was."""

    segment: UUID
    way: str
    """`keys`, `link`."""
    by: str
    """`agent`, `house`, `flow`."""
    invited_at: dt.datetime
    score: int | None
    """1 to 5; 5 is the best; None: he has not answered."""
    comment: str
    answered_at: dt.datetime | None
    unsent: str
    """Why the message with his link did not leave (`engine.facts.UnsentWhy`); empty: it did, or by keys."""


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
    colleague: PersonRef | None
    """Of a call between colleagues: whom `person` called."""
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
    ratings: list[RatingOut]
    unrecorded: str
    """Why a conversation of it was not recorded, see `SegmentOut`; of several the last."""


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


def rating_out(row: Rating) -> RatingOut:
    """How a conversation was found."""
    return RatingOut(
        segment=row.id,
        way=row.way,
        by=row.by,
        invited_at=row.invited_at,
        score=row.score,
        comment=row.comment,
        answered_at=row.answered_at,
        unsent=row.unsent,
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
        colleague=maybe_person(row.colleague),
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
        ratings=[rating_out(rating) for rating in row.ratings.all()],
        unrecorded=next((one.unrecorded for one in reversed(row.segments.all()) if one.unrecorded), ""),
    )
