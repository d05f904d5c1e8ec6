"""A sorted collection that never changes: adding gives a new one and leaves the old as it was.

It is kept in chunks, so that adding or taking one item copies a chunk and the list of chunks, not everything:
a thousand ready agents cost no more per decision than ten.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Generic, TypeVar

Item = TypeVar("Item", bound=tuple[Any, ...])

CHUNK = 64
"""Items per chunk when built anew; a chunk is split at twice this."""
FEW, MANY = 4, 16
"""So few changes are cheaper one by one; one of so many items is, too."""


_last = itemgetter(-1)
"""The greatest item of a chunk."""
_new = object.__new__


class Ordered(Generic[Item]):
    """Unequal tuples in rising order. Two collections with the same items are equal."""

    __slots__ = ("_chunks", "_count")

    def __init__(self, items: Iterable[Item] = ()) -> None:
        ordered = sorted(items)
        self._chunks: tuple[tuple[Item, ...], ...] = tuple(
            tuple(ordered[start : start + CHUNK]) for start in range(0, len(ordered), CHUNK)
        )
        self._count = len(ordered)

    def add(self, item: Item) -> "Ordered[Item]":
        """With `item`; the same collection when it is there already."""
        chunks = self._chunks
        if not chunks:
            return Ordered((item,))
        at = bisect_left(chunks, item, 0, len(chunks) - 1, key=_last)  # behind all is in the last one
        chunk = chunks[at]
        place = bisect_left(chunk, item)
        if place < len(chunk) and chunk[place] == item:
            return self
        grown = (*chunk[:place], item, *chunk[place:])
        halves = (grown,) if len(grown) < 2 * CHUNK else (grown[:CHUNK], grown[CHUNK:])
        made: Ordered[Item] = _new(Ordered)
        made._chunks = halves if len(chunks) == 1 else (*chunks[:at], *halves, *chunks[at + 1 :])
        made._count = self._count + 1
        return made

    def discard(self, item: Item) -> "Ordered[Item]":
        """Without `item`; the same collection when it is not there."""
        chunks = self._chunks
        if not chunks:
            return self
        at = bisect_left(chunks, item, 0, len(chunks) - 1, key=_last)
        chunk = chunks[at]
        place = bisect_left(chunk, item)
        if place == len(chunk) or chunk[place] != item:
            return self
        rest = chunk[:place] + chunk[place + 1 :]
        kept = (rest,) if rest else ()
        made: Ordered[Item] = _new(Ordered)
        made._chunks = kept if len(chunks) == 1 else (*chunks[:at], *kept, *chunks[at + 1 :])
        made._count = self._count - 1
        return made

    def after(self, changes: Mapping[Item, bool]) -> "Ordered[Item]":
        """With all items that are True in `changes`, without the others. Many are moved at once."""
        if len(changes) > FEW and len(changes) * MANY > self._count:
            kept = [item for item in self if item not in changes]
            return Ordered(kept + [item for item, there in changes.items() if there])
        made = self
        for item, there in changes.items():
            made = made.add(item) if there else made.discard(item)
        return made

    def first(self) -> Item | None:
        """The smallest item."""
        return self._chunks[0][0] if self._chunks else None

    def following(self, bound: tuple[Any, ...]) -> Item | None:
        """The smallest item that is not below `bound` (which may be a beginning of items)."""
        at = bisect_left(self._chunks, bound, key=_last)
        if at == len(self._chunks):
            return None
        chunk = self._chunks[at]
        return chunk[bisect_left(chunk, bound)]

    def below(self, bound: tuple[Any, ...]) -> list[Item]:
        """All items smaller than `bound`, in order."""
        found: list[Item] = []
        for chunk in self._chunks:
            if chunk[-1] < bound:
                found.extend(chunk)
                continue
            found.extend(chunk[: bisect_left(chunk, bound)])
            break
        return found

    def position(self, bound: tuple[Any, ...]) -> int:
        """How many items are smaller than `bound`."""
        at = bisect_left(self._chunks, bound, key=_last)
        before = sum(len(chunk) for chunk in self._chunks[:at])
        return before + (bisect_left(self._chunks[at], bound) if at < len(self._chunks) else 0)

    def __iter__(self) -> Iterator[Item]:
        for chunk in self._chunks:
            yield from chunk

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ordered) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # a value, but never a key

    def __repr__(self) -> str:
        return f"Ordered({list(self)!r})"
