"""The doors of a company's own vocabulary, the same for every kind of word."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

from django.db.models import Q, QuerySet
from ninja import Router
from pydantic import Field

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.crud import Resource, RowOut, open_doors
from zuoxi.organisation.forms import Form, Name, OptionalName
from zuoxi.organisation.models import Person
from zuoxi.organisation.rows import TermRow
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may, require
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.services import terms

Term = TypeVar("Term", bound=TermRow)
Out = TypeVar("Out", bound="TermOut")


class TermForm(Form):
    name: Name
    name_en: OptionalName = ""
    position: Annotated[int, Field(ge=0, le=100_000)] | None = None
    """Place in lists; none: the last."""


class TermOut(RowOut):
    code: str
    name: str
    name_en: str
    position: int


def term_fields(row: TermRow) -> dict[str, Any]:
    """What every word shows."""
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "name_en": row.name_en,
        "position": row.position,
        "hidden": row.hidden_at is not None,
    }


def term_out(row: TermRow, viewer: Person) -> TermOut:
    return TermOut(**term_fields(row))


def of_the_company(manage: Permission) -> Callable[[Person, tuple[Permission, ...]], Q]:
    """Words are the whole company's: who sees them sees all, who changes them manages at its root."""

    def visible(person: Person, wanted: tuple[Permission, ...]) -> Q:
        if wanted == (manage,) and not may(person, manage, root_of(person.tenant_id)):
            return Q(pk__in=())
        return Q(tenant_id=person.tenant_id)

    return visible


def term_doors(
    router: Router,
    model: type[Term],
    *,
    path: str,
    one: str,
    many: str,
    see: tuple[Permission, ...],
    manage: Permission,
    rows: Callable[[], QuerySet[Term]],
    out: type[Out],
    shape: Callable[[Term, Person], Out],
    form: type[Form] = TermForm,
    create: Callable[..., Term] | None = None,
    change: Callable[..., Term] | None = None,
) -> None:
    """Open the five doors of one kind of word; who adds one manages at the company's root."""

    def add(actor: Actor, fields: Mapping[str, Any]) -> Term:
        require(actor.who, manage, root_of(actor.who.tenant_id))
        return create(actor, fields) if create else terms.create(actor, model, fields)

    open_doors(
        router,
        Resource(
            path=path,
            one=one,
            many=many,
            rows=rows,
            out=out,
            shape=shape,
            form=form,
            create=add,
            change=change or terms.change,
            see=see,
            manage=manage,
            sortable={"name": "name", "position": "position"},
            default="position",
            searched=("name__icontains", "name_en__icontains"),
            visible=of_the_company(manage),
        ),
    )
