"""People and roles."""

from typing import Annotated, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zuoxi.organisation.crud import RowOut, stamped
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Done, Form, Name
from zuoxi.organisation.models import OrgUnit, Person
from zuoxi.organisation.paging import Page, PageQuery, page_of
from zuoxi.organisation.rules import ROLE_NAMES, ROLES, Permission, Role
from zuoxi.organisation.selectors import people as reading
from zuoxi.organisation.selectors.access import require, require_any, visible_one
from zuoxi.organisation.selectors.changes import last_changes
from zuoxi.organisation.services import people as writing
from zuoxi.organisation.services.in_turn import in_turn
from zuoxi.organisation.services.unchanged import unchanged_since

router = Router()
Number = Annotated[str, Field(max_length=16)]
SORTABLE = {"name": "name", "username": "username", "number": "number", "created_at": "id"}


class UnitRef(Schema):
    id: UUID
    name: str
    name_en: str
    path: str


class RoleAtOut(Schema):
    role: Role
    org_unit: UnitRef


class PersonOut(RowOut):
    name: str
    username: str
    number: str
    language: str
    org_unit: UnitRef
    roles: list[RoleAtOut]


class PeopleQuery(PageQuery):
    unit: UUID | None = None
    role: Role | None = None
    hidden: bool = False
    """true: those out of use instead."""


class RoleAtForm(Form):
    role: Role
    org_unit: UUID


class NewPersonForm(Form):
    name: Name
    username: Annotated[str, Field(min_length=2, max_length=64)]
    password: Annotated[str, Field(min_length=1, max_length=200)]
    number: Number = ""
    language: Literal["zh", "en"] = "zh"
    org_unit: UUID
    roles: Annotated[tuple[RoleAtForm, ...], Field(max_length=50)] = ()


class PersonForm(Form):
    name: Name = ""
    username: Annotated[str, Field(min_length=2, max_length=64)] = ""
    number: Number = ""
    language: Literal["zh", "en"] = "zh"
    org_unit: UUID | None = None
    roles: Annotated[list[RoleAtForm], Field(max_length=50)] | None = None
    hidden: bool = False
    version: UUID | None = None
    """As the asker saw him; refused when somebody has changed him since."""


class PasswordForm(Form):
    password: Annotated[str, Field(min_length=1, max_length=200)]


class RoleOut(Schema):
    """A role, its names and what it allows."""

    role: Role
    name: str
    name_en: str
    permissions: list[Permission]


def unit_ref(unit: OrgUnit) -> UnitRef:
    """A unit as other rows name it."""
    return UnitRef(id=unit.id, name=unit.name, name_en=unit.name_en, path=unit.path)


def person_out(person: Person) -> PersonOut:
    """A person as lists show him."""
    roles = [
        RoleAtOut(role=Role(held.role), org_unit=unit_ref(held.org_unit)) for held in person.assignments.all()
    ]
    return PersonOut(
        id=person.id,
        name=person.name,
        username=person.username,
        number=person.number,
        language=person.language,
        org_unit=unit_ref(person.org_unit),
        roles=sorted(roles, key=lambda held: (held.role, held.org_unit.path)),
        hidden=person.hidden_at is not None,
    )


def wanted_people(person: Person, query: PeopleQuery) -> QuerySet[Person]:
    """The people that somebody asks for, within his reach; raises `NotAllowed`."""
    require_any(person, (Permission.PEOPLE_MANAGE, Permission.FLOOR_WATCH))
    rows = reading.searched(reading.people(person), query.q)
    if query.unit is not None:
        rows = reading.at_unit(rows, query.unit)
    if query.role is not None:
        rows = reading.with_role(rows, query.role)
    return rows.filter(hidden_at__isnull=not query.hidden)


@router.get("/people", response=Page[PersonOut], operation_id="list_people")
def list_people(request: HttpRequest, query: Query[PeopleQuery]) -> object:
    """People within the asker's reach."""
    rows = wanted_people(asker(request), query)
    found = page_of(rows, query, lambda person: person, sortable=SORTABLE, default="number")
    changes = last_changes(found["items"])
    return {**found, "items": [stamped(person_out(person), changes) for person in found["items"]]}


@router.post("/people", response={201: PersonOut}, operation_id="create_person")
def create_person(request: HttpRequest, form: NewPersonForm) -> object:
    """Add somebody."""
    require(asker(request), Permission.PEOPLE_MANAGE)
    roles = [(held.role, held.org_unit) for held in form.roles]
    person = writing.create_person(
        actor(request), form.model_dump(exclude={"password", "roles"}), form.password, roles
    )
    return Status(201, _shown(request, person.id))


@router.get("/people/{uuid:id}", response=PersonOut, operation_id="get_person")
def get_person(request: HttpRequest, id: UUID) -> object:
    """One person."""
    return _shown(request, id)


@router.patch("/people/{uuid:id}", response=PersonOut, operation_id="change_person")
def change_person(request: HttpRequest, id: UUID, form: PersonForm) -> object:
    """Change somebody; only the fields that are sent."""
    fields = form.given()
    fields.pop("roles", None)
    seen = fields.pop("version", None)
    roles = None if form.roles is None else [(held.role, held.org_unit) for held in form.roles]
    person = _one(request, id)
    with in_turn(person.tenant), unchanged_since(person, seen):
        writing.change_person(actor(request), person, fields, roles)
    return _shown(request, id)


@router.post("/people/{uuid:id}/password", response=Done, operation_id="set_password")
def set_password(request: HttpRequest, id: UUID, form: PasswordForm) -> object:
    """Give somebody a new password; all his sessions end."""
    writing.set_password(actor(request), _one(request, id), form.password)
    return Done()


@router.get("/roles", response=list[RoleOut], operation_id="list_roles")
def list_roles(request: HttpRequest) -> object:
    """The roles there are."""
    return [
        RoleOut(
            role=role,
            name=ROLE_NAMES[role][0],
            name_en=ROLE_NAMES[role][1],
            permissions=sorted(ROLES[role]),
        )
        for role in Role
    ]


def _shown(request: HttpRequest, id: UUID) -> PersonOut:
    person = _one(request, id)
    return stamped(person_out(person), last_changes([person]))


def _one(request: HttpRequest, id: UUID) -> Person:
    return visible_one(reading.people(asker(request)), id, asker(request), Permission.PEOPLE_MANAGE)
