"""The format of the floor on disk, and the way from older ones to it.

`FORMAT` rises when a record that a snapshot or a journal's state and orders can hold changes its shape or the
meaning of a value; a row here then turns what the format before wrote into what this one reads. The rows
chain. A fingerprint of all these shapes is kept beside the golden files (tests/golden), so that it cannot be
forgotten. Facts have a version each (`facts.VERSIONS`, `upcast`), for the database keeps them for years.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

FORMAT: Final = 1

ORDERS: Final = "orders"
"""The table of commands, beside those of the floor (`encoding`)."""

ENVELOPES: Final = "envelopes"
"""The table of facts in the journal, as far as their envelopes go."""

Upcast = Callable[[Any], Any]
"""A row as plain JSON values -> the row as the next format has it; None: there is no such row any more."""

UPCASTS: dict[tuple[str, int], Upcast] = {}
"""(table, format) -> what makes of its rows those of format + 1. Tables not named here stayed as they
were."""


class UnknownFormat(ValueError):
    """The data was written by a later release."""


def raised(table: str, format_: int, row: Any, upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS) -> Any:
    """A row of an older format as today's. Raises `UnknownFormat` for a later one."""
    if format_ > FORMAT:
        raise UnknownFormat(f"format {format_} is later than {FORMAT}: was a newer release here?")
    for step in range(format_, FORMAT):
        change = upcasts.get((table, step))
        if row is not None and change is not None:
            row = change(row)
    return row
