"""How records say who changed them last, and which version that makes them."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import Model
from ninja import Schema

from zuoxi.organisation.selectors.changes import NEVER, Change, last_changes


class ChangeOut(Schema):
    """The last change of a row. A change that names this `version` is refused once somebody made another."""

    version: UUID
    at: dt.datetime
    by: str
    """Empty: the house itself."""


class WholeOut(Schema):
    """What a company has one of and sets as a whole: it has a version before anybody has set it."""

    version: UUID = NEVER
    changed: ChangeOut | None = None


def change_out(change: Change | None) -> ChangeOut | None:
    return ChangeOut(version=change.version, at=change.at, by=change.by) if change else None


def whole_stamp(company: Model, kind: str = "") -> dict[str, Any]:
    """The fields of a `WholeOut`, for the company itself or for what `kind` names of it."""
    change = change_out(last_changes([company], kind).get(company.pk))
    return {"version": change.version if change else NEVER, "changed": change}
