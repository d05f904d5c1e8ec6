"""The base of every frozen record: events, commands, facts, state, configuration.

A record is a value: frozen, keyword-only, compared by content, and encoded to the same bytes each time.
`tag=True` on a base class makes its subclasses recognisable by their name (field `type`), which is how
journals, sockets and the desktop tell them apart.
"""

from typing import Any, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True)
class _RecordMeta(msgspec.StructMeta):
    def __new__(mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> Any:
        options.setdefault("frozen", True)
        options.setdefault("kw_only", True)
        options.setdefault("gc", False)  # a value refers to none that is younger: it is in no cycle
        return super().__new__(mcls, name, bases, namespace, **options)


class Record(msgspec.Struct, metaclass=_RecordMeta):
    """A frozen value with named fields."""
