"""Facts as they were written years ago, read as today's types.

A fact type that changes its shape gets a new version in `engine.facts.VERSIONS` and one row here that turns
the body of the version before into the next one. The rows chain, so nobody rewrites history.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from zuoxi.engine.facts import VERSIONS, AnyFact

Body = Mapping[str, Any]
Upcast = Callable[[Body], Body]

UPCASTS: dict[tuple[str, int], Upcast] = {}
"""(type, version) -> the body as version + 1 has it."""


class UnreadableFact(ValueError):
    """No way leads from a stored version to today's type."""


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
        for step in range(version, versions[kind]):
            body = upcasts[kind, step](body)
        return msgspec.convert({**body, "type": kind}, AnyFact)  # type: ignore[no-any-return]
    except (KeyError, msgspec.ValidationError) as failure:
        raise UnreadableFact(f"{kind} version {version}: {failure}") from failure
