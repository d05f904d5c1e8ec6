"""The audit trail."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from zuoxi.organisation.doors import asker
from zuoxi.organisation.forms import Moment
from zuoxi.organisation.models import AuditEvent, Person
from zuoxi.organisation.paging import Page, PageQuery, page_of
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.audit import actions_of, trail
from zuoxi.organisation.selectors.named import names_in, told
from zuoxi.organisation.selectors.trail_shown import named_like, shown_to
from zuoxi.organisation.trail_words import action_said

router = Router()


class AuditQuery(PageQuery):
    person: UUID | None = None
    action: str = Field("", max_length=64)
    subject_type: str = Field("", max_length=64)
    subject_id: str = Field("", max_length=64)
    since: Moment | None = None
    until: Moment | None = None


class ActionSaid(Schema):
    """What was done, in words."""

    zh: str
    en: str


class ActionOut(ActionSaid):
    action: str


class AuditOut(Schema):
    """Who did or saw what, when, before and after."""

    id: UUID
    at: dt.datetime
    person: UUID | None
    person_name: str
    action: str
    said: ActionSaid
    subject_type: str
    subject_id: str
    subject_name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    names: dict[str, str]
    """What the ids and codes in `before` and `after` are called."""
    address: str


def _said(action: str) -> ActionSaid:
    zh, en = action_said(action)
    return ActionSaid(zh=zh, en=en)


def audit_out(row: AuditEvent, names: dict[str, str]) -> AuditOut:
    """One line of the trail, with what its ids and codes are called."""
    return AuditOut(
        id=row.id,
        at=row.at,
        person=row.person_id,
        person_name=row.person_name,
        action=row.action,
        said=_said(row.action),
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        subject_name=row.subject_name,
        before=row.before,
        after=row.after,
        names=names,
        address=row.address,
    )


def wanted(person: Person, query: AuditQuery) -> QuerySet[AuditEvent]:
    """The lines that somebody asks for, within his reach; raises `NotAllowed`."""
    require(person, Permission.AUDIT_READ)
    filters: dict[str, Any] = {
        "person_id": query.person,
        "action__startswith": query.action,
        "subject_type": query.subject_type,
        "subject_id": query.subject_id,
        "at__gte": query.since,
        "at__lt": query.until,
    }
    rows = trail(person).filter(**{name: value for name, value in filters.items() if value})
    return rows.filter(named_like(person, query.q)) if query.q else rows


@router.get("/audit", response=Page[AuditOut], operation_id="list_audit")
def list_audit(request: HttpRequest, query: Query[AuditQuery]) -> object:
    """What happened within the asker's reach, the latest first."""
    me = asker(request)
    sortable = {"at": "at", "action": "action"}
    found = page_of(wanted(me, query), query, shown_to(me), sortable=sortable, default="-at")
    items = found["items"]
    values = [value for row in items for value in (row.before, row.after)]
    names = names_in(me.tenant_id, values, english=me.language.startswith("en"))
    return {**found, "items": [audit_out(row, told(names, row.before, row.after)) for row in items]}


@router.get("/audit/actions", response=list[ActionOut], operation_id="list_audit_actions")
def list_audit_actions(request: HttpRequest) -> object:
    """What the trail within the asker's reach tells of, to choose from."""
    require(asker(request), Permission.AUDIT_READ)
    found = actions_of(trail(asker(request)))
    return [ActionOut(action=action, **_said(action).dict()) for action in found]
