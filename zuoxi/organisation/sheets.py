"""Lists as they leave the house: what stands in which column, in words that people read.

A sheet is declared beside its list and finds the same rows. No cell is a code, an id or UTC.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model, QuerySet

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import Sentence
from zuoxi.organisation.paging import PageQuery
from zuoxi.organisation.selectors.people import tenant_timezone

Row = TypeVar("Row", bound=Model)
Cell = str | float | dt.datetime | None


class Reader:
    """For whom a sheet is written: what he may see, his language and his company's time."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.who = actor.who
        self.english = actor.who.language.startswith("en")
        self.zone = ZoneInfo(tenant_timezone(actor.who.tenant_id))
        self.known: dict[str, Any] = {}
        """What `Sheet.learn` looked up for the rows that come next."""

    def pick(self, said: Sentence) -> str:
        """A sentence in his language."""
        return said[1] if self.english else said[0]

    def word(self, words: Mapping[str, Sentence], code: str) -> str:
        """A code as the word that stands for it; nothing where there is none."""
        return self.pick(words.get(code, ("", "")))

    def name(self, row: Any) -> str:
        """How something that was set up is called: a queue, a unit, a result."""
        if row is None:
            return ""
        return str((row.name_en or row.name) if self.english else row.name)

    def time(self, moment: dt.datetime | None) -> dt.datetime | None:
        """A moment as a clock on the wall shows it."""
        return moment.astimezone(self.zone).replace(tzinfo=None) if moment else None


@dataclass(frozen=True)
class Column(Generic[Row]):
    title: Sentence
    width: int
    """In letters."""
    cell: Callable[[Row, Reader], Cell]


def learn_nothing(reader: Reader, rows: Sequence[Any]) -> None:
    """The rows say everything themselves."""


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """One list as a workbook."""

    name: str
    title: Sentence
    query: type[PageQuery]
    rows: Callable[[Actor, Any], QuerySet[Row]]
    """The rows of a `query` that somebody may see; raises `NotAllowed`."""
    sortable: Mapping[str, str]
    default: str
    columns: tuple[Column[Row], ...]
    whole: Callable[[QuerySet[Row]], QuerySet[Row]] = field(default=lambda rows: rows)
    """The rows with everything that the cells read, in a fixed number of queries."""
    learn: Callable[[Reader, Sequence[Row]], None] = learn_nothing
    """Look up what a page of rows needs besides, all at once."""
