"""A message that a caller left."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from ninja import Schema

from zuoxi.calls.api.shapes.references import Named, PersonRef, Region, maybe_person, named
from zuoxi.calls.models import Recording, VoiceMessage
from zuoxi.calls.selectors.messages import sounds_of
from zuoxi.calls.selectors.numbers import number_of_message
from zuoxi.contacts.selectors.customers import names_by_number
from zuoxi.kernel.phone import home_region
from zuoxi.organisation.models import Person


class MessageOut(Schema):
    """A message on the tape."""

    id: UUID
    call: UUID
    number: str
    customer: str
    region: Region
    service_line: Named | None
    queue: Named | None
    left_at: dt.datetime
    ms: int
    sound: str
    """How far its recording is: `recording`, `recorded`, `stored`, `verified` … as any recording's."""
    claimed_by: PersonRef | None
    heard_by: PersonRef | None
    heard_at: dt.datetime | None
    closed_at: dt.datetime | None
    closed_by: PersonRef | None
    result: str


def message_out(
    row: VoiceMessage,
    viewer: Person,
    now: dt.datetime,
    names: Mapping[str, str] | None = None,
    sounds: Mapping[UUID, Recording] | None = None,
) -> MessageOut:
    """A message, as its viewer may see it; `names` are of customers, by number, `sounds` by message."""
    known = names_by_number(viewer, [row.number]) if names is None else names
    kept = (sounds_of([row.id]) if sounds is None else sounds).get(row.id)
    return MessageOut(
        id=row.id,
        call=row.call_id,
        number=number_of_message(viewer, row, now),
        customer=known.get(row.number, "") if row.number else "",
        region=Region(**home_region(row.number)),
        service_line=named(row.service_line),
        queue=named(row.queue),
        left_at=row.left_at,
        ms=row.ms,
        sound=kept.state if kept else Recording.State.MISSING,
        claimed_by=maybe_person(row.claimed_by),
        heard_by=maybe_person(row.heard_by),
        heard_at=row.heard_at,
        closed_at=row.closed_at,
        closed_by=maybe_person(row.closed_by),
        result=row.result,
    )
