"""Journals read as they were written, with today's types: for tests, which know who wrote them."""

from pathlib import Path

from zuoxi.live.places import Part, journals
from zuoxi.live.reading import open_part
from zuoxi.live.records import Acted, Opened, Step, body_of, whole_line

Whole = Opened | Step | Acted


def whole(folder: Path, part: Part) -> tuple[Whole, ...]:
    """All lines of a part that can be read."""
    with open_part(folder, part) as file:
        bodies = [body for line in file if (body := body_of(line)) is not None]
    return tuple(whole_line.decode(body) for body in bodies)  # type: ignore[misc]


def steps(folder: Path) -> list[Step]:
    """All steps of a floor, in order."""
    return [line for part in journals(folder) for line in whole(folder, part) if isinstance(line, Step)]
