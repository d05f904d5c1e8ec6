"""The do-not-call list (C8)."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zuoxi.calls.selectors.calls import whole_number
from zuoxi.compliance import selectors
from zuoxi.compliance.api.access import check_manager, objection_of, require_collector, require_manager, shown
from zuoxi.compliance.models import DoNotCall
from zuoxi.compliance.services import lists
from zuoxi.organisation.doors import actor
from zuoxi.organisation.forms import Form, OptionalName
from zuoxi.organisation.models import Person
from zuoxi.organisation.paging import Page, PageQuery, page_of
from zuoxi.organisation.services.lookups import look_up

router = Router()
OBJECTIONS_SORTABLE = {name: name for name in ("added_at", "number", "type")}
Type = Literal["all", "service_marketing", "survey", "care", "personalised_marketing"]


class ObjectionQuery(PageQuery):
    """`q` is a number (whole or its last digits) or a name."""

    type: Literal[Type, ""] = ""


class ObjectionForm(Form):
    number: Annotated[str, Field(min_length=1, max_length=64)]
    type: Type = "all"
    name: OptionalName = ""
    remark: Annotated[str, Field(max_length=200)] = ""


class ObjectionOut(Schema):
    id: UUID
    number: str
    type: str
    name: str
    remark: str
    added_by: str
    added_at: dt.datetime
    removed_at: dt.datetime | None


def objection_out(row: DoNotCall, viewer: Person) -> ObjectionOut:
    """An entry as its viewer may see it."""
    return ObjectionOut(
        id=row.id,
        number=shown(viewer, row.number),
        type=row.type,
        name=row.name,
        remark=row.remark,
        added_by=row.added_by.name if row.added_by else "",
        added_at=row.added_at,
        removed_at=row.removed_at,
    )


def wanted_objections(person: Person, query: ObjectionQuery) -> QuerySet[DoNotCall]:
    """The entries that a manager asks for; raises `NotAllowed`."""
    tenant = check_manager(person).tenant_id
    rows = selectors.searched(selectors.objections(tenant), tenant, query.q, "name")
    return rows.filter(type=query.type) if query.type else rows


@router.get("/do-not-call", response=Page[ObjectionOut], operation_id="list_do_not_call")
def list_do_not_call(request: HttpRequest, query: Query[ObjectionQuery]) -> object:
    """Who does not want to be called, and for what; the latest first."""
    person = require_manager(request)
    rows = wanted_objections(person, query)
    return page_of(
        rows, query, lambda row: objection_out(row, person), sortable=OBJECTIONS_SORTABLE, default="-added_at"
    )


@router.post("/do-not-call", response={201: ObjectionOut}, operation_id="add_do_not_call")
def add_do_not_call(request: HttpRequest, form: ObjectionForm) -> object:
    """Write down a customer's wish; it holds from this moment on."""
    person, me = require_collector(request), actor(request)
    if whole := whole_number(person, form.number):  # what stands there already is told
        look_up(me, whole)
    row = lists.object_to_calls(me, form.number, form.type, name=form.name, remark=form.remark)
    return Status(201, objection_out(row, person))


@router.delete("/do-not-call/{uuid:entry}", response=ObjectionOut, operation_id="remove_do_not_call")
def remove_do_not_call(request: HttpRequest, entry: UUID) -> object:
    """Take an entry off the list."""
    person = require_manager(request)
    row = objection_of(person, entry)
    lists.remove(actor(request), row)
    return objection_out(row, person)


@router.post("/do-not-call/{uuid:entry}/restore", response=ObjectionOut, operation_id="restore_do_not_call")
def restore_do_not_call(request: HttpRequest, entry: UUID) -> object:
    """Undo a removal."""
    person = require_manager(request)
    row = objection_of(person, entry)
    lists.restore(actor(request), row)
    return objection_out(row, person)
