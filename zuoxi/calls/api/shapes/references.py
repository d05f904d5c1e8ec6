"""What other shapes name: configured things and people."""

from uuid import UUID

from ninja import Schema

from zuoxi.organisation.models import Person
from zuoxi.organisation.rows import TermRow
from zuoxi.telephony.models import IvrFlow, Queue, ServiceLine, SkillGroup


class Named(Schema):
    id: UUID
    name: str
    name_en: str


class PersonRef(Schema):
    id: UUID
    name: str
    number: str


class Region(Schema):
    zh: str
    en: str


def named(row: ServiceLine | Queue | SkillGroup | IvrFlow | TermRow | None) -> Named | None:
    """A configured thing with its two names."""
    return Named(id=row.id, name=row.name, name_en=row.name_en) if row else None


def person_ref(row: Person) -> PersonRef:
    """Who."""
    return PersonRef(id=row.id, name=row.name, number=row.number)


def maybe_person(row: Person | None) -> PersonRef | None:
    """Who, if anybody."""
    return person_ref(row) if row else None
