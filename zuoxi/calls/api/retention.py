"""How long recordings are kept: the company's classes, what they come to, and holding single recordings."""

import datetime as dt
from itertools import islice
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.calls.api.shapes.references import Named, PersonRef, maybe_person, named
from zuoxi.calls.models import Recording, RetentionClass
from zuoxi.calls.rules import kept_until, span_of
from zuoxi.calls.selectors.recordings import keepable_one
from zuoxi.calls.selectors.retention import classes, classes_in_use, due_by_pages, kinds_of
from zuoxi.calls.services import retention_classes as setting
from zuoxi.calls.services.recordings import retention
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Form
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.terms import TermForm, TermOut, term_doors, term_fields

router = Router()
PAGES = 10
"""So many pages of old recordings are looked at; of more it is said that there may be more."""


class RetentionForm(TermForm):
    keep_days: Annotated[int, Field(ge=0, le=36_500)]
    """0: for good."""
    disposition: UUID | None = None
    queue: UUID | None = None
    project: Annotated[str, Field(max_length=36)] = ""


class RetentionOut(TermOut):
    keep_days: int
    disposition: UUID | None
    disposition_name: Named | None
    queue: UUID | None
    queue_name: Named | None
    project: str


class HoldForm(Form):
    because: Annotated[str, Field(min_length=1, max_length=200)]


class KeepingOut(Schema):
    """How long a recording is kept and why."""

    kept_until: dt.datetime | None
    """None: for good."""
    by: Named | None
    """The class that says so; None: none fits, and it is kept for good."""
    held_at: dt.datetime | None
    held_by: PersonRef | None
    held_because: str


class DueOut(Schema):
    """What the coming night would erase."""

    recordings: int
    bytes: int
    more: bool
    """Not all old recordings were looked at: there may be more."""
    held: int
    """Recordings that are held, whatever their span."""


def retention_out(row: RetentionClass, viewer: Person) -> RetentionOut:
    return RetentionOut(
        **term_fields(row),
        keep_days=row.keep_days,
        disposition=row.disposition_id,
        disposition_name=named(row.disposition),
        queue=row.queue_id,
        queue_name=named(row.queue),
        project=row.project,
    )


def keeping_out(row: Recording) -> KeepingOut:
    rows = {str(one.pk): one for one in classes_in_use(row.tenant_id)}
    span = span_of(kinds_of([row])[row.id], retention.spans_of(rows.values()))
    return KeepingOut(
        kept_until=kept_until(row.started_at, span),
        by=named(rows[span.id]) if span else None,
        held_at=row.held_at,
        held_by=maybe_person(row.held_by if row.held_by_id else None),
        held_because=row.held_because,
    )


@router.get("/retention/due", response=DueOut, operation_id="get_retention_due")
def get_retention_due(request: HttpRequest) -> object:
    """What the coming night would erase by the classes that hold now."""
    me = actor(request)
    require(me.who, Permission.RECORDINGS_KEEP, root_of(me.who.tenant_id))
    tenant = me.who.tenant_id
    pages = due_by_pages(tenant, retention.spans_of(classes_in_use(tenant)), me.now)
    found = [row.bytes for page in islice(pages, PAGES) for row, _ in page]
    held = Recording.objects.filter(tenant_id=tenant, held_at__isnull=False).count()
    more = next(pages, None) is not None
    return DueOut(recordings=len(found), bytes=sum(found), more=more, held=held)


@router.get("/recordings/{uuid:recording}/keeping", response=KeepingOut, operation_id="get_keeping")
def get_keeping(request: HttpRequest, recording: UUID) -> object:
    """How long a recording is kept, by which class, and who holds it."""
    return keeping_out(keepable_one(asker(request), recording))


@router.put("/recordings/{uuid:recording}/hold", response=KeepingOut, operation_id="hold_recording")
def hold_recording(request: HttpRequest, recording: UUID, form: HoldForm) -> object:
    """Keep a recording whatever its span: a complaint or a court asks for it."""
    me = actor(request)
    return keeping_out(retention.hold(me, keepable_one(me.who, recording), form.because))


@router.delete("/recordings/{uuid:recording}/hold", response=KeepingOut, operation_id="release_recording")
def release_recording(request: HttpRequest, recording: UUID) -> object:
    """Its span holds again."""
    me = actor(request)
    return keeping_out(retention.let_go(me, keepable_one(me.who, recording)))


term_doors(
    router,
    RetentionClass,
    path="retention-classes",
    one="retention_class",
    many="retention_classes",
    see=(),
    manage=Permission.RECORDINGS_KEEP,
    rows=classes,
    out=RetentionOut,
    shape=retention_out,
    form=RetentionForm,
    create=setting.create,
    change=setting.change,
)
