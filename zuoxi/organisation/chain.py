"""The chain under the audit trail: what makes a change from outside visible. Pure.

Lines are sealed in blocks. A seal holds the digests of its lines and the hash of the seal before it, so that
nobody changes, takes out or slips in a line without breaking every seal after it (Haber and Stornetta 1991:
"How to time-stamp a digital document"). Its mark is made with a key that does not lie in the database.
"""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from zuoxi.kernel.record import Record

BEGINNING = "0" * 64
"""What the first seal of a company follows."""


class Line(Record, frozen=True):
    """One line of the trail as it is sealed: every value that a reader is told."""

    id: UUID
    tenant: UUID
    at: dt.datetime
    person: UUID | None
    texts: tuple[str, ...]
    """Name of the person, action, kind, id and name of the subject, path, address."""
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Seal(Record, frozen=True):
    """A block of lines that is closed."""

    tenant: UUID
    number: int
    """From 1, without a gap."""
    at: dt.datetime
    previous: str
    """Hash of the seal before."""
    lines: tuple[tuple[UUID, str], ...]
    """Id and digest of each line, by id."""


def digest_of(line: Line) -> str:
    """SHA-256 of a line, in hex."""
    return _sha256(
        [
            line.id.hex,
            line.tenant.hex,
            _moment(line.at),
            line.person.hex if line.person else "",
            *line.texts,
            line.before,
            line.after,
        ]
    )


def hash_of(seal: Seal) -> str:
    """SHA-256 of a seal with all that it holds, in hex."""
    lines = [[id.hex, digest] for id, digest in seal.lines]
    return _sha256([seal.tenant.hex, seal.number, _moment(seal.at), seal.previous, lines])


def mark_of(key: bytes, hash: str) -> str:
    """What only who has the key can make of a seal's hash (HMAC-SHA-256, hex)."""
    return hmac.new(key, hash.encode(), hashlib.sha256).hexdigest()


def marked_by(keys: Iterable[bytes], hash: str, mark: str) -> bool:
    """Whether one of the keys made this mark."""
    return any(hmac.compare_digest(mark_of(key, hash), mark) for key in keys)


def sealed(tenant: UUID, before: tuple[int, str], lines: Sequence[Line], at: dt.datetime) -> Seal:
    """The next seal; `before` is number and hash of the one before it (0 and `BEGINNING`: there is none)."""
    number, previous = before
    digests = tuple(sorted((line.id, digest_of(line)) for line in lines))
    return Seal(tenant=tenant, number=number + 1, at=at, previous=previous, lines=digests)


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _sha256(value: object) -> str:
    told = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()
