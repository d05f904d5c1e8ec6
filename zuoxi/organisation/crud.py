"""The one way to open doors for a kind of row: list, read, create, change, take out of use.

    open_doors(router, Resource(path="queues", one="queue", many="queues", …))

gives `GET/POST /queues` and `GET/PATCH/DELETE /queues/{id}`. Rows are never deleted: DELETE hides them, and
`{"hidden": false}` brings them back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field, create_model
from pydantic.fields import FieldInfo

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.errors import NotFound
from zuoxi.organisation.forms import Form
from zuoxi.organisation.models import Person
from zuoxi.organisation.paging import Page, PageQuery, page_of
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require, require_any, within
from zuoxi.organisation.selectors.changes import Change, last_changes
from zuoxi.organisation.services.lookups import look_up
from zuoxi.organisation.services.seen import note_seen
from zuoxi.organisation.services.unchanged import unchanged_since
from zuoxi.organisation.stamps import ChangeOut, change_out


class RowOut(Schema):
    """What every row says that people set up."""

    id: UUID
    hidden: bool
    """Out of use."""
    changed: ChangeOut | None = None


Row = TypeVar("Row", bound=Model)
Out = TypeVar("Out", bound=RowOut)


class ListQuery(PageQuery):
    """A list of rows that can be taken out of use."""

    hidden: bool = False
    """true: those out of use instead."""


def at_their_units(person: Person, wanted: tuple[Permission, ...]) -> Q:
    """Rows at the units where he holds one of the permissions, and below."""
    return within(person, *wanted)


@dataclass(frozen=True)
class Resource(Generic[Row, Out]):
    """A kind of row and everything that its doors need."""

    path: str
    one: str
    """Name of one and of many, for operation ids."""
    many: str
    rows: Callable[[], QuerySet[Row]]
    """All rows, with what `shape` reads."""
    out: type[Out]
    shape: Callable[[Row, Person], Out]
    form: type[Form]
    """What a new row is made from; a change may send any part of it."""
    create: Callable[[Actor, Mapping[str, Any]], Row]
    change: Callable[[Actor, Row, Mapping[str, Any]], Row]
    see: tuple[Permission, ...]
    manage: Permission
    sortable: Mapping[str, str]
    default: str
    searched: tuple[str, ...] | Callable[[Person, str], Q] = ("name__icontains",)
    """Lookups that `q` is tried with, or a function that makes a filter of it."""
    whole_number: Callable[[Person, str], str] | None = None
    """The whole telephone number that `q` asks for (empty: none), where rows are found by one."""
    visible: Callable[[Person, tuple[Permission, ...]], Q] = at_their_units
    """Which rows a person sees by some permissions."""
    noted: str = ""
    """What the trail says of somebody who opens one row (`customer.seen`); empty: nothing."""
    gather: Callable[[Sequence[Row]], None] | None = None
    """Tells all rows of a page at once what `shape` reads of them beside their columns."""


def partial(form: type[Form]) -> type[Form]:
    """The form of a change: any field of `form`, and `hidden`, and the `version` that was seen."""
    fields: dict[str, Any] = {
        name: (constrained(field), left_out()) for name, field in form.model_fields.items()
    }
    fields["hidden"] = (bool, left_out())
    fields["version"] = (UUID, left_out())
    changes: type[Form] = create_model(form.__name__.replace("Form", "Changes"), __base__=Form, **fields)
    return changes


def constrained(field: FieldInfo) -> Any:
    """The field's type with its constraints."""
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def left_out() -> Any:
    """A field that need not be sent and then says nothing."""
    return Field(default=None, json_schema_extra=_without_default)


def _without_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


def open_doors(router: Router, resource: Resource[Row, Out]) -> None:
    """Add the five doors of `resource` to `router`."""
    out, form, changes = resource.out, resource.form, partial(resource.form)
    page: Any = Page[out]  # type: ignore[valid-type]

    def one(request: HttpRequest, id: UUID, *wanted: Permission) -> Row:
        require_any(asker(request), wanted)
        row = resource.rows().filter(resource.visible(asker(request), wanted), pk=id).first()
        if row is None:
            raise NotFound
        return row

    def gathered(rows: Sequence[Row]) -> None:
        if resource.gather:
            resource.gather(rows)

    def shown(request: HttpRequest, id: UUID) -> Out:
        row = one(request, id, *resource.see, resource.manage)
        gathered([row])
        return stamped(resource.shape(row, asker(request)), last_changes([row]))

    def put(request: HttpRequest, id: UUID, fields: dict[str, Any]) -> Out:
        row = one(request, id, resource.manage)
        seen = fields.pop("version", None)
        with unchanged_since(row, seen):
            resource.change(actor(request), row, fields)
        return shown(request, id)

    @router.get(f"/{resource.path}", response=page, operation_id=f"list_{resource.many}")
    def list_rows(request: HttpRequest, query: Query[ListQuery]) -> object:
        person = asker(request)
        rows = listed(resource, actor(request), query)
        found = page_of(rows, query, lambda row: row, sortable=resource.sortable, default=resource.default)
        changes = last_changes(found["items"])
        gathered(found["items"])
        return {**found, "items": [stamped(resource.shape(row, person), changes) for row in found["items"]]}

    @router.get(f"/{resource.path}/{{uuid:id}}", response=out, operation_id=f"get_{resource.one}")
    def get_row(request: HttpRequest, id: UUID) -> object:
        found = shown(request, id)
        if resource.noted:
            note_seen(actor(request), resource.noted, resource.rows().get(pk=id))
        return found

    @router.post(f"/{resource.path}", response={201: out}, operation_id=f"create_{resource.one}")
    def create_row(request: HttpRequest, form: form) -> object:  # type: ignore[valid-type]
        require(asker(request), resource.manage)
        row = resource.create(actor(request), form.model_dump())  # type: ignore[attr-defined]
        return Status(201, shown(request, row.pk))

    @router.patch(f"/{resource.path}/{{uuid:id}}", response=out, operation_id=f"change_{resource.one}")
    def change_row(request: HttpRequest, id: UUID, form: changes) -> object:  # type: ignore[valid-type]
        return put(request, id, form.given())  # type: ignore[attr-defined]

    @router.delete(f"/{resource.path}/{{uuid:id}}", response=out, operation_id=f"hide_{resource.one}")
    def hide_row(request: HttpRequest, id: UUID) -> object:
        return put(request, id, {"hidden": True})


def listed(resource: Resource[Row, Out], by: Actor, query: ListQuery) -> QuerySet[Row]:
    """The rows that somebody asks for, within his reach; raises `NotAllowed`, `TooManyLookUps`."""
    wanted = (*resource.see, resource.manage)
    require_any(by.who, wanted)
    rows = resource.rows().filter(resource.visible(by.who, wanted))
    rows = rows.filter(hidden_at__isnull=not query.hidden)
    if query.q:
        if resource.whole_number and (number := resource.whole_number(by.who, query.q)):
            look_up(by, number)
        rows = rows.filter(search(resource.searched, by.who, query.q))
    return rows


def stamped(out: Out, changes: Mapping[UUID, Change]) -> Out:
    """The row with its last change."""
    out.changed = change_out(changes.get(out.id))
    return out


def search(searched: tuple[str, ...] | Callable[[Person, str], Q], person: Person, text: str) -> Q:
    """Rows in which `text` is found."""
    if callable(searched):
        return searched(person, text)
    return reduce(or_, (Q(**{lookup: text}) for lookup in searched))
