"""All viewers of one scope: one numbered series of frames, made once for all of them."""

import itertools
from collections import deque
from typing import Protocol

from zuoxi.gateway.framing import text_frame
from zuoxi.gateway.mirror import Mirror
from zuoxi.gateway.protocol import as_text
from zuoxi.gateway.scope import Scope

REMEMBERED = 256
"""Changes that are kept for those who ask for what came after a number."""


class Change:
    """What has changed in one scope under one number; its frames are made once per subscription id, and most
    pages give theirs the same."""

    __slots__ = ("_bytes", "n", "tail")

    def __init__(self, n: int, tail: str) -> None:
        self.n = n
        self.tail = tail
        """The rest of the frame after its number."""
        self._bytes: dict[str, bytes] = {}

    def text(self, subscription: str) -> str:
        """The frame for a subscription (its id as JSON)."""
        return f'{{"t":"ev","id":{subscription},"n":{self.n},{self.tail}'

    def frame(self, subscription: str) -> bytes:
        """The same as it goes over the wire."""
        found = self._bytes.get(subscription)
        if found is None:
            found = self._bytes[subscription] = text_frame(self.text(subscription))
        return found


class Follower(Protocol):
    """One subscription."""

    def event(self, change: Change) -> None:
        """Something has changed."""


class Audience:
    """Numbers rise by one per change of this scope, from `first` on.

    `first` must be new for each audience, so that a number of an earlier one is never taken for ours.
    """

    def __init__(self, scope: Scope, mirror: Mirror, first: int) -> None:
        self.scope = scope
        self.n = first
        self.followers: set[Follower] = set()
        self._mirror = mirror
        self._known = set(scope.keys(mirror))
        self._dirty: set[str] = set()
        self._past: deque[Change] = deque(maxlen=REMEMBERED)
        self._picture: str | None = None

    def touch(self, keys: set[str]) -> None:
        """These keys of the mirror have changed; `flush` tells the followers."""
        self._dirty |= keys

    def flush(self) -> None:
        """Make one frame of everything that has changed since the last one."""
        if not self._dirty:
            return
        dirty, self._dirty = self._dirty, set()
        put, gone = self.scope.changed(self._mirror, dirty, self._known)
        if not put and not gone:
            return
        self._known.update(put)
        self._known.difference_update(gone)
        self.n += 1
        self._picture = None
        change = Change(self.n, f'"put":{self._views(put)},"gone":{as_text(gone)}}}')
        self._past.append(change)
        for follower in tuple(self.followers):
            follower.event(change)

    def picture(self) -> tuple[int, str]:
        """(number, rest of a snapshot frame after its number): everything as it stands."""
        self.flush()
        if self._picture is None:
            self._picture = f'"data":{self._views(sorted(self._known))}}}'
        return self.n, self._picture

    def since(self, n: int) -> list[Change] | None:
        """The changes after `n`, or None when they are not remembered (then a snapshot is due)."""
        self.flush()
        if n == self.n:
            return []
        if not self._past or not self._past[0].n - 1 <= n < self.n:
            return None
        return list(itertools.islice(self._past, n + 1 - self._past[0].n, None))

    def _views(self, keys: list[str]) -> str:
        views = self._mirror.views
        texts = (f"{as_text(key)}:{self._mirror.text(key, self.scope.cover(views[key]))}" for key in keys)
        return f"{{{','.join(texts)}}}"
