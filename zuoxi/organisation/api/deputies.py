"""Who stands in for whom: everybody sets up his own."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.errors import NotFound
from zuoxi.organisation.forms import Form, Moment
from zuoxi.organisation.models import Deputy
from zuoxi.organisation.paging import AddressQuery, Page, PageQuery, page_of
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require_any
from zuoxi.organisation.selectors.deputies import deputies_of
from zuoxi.organisation.selectors.people import colleagues_of, searched
from zuoxi.organisation.services import deputies as writing

router = Router()
MOST = 20
"""As many colleagues are offered at a time; more letters find fewer."""


class DeputyForm(Form):
    deputy: UUID
    since: Moment
    until: Moment
    remark: Annotated[str, Field(max_length=200)] = ""


class DeputyOut(Schema):
    id: UUID
    person: UUID
    person_name: str
    deputy: UUID
    deputy_name: str
    since: dt.datetime
    until: dt.datetime
    remark: str


def deputy_out(row: Deputy) -> DeputyOut:
    return DeputyOut(
        id=row.id,
        person=row.person_id,
        person_name=row.person.name,
        deputy=row.deputy_id,
        deputy_name=row.deputy.name,
        since=row.since,
        until=row.until,
        remark=row.remark,
    )


@router.get("/deputies", response=Page[DeputyOut], operation_id="list_deputies")
def list_deputies(request: HttpRequest, query: Query[PageQuery]) -> object:
    """Who stands in for the asker, and for whom he does: now and later."""
    me = actor(request)
    rows = deputies_of(me.who).filter(until__gt=me.now)
    return page_of(rows, query, deputy_out, sortable={"since": "since"}, default="since")


class ColleagueOut(Schema):
    id: UUID
    name: str
    number: str


class ColleagueQuery(AddressQuery):
    q: str = Field("", max_length=100)


@router.get("/colleagues", response=list[ColleagueOut], operation_id="list_colleagues")
def list_colleagues(request: HttpRequest, query: Query[ColleagueQuery]) -> object:
    """Colleagues by name or number, the first twenty: for those who have work in the house."""
    person = asker(request)
    require_any(person, Permission)
    rows = searched(colleagues_of(person), query.q.strip()).order_by("name", "id")[:MOST]
    return [ColleagueOut(id=row.id, name=row.name, number=row.number) for row in rows]


@router.post("/deputies", response={201: DeputyOut}, operation_id="ask_deputy")
def ask_deputy(request: HttpRequest, form: DeputyForm) -> object:
    """Let a colleague stand in for the asker."""
    row = writing.ask_deputy(actor(request), form.deputy, form.since, form.until, form.remark)
    return Status(201, deputy_out(row))


@router.delete("/deputies/{uuid:id}", response=DeputyOut, operation_id="end_deputy")
def end_deputy(request: HttpRequest, id: UUID) -> object:
    """It is over from now on."""
    row = deputies_of(asker(request)).filter(pk=id).first()
    if row is None:
        raise NotFound
    return deputy_out(writing.end_deputy(actor(request), row))
