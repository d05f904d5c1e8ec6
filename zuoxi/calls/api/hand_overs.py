"""Handing the recordings of a month over to a second medium, with a receipt."""

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zuoxi.calls.api.shapes.references import Named, PersonRef, maybe_person, named, person_ref
from zuoxi.calls.models import HandedRecording, HandOver
from zuoxi.calls.selectors.hand_overs import LACKING, at_work, hand_overs_of, items_of, one_hand_over
from zuoxi.calls.services import hand_overs as handing
from zuoxi.calls.services.recordings.manifest import MANIFEST, SUMS
from zuoxi.calls.services.recordings.media import where
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Both, Form, Name
from zuoxi.organisation.paging import Page, PageQuery, page_of

router = Router()
PLACES = tuple(HandOver.Place)


class MediumOut(Schema):
    """Where something can be handed over to."""

    place: Literal["folder", "s3"]
    where: str
    trouble: Both | None
    """What is to be done before; None: nothing."""


class HandOverForm(Form):
    month: dt.date
    """Any day of it, in the company's days."""
    queue: UUID | None = None
    project: Annotated[str, Field(max_length=36)] = ""
    place: Literal["folder", "s3"]
    medium: Name
    """What is written on it."""
    rest_only: bool = False
    """Only what no hand-over that somebody has signed for holds."""


class ReceivedForm(Form):
    received_by: Name


class HandOverOut(Schema):
    """A hand-over: how far it is, what lies on the medium, who has it."""

    id: UUID
    month: dt.date
    queue: Named | None
    project: str
    rest_only: bool
    place: str
    where: str
    medium: str
    folder: str
    state: str
    """As the row says, or `stopped`: nobody is at it."""
    trouble: str
    job: UUID | None
    """The job that is at it; None: none."""
    done: int
    total: int
    rate: float
    asked_by: PersonRef
    asked_at: dt.datetime
    finished_at: dt.datetime | None
    recordings: int
    bytes: int
    lacking: int
    manifest: str
    sums: str
    manifest_sha256: str
    received_by: str
    received_at: dt.datetime | None
    received_noted_by: PersonRef | None


class HandedOut(Schema):
    """One recording of a hand-over."""

    recording: UUID
    call: UUID
    started_at: dt.datetime
    person: PersonRef | None
    state: str
    file: str
    sha256: str


class HandedQuery(PageQuery):
    lacking: bool = False
    """Only those of which nothing whole lies on the medium."""


def hand_over_out(row: HandOver) -> HandOverOut:
    job = at_work(row)
    under_way = row.state in (HandOver.State.WAITING, HandOver.State.COPYING, HandOver.State.AWAY)
    return HandOverOut(
        id=row.id,
        month=row.month,
        queue=named(row.queue),
        project=row.project,
        rest_only=row.rest_only,
        place=row.place,
        where=where(row.place),
        medium=row.medium,
        folder=row.folder,
        state="stopped" if under_way and job is None else row.state,
        trouble=row.trouble,
        job=job.id if job else None,
        done=job.done if job else 0,
        total=job.total if job else 0,
        rate=job.rate if job else 0,
        asked_by=person_ref(row.asked_by),
        asked_at=row.asked_at,
        finished_at=row.finished_at,
        recordings=row.recordings,
        bytes=row.bytes,
        lacking=row.lacking,
        manifest=f"{row.folder}/{MANIFEST}",
        sums=f"{row.folder}/{SUMS}",
        manifest_sha256=row.manifest_sha256,
        received_by=row.received_by,
        received_at=row.received_at,
        received_noted_by=maybe_person(row.received_noted_by),
    )


def handed_out(item: HandedRecording) -> HandedOut:
    recording = item.recording
    return HandedOut(
        recording=recording.id,
        call=recording.call_id,
        started_at=recording.started_at,
        person=maybe_person(recording.person if recording.person_id else None),
        state=item.state,
        file=item.file,
        sha256=item.sha256,
    )


@router.get("/hand-over-media", response=list[MediumOut], operation_id="list_hand_over_media")
def list_hand_over_media(request: HttpRequest) -> object:
    """Where recordings can be handed over to, and what is to be done before."""
    hand_overs_of(asker(request))  # only for who may
    return [_medium(place) for place in PLACES]


@router.get("/hand-overs", response=Page[HandOverOut], operation_id="list_hand_overs")
def list_hand_overs(request: HttpRequest, query: Query[PageQuery]) -> object:
    """The company's hand-overs, the latest first."""
    rows = hand_overs_of(asker(request))
    if query.q:
        rows = rows.filter(medium__icontains=query.q)
    sortable = {"month": "month", "asked_at": "asked_at"}
    return page_of(rows, query, hand_over_out, sortable=sortable, default="-asked_at")


@router.post("/hand-overs", response={202: HandOverOut}, operation_id="start_hand_over")
def start_hand_over(request: HttpRequest, form: HandOverForm) -> object:
    """Have a month's recordings copied, each read back; `POST /jobs/{id}/cancel` stops it."""
    return Status(202, hand_over_out(handing.start(actor(request), form.model_dump())))


@router.get("/hand-overs/{uuid:id}", response=HandOverOut, operation_id="get_hand_over")
def get_hand_over(request: HttpRequest, id: UUID) -> object:
    """One hand-over, with all that its receipt says."""
    return hand_over_out(one_hand_over(asker(request), id))


@router.get("/hand-overs/{uuid:id}/items", response=Page[HandedOut], operation_id="list_handed_recordings")
def list_handed_recordings(request: HttpRequest, id: UUID, query: Query[HandedQuery]) -> object:
    """Its recordings and what of each lies on the medium."""
    rows = items_of(one_hand_over(asker(request), id)).select_related("recording__person")
    if query.lacking:
        rows = rows.filter(state__in=LACKING)
    return page_of(
        rows, query, handed_out, sortable={"started_at": "recording__started_at"}, default="started_at"
    )


@router.post("/hand-overs/{uuid:id}/go-on", response={202: HandOverOut}, operation_id="go_on_hand_over")
def go_on_hand_over(request: HttpRequest, id: UUID) -> object:
    """Copy what lacks, and what has been stored since."""
    me = actor(request)
    return Status(202, hand_over_out(handing.go_on(me, one_hand_over(me.who, id))))


@router.post("/hand-overs/{uuid:id}/received", response=HandOverOut, operation_id="receive_hand_over")
def receive_hand_over(request: HttpRequest, id: UUID, form: ReceivedForm) -> object:
    """Note who has signed for it; from then on it stays as it is."""
    me = actor(request)
    return hand_over_out(handing.receive(me, one_hand_over(me.who, id), form.received_by))


def _medium(place: str) -> dict[str, Any]:
    said = handing.said_of(place)
    trouble = Both(zh=said[0], en=said[1]) if said else None
    return {"place": place, "where": where(place), "trouble": trouble}
