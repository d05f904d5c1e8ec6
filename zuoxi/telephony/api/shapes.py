"""How rows of telephony name each other."""

from typing import Protocol
from uuid import UUID

from ninja import Schema


class Ref(Schema):
    """Another row, by id and name."""

    id: UUID
    name: str
    name_en: str = ""


class Named(Protocol):
    @property
    def id(self) -> UUID: ...

    @property
    def name(self) -> str: ...


def ref(row: Named) -> Ref:
    """A row as others name it."""
    return Ref(id=row.id, name=row.name, name_en=getattr(row, "name_en", ""))
