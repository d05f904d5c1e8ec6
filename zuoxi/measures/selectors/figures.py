"""Reading figures: the sums of a reach, worked out by the catalogue and nowhere else."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, Sum

from zuoxi.kernel.record import Record
from zuoxi.measures.catalogue import Figure, Grain, Measure, figure
from zuoxi.measures.models import Rollup
from zuoxi.measures.registry import of_grains
from zuoxi.organisation.models import Person
from zuoxi.organisation.selectors.access import reach, within

By = tuple[Grain, ...]
Key = tuple[Any, ...]
"""One value per grain: an id as text, or the start of a half hour."""
FIELD: dict[Grain, str] = {"half_hour": "begins_at", "queue": "queue", "person": "person", "line": "line"}


class Asked(Record):
    """Which sums somebody asks for."""

    since: dt.datetime
    until: dt.datetime | None = None
    """Before this moment; None: up to now."""
    by: By = ()
    queue: UUID | None = None
    person: UUID | None = None
    line: UUID | None = None
    codes: tuple[str, ...] = ()
    """Only these measures; empty: all that make sense."""


def figures(viewer: Person, asked: Asked) -> dict[Key, tuple[Figure, ...]]:
    """The figures of his reach (of himself: his own) by what is asked for; in the order of the keys.

    By queue only that which has a queue is told, by person only what has one. Measures that he may not see of
    others are not among them.
    """
    narrowed: list[Grain] = [grain for grain in ("queue", "person", "line") if getattr(asked, grain)]
    wanted = [one for one in of_grains(*asked.by, *narrowed) if not asked.codes or one.code in asked.codes]
    allowed = [one for one in wanted if asked.person == viewer.id or reach(viewer, *one.seen_by)]
    sums = _sums(viewer, asked, allowed)
    if not asked.by:
        sums.setdefault((), Counter())  # the whole is told also where nothing has happened
    return {key: tuple(figure(one, sums[key]) for one in allowed) for key in sorted(sums)}


def _sums(viewer: Person, asked: Asked, wanted: Iterable[Measure]) -> dict[Key, Counter[str]]:
    found: dict[Key, Counter[str]] = defaultdict(Counter)
    for where, columns in _places(viewer, asked, wanted).items():
        rows = Rollup.objects.filter(_asked(asked), column__in=columns)
        rows = (
            rows.filter(tenant_id=viewer.tenant_id)
            if where == OWN
            else rows.filter(within(viewer, *where, path="path"))
        )
        fields = [FIELD[grain] for grain in asked.by]
        for *key, column, value in rows.order_by().values_list(*fields, "column").annotate(Sum("value")):
            found[tuple(key)][column] += value
    return found


OWN: Literal["own"] = "own"


def _places(viewer: Person, asked: Asked, wanted: Iterable[Measure]) -> dict[Any, set[str]]:
    """Permission (or `OWN`) -> the columns that he reads by it."""
    found: dict[Any, set[str]] = defaultdict(set)
    for one in wanted:
        found[OWN if asked.person == viewer.id else one.seen_by] |= {*one.above, *one.below}
    return found


def _asked(asked: Asked) -> Q:
    within_time = Q(begins_at__gte=asked.since)
    if asked.until is not None:
        within_time &= Q(begins_at__lt=asked.until)
    for grain in ("queue", "person", "line"):
        narrowed = getattr(asked, grain)
        if narrowed:
            within_time &= Q(**{grain: str(narrowed)})
        elif grain in asked.by:
            within_time &= ~Q(**{grain: ""})
    return within_time
