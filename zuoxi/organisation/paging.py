"""Lists, always the same way: `?page=1&size=50&sort=-field&q=…` gives `{items, total, page, size}`."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Generic, Self, TypeVar

from django.db.models import Aggregate, Model, QuerySet
from ninja import Schema
from pydantic import ConfigDict, Field, ModelWrapValidatorHandler, ValidationInfo, model_validator

from zuoxi.organisation.errors import FormErrors

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")


class AddressQuery(Schema):
    """What an address asks for. An unknown word is refused: a filter that is mistyped would find all."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="wrap")
    @classmethod
    def _all_that_was_asked(
        cls, values: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        # of an address only the known words come here; the request has the others
        request = (info.context or {}).get("request")
        unknown = [name for name in request.GET if name not in cls.model_fields] if request else []
        return handler({**values, **dict.fromkeys(unknown, "")} if unknown else values)


class PageQuery(AddressQuery):
    """Which page of a list. Lists with filters add fields."""

    page: int = Field(1, ge=1, le=1_000_000)
    size: int = Field(50, ge=1, le=500)
    sort: str = Field("", max_length=64)
    """A column, with `-` before it for the greatest first."""
    q: str = Field("", max_length=100)


COUNTED = 20_000
"""So many rows of a list are counted and summed up: nobody turns pages beyond that, and to count a million
for each look at a list would hold up everybody."""


class Page(Schema, Generic[Item]):
    """One page of a list and how long the whole list is."""

    items: list[Item]
    total: int
    """How many rows there are; with `more` so many and more."""
    more: bool = False
    """The list is longer than is counted: `total` is as far as its pages go, and there are no `totals`."""
    page: int
    size: int
    totals: dict[str, int | None] = Field(default_factory=dict)
    """Sums and averages over the whole list, not only this page, in whole ms or pieces; each has its own.
    None for a list with `more`."""


def page_of(
    rows: QuerySet[Row],
    query: PageQuery,
    shape: Callable[[Row], Item],
    *,
    sortable: Mapping[str, str],
    default: str,
    totals: Mapping[str, Aggregate] = MappingProxyType({}),
) -> dict[str, Any]:
    """The page of `rows` that `query` asks for, each row in its `shape`.

    `sortable` maps the names that callers may sort by to columns; `default` is the order otherwise. Rows
    that are equal come in the order of their ids, so that no row is on two pages. `totals` are told of the
    whole list, if it has no more than `COUNTED` rows.
    """
    total = rows.order_by()[: COUNTED + 1].count()
    more = total > COUNTED
    summed = rows.order_by().aggregate(**totals) if totals and not more else {}
    start = (query.page - 1) * query.size
    found = ordered(rows, query, sortable=sortable, default=default)[start : start + query.size]
    return {
        "items": [shape(row) for row in found],
        "total": min(total, COUNTED),
        "more": more,
        "page": query.page,
        "size": query.size,
        "totals": {name: None if value is None else round(value) for name, value in summed.items()},
    }


def ordered(
    rows: QuerySet[Row], query: PageQuery, *, sortable: Mapping[str, str], default: str
) -> QuerySet[Row]:
    """The rows as `query` wants them sorted; raises `FormErrors` for a column that is none."""
    return rows.order_by(_order(query.sort or default, sortable), "-pk")


def _order(sort: str, sortable: Mapping[str, str]) -> str:
    name = sort.removeprefix("-")
    if name not in sortable:
        known = ", ".join(sortable)
        raise FormErrors({"sort": (f"只能按这些列排序：{known}。", f"Sort by one of: {known}.")})
    return ("-" if sort.startswith("-") else "") + sortable[name]
