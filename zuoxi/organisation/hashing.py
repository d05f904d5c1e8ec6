"""How passwords are hashed: costly on purpose, so only a few at once, whoever asks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher

from zuoxi.organisation.errors import TooBusy

AT_ONCE = 2
"""A hash takes 100 MB and all the cores it gets: strangers who try passwords must not starve the calls."""
WAITING = 64
PATIENCE_S = 10.0

_turns = threading.BoundedSemaphore(AT_ONCE)
_places = threading.BoundedSemaphore(AT_ONCE + WAITING)


@contextmanager
def turn() -> Iterator[None]:
    """Wait until few enough others are hashing; raises `TooBusy` when that would take too long."""
    if not _places.acquire(blocking=False):
        raise TooBusy
    try:
        if not _turns.acquire(timeout=PATIENCE_S):
            raise TooBusy
        try:
            yield
        finally:
            _turns.release()
    finally:
        _places.release()


class InTurnArgon2(Argon2PasswordHasher):
    """Django's Argon2, a few at a time."""

    def encode(self, password: str, salt: str) -> str:
        """The hash of a password; raises `TooBusy`."""
        with turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether the hash is this password's; raises `TooBusy`."""
        with turn():
            return super().verify(password, encoded)
