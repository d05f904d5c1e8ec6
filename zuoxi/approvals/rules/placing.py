"""Where a step lies: at which unit its role is held, seen from the requester."""

from collections.abc import Mapping
from typing import Final

from zuoxi.kernel.record import Record

STEP: Final = 4
"""Letters of an organisation path per level."""

Holders = Mapping[str, Mapping[str, frozenset[str]]]
"""Role -> organisation path -> the people who hold it exactly there and can decide."""


class Spot(Record):
    """A role at one unit: whoever holds it there decides."""

    role: str
    path: str


def nearest(role: str, at: str, holders: Holders, without: frozenset[str] = frozenset()) -> Spot | None:
    """The nearest unit at or above `at` where somebody else than `without` holds `role`."""
    held = holders.get(role, {})
    while at:
        if held.get(at, frozenset()) - without:
            return Spot(role=role, path=at)
        at = at[:-STEP]
    return None


def topmost(role: str, holders: Holders, without: frozenset[str] = frozenset()) -> Spot | None:
    """The unit nearest to the company's root where somebody else than `without` holds `role`."""
    held = holders.get(role, {})
    there = sorted((len(path), path) for path, people in held.items() if people - without)
    return Spot(role=role, path=there[0][1]) if there else None
