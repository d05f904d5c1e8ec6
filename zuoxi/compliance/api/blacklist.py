"""The blacklist (T2)."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zuoxi.compliance import selectors
from zuoxi.compliance.api.access import blacklisted_of, check_manager, require_manager, shown
from zuoxi.compliance.models import BlacklistEntry, BlacklistHit
from zuoxi.compliance.services import lists
from zuoxi.organisation.doors import actor
from zuoxi.organisation.forms import Form, Moment
from zuoxi.organisation.models import Person
from zuoxi.organisation.paging import Page, PageQuery, page_of

router = Router()
BLACKLIST_SORTABLE = {name: name for name in ("added_at", "number", "hits", "last_hit_at", "expires_at")}


class BlacklistForm(Form):
    number: Annotated[str, Field(min_length=1, max_length=64)]
    reason: Annotated[str, Field(min_length=1, max_length=200)]
    expires_at: Moment | None = None


class BlacklistOut(Schema):
    id: UUID
    number: str
    reason: str
    added_by: str
    added_at: dt.datetime
    expires_at: dt.datetime | None
    expired: bool
    removed_at: dt.datetime | None
    hits: int
    last_hit_at: dt.datetime | None


class HitOut(Schema):
    call: UUID
    at: dt.datetime


def blacklist_out(row: BlacklistEntry, viewer: Person, now: dt.datetime) -> BlacklistOut:
    """An entry as its viewer may see it."""
    return BlacklistOut(
        id=row.id,
        number=shown(viewer, row.number),
        reason=row.reason,
        added_by=row.added_by.name if row.added_by else "",
        added_at=row.added_at,
        expires_at=row.expires_at,
        expired=row.expires_at is not None and row.expires_at <= now,
        removed_at=row.removed_at,
        hits=row.hits,
        last_hit_at=row.last_hit_at,
    )


def hit_out(row: BlacklistHit) -> HitOut:
    return HitOut(call=row.call_id, at=row.at)


def wanted_blacklist(person: Person, query: PageQuery) -> QuerySet[BlacklistEntry]:
    """The entries that a manager asks for; raises `NotAllowed`."""
    tenant = check_manager(person).tenant_id
    return selectors.searched(selectors.blacklist(tenant), tenant, query.q, "reason")


@router.get("/blacklist", response=Page[BlacklistOut], operation_id="list_blacklist")
def list_blacklist(request: HttpRequest, query: Query[PageQuery]) -> object:
    """Who is turned away, with reason and hits; `q` is a number or a part of the reason."""
    person = require_manager(request)
    now = actor(request).now
    rows = wanted_blacklist(person, query)
    return page_of(
        rows,
        query,
        lambda row: blacklist_out(row, person, now),
        sortable=BLACKLIST_SORTABLE,
        default="-added_at",
        totals={"hits": Sum("hits")},
    )


@router.post("/blacklist", response={201: BlacklistOut}, operation_id="add_blacklist")
def add_blacklist(request: HttpRequest, form: BlacklistForm) -> object:
    """Bar a number: its calls do not reach anybody, and nobody calls it."""
    person, me = require_manager(request), actor(request)
    row = lists.blacklist(me, form.number, form.reason, expires_at=form.expires_at)
    return Status(201, blacklist_out(row, person, me.now))


@router.delete("/blacklist/{uuid:entry}", response=BlacklistOut, operation_id="remove_blacklist")
def remove_blacklist(request: HttpRequest, entry: UUID) -> object:
    """Take a number off the blacklist."""
    person, me = require_manager(request), actor(request)
    row = blacklisted_of(person, entry)
    lists.remove(me, row)
    return blacklist_out(row, person, me.now)


@router.post("/blacklist/{uuid:entry}/restore", response=BlacklistOut, operation_id="restore_blacklist")
def restore_blacklist(request: HttpRequest, entry: UUID) -> object:
    """Undo a removal."""
    person, me = require_manager(request), actor(request)
    row = blacklisted_of(person, entry)
    lists.restore(me, row)
    return blacklist_out(row, person, me.now)


@router.get("/blacklist/{uuid:entry}/hits", response=Page[HitOut], operation_id="list_blacklist_hits")
def list_blacklist_hits(request: HttpRequest, entry: UUID, query: Query[PageQuery]) -> object:
    """The calls of a number that were turned away, the latest first."""
    row = blacklisted_of(require_manager(request), entry)
    return page_of(selectors.hits(row), query, hit_out, sortable={"at": "at"}, default="-at")
