"""The catalogue, and figures by what they are asked for."""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from zuoxi.measures.api.shapes import FigureOut, figure_out
from zuoxi.measures.catalogue import FEW, Grain, Unit
from zuoxi.measures.registry import columns, measures
from zuoxi.measures.selectors.figures import Asked, figures
from zuoxi.organisation.doors import actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.forms import Moment
from zuoxi.organisation.paging import AddressQuery
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require_any

router = Router()

LONGEST = dt.timedelta(days=35)
"""A month in half hours is what one answer holds."""
LONGEST_OF_ALL = dt.timedelta(days=3)
"""The same where each half hour is told of everybody, every queue or every line."""
TOO_LONG: Sentence = (
    "按半小时并按人、队列或业务分别统计时，一次最多 3 天；请缩短时间，或只选一个。",
    "By half hour and by each person, queue or line it is 3 days at most: ask for fewer, or for one of them.",
)


class ColumnOut(Schema):
    code: str
    name: str
    name_en: str
    unit: Unit


class MeasureOut(Schema):
    """One definition."""

    code: str
    name: str
    name_en: str
    definition: str
    definition_en: str
    owner: str
    """Which half hour owns what is counted."""
    owner_en: str
    unit: Unit
    above: list[str]
    """Columns that are added up."""
    below: list[str]
    """Columns by whose sum they are divided; none: it is a sum."""
    reference: int | None
    """What is wanted: per cent, ms or pieces."""
    good: str
    """`up`, `down` or empty."""
    grains: list[Grain]


class CatalogueOut(Schema):
    few: int
    measures: list[MeasureOut]
    columns: list[ColumnOut]


@router.get("/measures", response=CatalogueOut, operation_id="get_measures")
def get_measures(request: HttpRequest) -> object:
    """Every measure of the house with its one definition."""
    return {
        "few": FEW,
        "measures": [
            {
                "code": one.code,
                "name": one.names[0],
                "name_en": one.names[1],
                "definition": one.definition[0],
                "definition_en": one.definition[1],
                "owner": one.owner[0],
                "owner_en": one.owner[1],
                "unit": one.unit,
                "above": one.above,
                "below": one.below,
                "reference": one.reference,
                "good": one.good,
                "grains": one.grains,
            }
            for one in measures().values()
        ],
        "columns": [
            {"code": one.code, "name": one.names[0], "name_en": one.names[1], "unit": one.unit}
            for one in columns().values()
        ],
    }


class FiguresQuery(AddressQuery):
    since: Moment
    until: Moment | None = None
    """Before this moment; none: up to now."""
    by: Annotated[list[Grain], Field(max_length=2)] = Field(default_factory=list)
    """None: the whole of the asker's reach."""
    queue: UUID | None = None
    person: UUID | None = None
    line: UUID | None = None


class FigureRowOut(Schema):
    """The figures of one half hour, queue, person or line; what was not asked for is null."""

    half_hour: dt.datetime | None = None
    queue: str | None = None
    person: str | None = None
    line: str | None = None
    figures: list[FigureOut]


@router.get("/figures", response=list[FigureRowOut], operation_id="list_figures")
def list_figures(request: HttpRequest, query: Query[FiguresQuery]) -> object:
    """The figures of the asker's reach (of himself: his own) since a moment; 35 days at most.

    All measures that make sense by what is asked for. 422: half hours of all persons, queues or lines over
    more than 3 days.
    """
    me = actor(request)
    require_any(me.who, (Permission.FLOOR_WATCH, Permission.CALLS_TAKE))
    by = tuple(dict.fromkeys(query.by))
    until = query.until or me.now
    since = max(query.since, until - LONGEST)
    many = [grain for grain in by if grain != "half_hour" and not getattr(query, grain)]
    if "half_hour" in by and many and until - since > LONGEST_OF_ALL:
        raise FormErrors({"since": TOO_LONG})
    asked = Asked(
        since=since, until=query.until, by=by, queue=query.queue, person=query.person, line=query.line
    )
    rows: list[dict[str, Any]] = [
        {**dict(zip(by, key, strict=True)), "figures": [figure_out(one) for one in found]}
        for key, found in figures(me.who, asked).items()
    ]
    return rows
