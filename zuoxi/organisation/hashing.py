"""How passwords are hashed: costly on purpose, so only a few at once, and who asks waits in a fair line."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.contrib.auth.hashers import Argon2PasswordHasher

from zuoxi.organisation.errors import TooBusy

AT_ONCE = 2
"""A hash takes 100 MB and all the cores it gets: strangers who try passwords must not starve the calls."""
STRANGERS_AT_ONCE = 1
WAITING = 64
"""Of strangers, and as many again of people who are known."""
PER_ADDRESS = 4
"""How many strangers of one address may wait."""
PATIENCE_S = 10.0


@dataclass(frozen=True)
class Asker:
    """Whose password waits. Known: signed in, or in a browser that has signed this person in before."""

    address: str = ""
    known: bool = True


@dataclass(eq=False)
class Ticket:
    """A place in the line."""

    asker: Asker
    number: int


class Line:
    """Known people first; of strangers, the address that was served longest ago."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[Ticket] = []
        self._running: Counter[bool] = Counter()
        self._served: dict[str, int] = {}
        self._numbers = 0

    @contextmanager
    def turn(self, asker: Asker) -> Iterator[None]:
        """Wait until few enough others are hashing; raises `TooBusy` when that would take too long."""
        with self._changed:
            ticket = self._take_place(asker)
            try:
                if not self._changed.wait_for(lambda: self._is_next(ticket), PATIENCE_S):
                    raise TooBusy
                self._running[asker.known] += 1
                self._served[asker.address] = ticket.number
            finally:
                self._waiting.remove(ticket)
                if not self._waiting:
                    self._served.clear()
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._running[asker.known] -= 1
                self._changed.notify_all()

    def _take_place(self, asker: Asker) -> Ticket:
        alike = [one.asker for one in self._waiting if one.asker.known == asker.known]
        mine = sum(one.address == asker.address for one in alike)
        if len(alike) >= WAITING or (not asker.known and mine >= PER_ADDRESS):
            raise TooBusy
        self._numbers += 1
        ticket = Ticket(asker, self._numbers)
        self._waiting.append(ticket)
        return ticket

    def _is_next(self, ticket: Ticket) -> bool:
        if self._running.total() >= AT_ONCE:
            return False
        if self._running[False] >= STRANGERS_AT_ONCE and not ticket.asker.known:
            return False
        return ticket is min(self._waiting, key=self._place)

    def _place(self, ticket: Ticket) -> tuple[bool, int, int]:
        return not ticket.asker.known, self._served.get(ticket.asker.address, 0), ticket.number


line = Line()
_asker: ContextVar[Asker | None] = ContextVar("asker", default=None)


@contextmanager
def asking(asker: Asker) -> Iterator[None]:
    """Passwords that are hashed meanwhile are hashed for this asker."""
    before = _asker.set(asker)
    try:
        yield
    finally:
        _asker.reset(before)


class InTurnArgon2(Argon2PasswordHasher):
    """Django's Argon2, a few at a time."""

    def encode(self, password: str, salt: str) -> str:
        """The hash of a password; raises `TooBusy`."""
        with line.turn(_asker.get() or Asker()):
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether the hash is this password's; raises `TooBusy`."""
        with line.turn(_asker.get() or Asker()):
            return super().verify(password, encoded)
