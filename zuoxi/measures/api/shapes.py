"""How figures leave the house."""

from ninja import Schema

from zuoxi.measures.catalogue import Figure


class FigureOut(Schema):
    """A measure worked out; its words stand in the catalogue."""

    code: str
    value: float | None
    """A share between 0 and 1, ms, or pieces; null: there is nothing to divide by."""
    above: int
    below: int | None
    """Null: it is a sum."""
    few: bool
    """Fewer than 20 stand below the line: one more or less would change it much."""


def figure_out(figure: Figure) -> FigureOut:
    return FigureOut(
        code=figure.code, value=figure.value, above=figure.above, below=figure.below, few=figure.few
    )
