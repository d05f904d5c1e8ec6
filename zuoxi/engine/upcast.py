"""Facts as they were written years ago, read as today's types.

A fact type that changes its shape gets a new version in `facts.VERSIONS` and one row here that turns the body
of the version before into the next one. The rows chain, so nobody rewrites history. Journal and database read
facts through here alone.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from zuoxi.engine.facts import VERSIONS, AnyFact, FactEnvelope, SealedFact
from zuoxi.engine.formats import ENVELOPES, FORMAT, raised
from zuoxi.kernel.record import Record

Body = Mapping[str, Any]
Upcast = Callable[[Body], Body]

UPCASTS: dict[tuple[str, int], Upcast] = {}
"""(type, version) -> the body as version + 1 has it."""


class UnreadableFact(ValueError):
    """No way leads from a stored version to today's type."""


class Written(Record):
    """An envelope whose fact has not been looked at."""

    tenant: str
    floor: str
    stream: str
    seq: int
    type: str
    version: int
    occurred_at: int
    recorded_at: int
    node: str
    epoch: int
    fact: dict[str, Any]


def read(
    kind: str,
    version: int,
    body: Body,
    *,
    upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS,
    versions: Mapping[str, int] = VERSIONS,
) -> AnyFact:
    """The fact of a stored row; raises `UnreadableFact`."""
    try:
        if version > versions[kind]:
            raise UnreadableFact(f"{kind} version {version} was written by a later release")
        for step in range(version, versions[kind]):
            body = upcasts[kind, step](body)
        return msgspec.convert({**body, "type": kind}, AnyFact)  # type: ignore[no-any-return]
    except (KeyError, msgspec.ValidationError) as failure:
        raise UnreadableFact(f"{kind} version {version}: {failure}") from failure


def envelope_of(data: bytes | msgspec.Raw, format_: int) -> FactEnvelope:
    """An envelope of a journal. A fact that cannot be read comes sealed; it is kept, and folded one day.

    Raises `msgspec.DecodeError` when not even the envelope can be read.
    """
    if format_ == FORMAT:
        written = _decoder.decode(data)
    else:
        written = msgspec.convert(raised(ENVELOPES, format_, msgspec.json.decode(data)), Written)
    body = {name: value for name, value in written.fact.items() if name != "type"}
    fact: AnyFact | SealedFact
    try:
        fact = read(written.type, written.version, body)
    except UnreadableFact as failure:
        return _envelope(written, SealedFact(body=body, reason=str(failure)), written.version)
    return _envelope(written, fact, VERSIONS[written.type])


def _envelope(written: Written, fact: AnyFact | SealedFact, version: int) -> FactEnvelope:
    fields = msgspec.structs.asdict(written)
    return FactEnvelope(**(fields | {"fact": fact, "version": version}))


_decoder = msgspec.json.Decoder(Written)
