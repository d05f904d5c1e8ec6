"""What a measure is: one row, one definition; and the one place where a figure is divided.

No figure lives in this room. Each area declares its columns (what its folds add up), its measures and its
folds; `registry` finds them by the setting `ZUOXI_MEASURES`.
"""

from collections.abc import Mapping
from typing import Literal

from zuoxi.kernel.record import Record
from zuoxi.organisation.rules import Permission

Both = tuple[str, str]
"""Chinese and English."""
Unit = Literal["count", "ms", "share"]
Grain = Literal["half_hour", "queue", "person", "line"]
"""By what it makes sense to ask for it; by unit of the organisation always."""

FEW = 20
"""A rate of fewer than so many is shown as such: one call more or less would change it much."""


class Column(Record):
    """Something that a fold adds up."""

    code: str
    names: Both
    unit: Unit = "count"


class Measure(Record):
    """A figure with one definition: sums over sums of columns, or, without `below`, a sum."""

    code: str
    names: Both
    definition: Both
    """One sentence."""
    owner: Both
    """Which half hour owns what is counted, as one sentence."""
    unit: Unit
    above: tuple[str, ...]
    grains: tuple[Grain, ...]
    seen_by: tuple[Permission, ...]
    """Who may see it of others, where they are; of oneself everybody may."""
    below: tuple[str, ...] = ()
    """Empty: it is a sum."""
    reference: int | None = None
    """What is wanted: per cent of a share, ms, or pieces; None: each business has its own."""
    good: Literal["", "up", "down"] = ""
    """Which direction is good; empty: neither by itself."""
    pieces: bool = True
    """Below the line stand pieces (calls), not time: few of them say little."""


class Figure(Record):
    """A measure worked out: `above` over `below`."""

    code: str
    value: float | None
    """None: there is nothing to divide by. A share is between 0 and 1."""
    above: int
    below: int | None
    """None: it is a sum."""
    few: bool
    """Too few stand below the line to say much."""


class Declared(Record):
    """What an area brings to the catalogue."""

    columns: tuple[Column, ...]
    measures: tuple[Measure, ...]


def figure(measure: Measure, sums: Mapping[str, int]) -> Figure:
    """The figure that these sums of columns make."""
    above = sum(sums.get(column, 0) for column in measure.above)
    if not measure.below:
        return Figure(code=measure.code, value=above, above=above, below=None, few=False)
    below = sum(sums.get(column, 0) for column in measure.below)
    return Figure(
        code=measure.code,
        value=above / below if below else None,
        above=above,
        below=below,
        few=measure.pieces and below < FEW,
    )
