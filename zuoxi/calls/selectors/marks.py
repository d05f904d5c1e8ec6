"""What the areas above know of numbers, for whoever is spoken with."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

MarksOf = Callable[[UUID, str, dt.datetime], list[str]]
"""Marks that an area knows of a tenant's number at a moment."""


def marks_of(tenant: UUID, numbers: Iterable[str], now: dt.datetime) -> Iterator[str]:
    """`blacklist`, `do_not_call` … of some numbers; a mark may come several times."""
    known: list[MarksOf] = [import_string(path) for path in settings.ZUOXI_NUMBER_MARKS]
    for number in numbers:
        for of in known:
            yield from of(tenant, number, now)
