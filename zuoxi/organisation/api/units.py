"""The organisation tree."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from zuoxi.organisation.crud import RowOut, stamped
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Form, Name, OptionalName
from zuoxi.organisation.models import OrgUnit
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors import people as reading
from zuoxi.organisation.selectors.access import require, visible_one
from zuoxi.organisation.selectors.changes import last_changes
from zuoxi.organisation.services import units as writing
from zuoxi.organisation.services.unchanged import unchanged_since

router = Router()
Kind = Literal["company", "province", "region", "city", "county", "hall", "store", "department", "team"]


class UnitOut(RowOut):
    """A unit of the tree; `path` begins with the paths of all units above it."""

    parent: UUID | None
    kind: str
    name: str
    name_en: str
    path: str
    depth: int


class NewUnitForm(Form):
    parent: UUID
    kind: Kind
    name: Name
    name_en: OptionalName = ""


class UnitForm(Form):
    kind: Kind = "team"
    name: Name = ""
    name_en: OptionalName = ""
    hidden: bool = False
    version: UUID | None = None
    """As the asker saw it; refused when somebody has changed it since."""


def unit_out(unit: OrgUnit, ids: dict[str, UUID]) -> UnitOut:
    """A unit with its parent's id; `ids` maps paths to ids."""
    return UnitOut(
        id=unit.id,
        parent=ids.get(unit.path[: -OrgUnit.steplen]),
        kind=unit.kind,
        name=unit.name,
        name_en=unit.name_en,
        path=unit.path,
        depth=unit.depth,
        hidden=unit.hidden_at is not None,
    )


@router.get("/org-units", response=list[UnitOut], operation_id="list_units")
def list_units(request: HttpRequest) -> object:
    """The part of the tree that the asker belongs to, in the order of the tree."""
    units = list(reading.units(asker(request)).order_by("path"))
    ids = {unit.path: unit.id for unit in units}
    changes = last_changes(units)
    return [stamped(unit_out(unit, ids), changes) for unit in units]


@router.post("/org-units", response={201: UnitOut}, operation_id="create_unit")
def create_unit(request: HttpRequest, form: NewUnitForm) -> object:
    """Add a unit."""
    require(asker(request), Permission.PEOPLE_MANAGE)
    unit = writing.create_unit(actor(request), form.parent, form.kind, form.name, form.name_en)
    return Status(201, unit_out(unit, {unit.path[: -OrgUnit.steplen]: form.parent}))


@router.patch("/org-units/{uuid:id}", response=UnitOut, operation_id="change_unit")
def change_unit(request: HttpRequest, id: UUID, form: UnitForm) -> object:
    """Change a unit; only the fields that are sent."""
    rows = reading.units(asker(request))
    unit = visible_one(rows, id, asker(request), Permission.PEOPLE_MANAGE, path="path")
    fields = form.given()
    with unchanged_since(unit, fields.pop("version", None)):
        writing.change_unit(actor(request), unit, fields)
    return stamped(unit_out(unit, {other.path: other.id for other in rows}), last_changes([unit]))
