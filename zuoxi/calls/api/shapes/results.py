"""What a call can result in."""

from uuid import UUID

from ninja import Schema

from zuoxi.calls.models import Disposition


class DispositionOut(Schema):
    id: UUID
    parent: UUID | None
    code: str
    name: str
    name_en: str


def disposition_out(row: Disposition) -> DispositionOut:
    return DispositionOut(id=row.id, parent=row.parent_id, code=row.code, name=row.name, name_en=row.name_en)
