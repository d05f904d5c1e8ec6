"""A stream that only a passphrase opens: AES-GCM in pieces, each in its place, the last one marked.

A piece that is missing, changed, moved or put behind the end does not open.
"""

import hashlib
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"ZUOXI-SEALED-1\n"
SALT = 16
PIECE = 1 << 20
TAG = 16
MEMORY = 64 << 20


class NotOpened(ValueError):
    """The passphrase is another one, or what was sealed has been changed or cut off."""


class Sealing:
    """Writes into `target` what only `passphrase` opens; `close` ends it, `target` stays open."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        salt = os.urandom(SALT)
        self._target, self._box = target, _box(passphrase, salt)
        self._waiting, self._number = bytearray(), 0
        target.write(MAGIC + salt)

    def write(self, data: bytes) -> int:
        """Take more of it."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """There is no more."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, data: bytes, *, last: bool) -> None:
        self._target.write(self._box.encrypt(_nonce(self._number, last=last), data, None))
        self._number += 1


class Opened:
    """Reads what was sealed; raises `NotOpened`."""

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        if source.read(len(MAGIC)) != MAGIC:
            raise NotOpened
        self._source, self._box = source, _box(passphrase, source.read(SALT))
        self._ready, self._number = bytearray(), 0
        self._next = source.read(PIECE + TAG)

    def read(self, size: int = -1) -> bytes:
        """As many bytes as there are, up to `size`."""
        while self._next and (size < 0 or len(self._ready) < size):
            piece, self._next = self._next, self._source.read(PIECE + TAG)
            nonce = _nonce(self._number, last=not self._next)
            try:
                self._ready += self._box.decrypt(nonce, piece, None)
            except InvalidTag:
                raise NotOpened from None
            self._number += 1
        data = bytes(self._ready if size < 0 else self._ready[:size])
        del self._ready[: len(data)]
        return data


def is_sealed(source: BinaryIO) -> bool:
    """Whether a file needs a passphrase; it is read from its start afterwards."""
    found = source.read(len(MAGIC)) == MAGIC
    source.seek(0)
    return found


def _box(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(
        hashlib.scrypt(passphrase.encode(), salt=salt, n=1 << 15, r=8, p=1, maxmem=MEMORY, dklen=32)
    )


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
