"""Access numbers and the service lines that they stand for (T1)."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Router
from pydantic import Field

from zuoxi.organisation.crud import Resource, RowOut, open_doors
from zuoxi.organisation.forms import Form, Name, OptionalName
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.telephony.api.shapes import Ref, ref
from zuoxi.telephony.models import AccessNumber, ServiceLine
from zuoxi.telephony.selectors import configuration as reading
from zuoxi.telephony.services.access_numbers import change_access_number, create_access_number
from zuoxi.telephony.services.configuration import change, create

router = Router()

Minute = Annotated[int, Field(ge=0, le=2880)]
"""After midnight of the day; past 1440 it is the next day."""
Span = Annotated[list[Minute], Field(min_length=2, max_length=2)]
Day = Annotated[list[Span], Field(max_length=10)]
Week = Annotated[list[Day], Field(min_length=7, max_length=7)]
Prompt = Annotated[str, Field(max_length=64)]


class ServiceLineForm(Form):
    org_unit: UUID
    name: Name
    name_en: OptionalName = ""
    whisper: Prompt = ""
    """Names it to agents whose phones take calls up by themselves; empty: only a tone."""


class ServiceLineOut(RowOut):
    org_unit: Ref
    name: str
    name_en: str
    whisper: str


class AccessNumberForm(Form):
    org_unit: UUID
    number: Annotated[str, Field(min_length=3, max_length=32)]
    trunk: UUID | None = None
    """The line that brings its calls; null: the one that carries the number, or the only one there is."""
    service_line: UUID
    queue: UUID
    flow: UUID | None = None
    """What callers go through before they wait in the queue; null: they wait at once."""
    greeting: Prompt = ""
    recording_announcement: Prompt = ""
    language: Literal["zh", "en"] = "zh"
    weekly_hours: Week | None = None
    """Seven days, Monday first, of [start, end] in minutes after midnight; null: always open."""
    callback_in_flow: bool = False
    """Who hangs up in the flow is owed a call."""


class AccessNumberOut(RowOut):
    org_unit: Ref
    number: str
    trunk: Ref | None
    service_line: Ref
    queue: Ref
    flow: Ref | None
    greeting: str
    recording_announcement: str
    language: str
    weekly_hours: list[list[list[int]]] | None
    callback_in_flow: bool


def service_line_out(row: ServiceLine, viewer: Person) -> ServiceLineOut:
    return ServiceLineOut(
        id=row.id,
        org_unit=ref(row.org_unit),
        name=row.name,
        name_en=row.name_en,
        whisper=row.whisper,
        hidden=row.hidden_at is not None,
    )


def access_number_out(row: AccessNumber, viewer: Person) -> AccessNumberOut:
    return AccessNumberOut(
        id=row.id,
        org_unit=ref(row.org_unit),
        number=row.number,
        trunk=ref(row.trunk) if row.trunk else None,
        service_line=ref(row.service_line),
        queue=ref(row.queue),
        flow=ref(row.flow) if row.flow else None,
        greeting=row.greeting,
        recording_announcement=row.recording_announcement,
        language=row.language,
        weekly_hours=row.weekly_hours,
        callback_in_flow=row.callback_in_flow,
        hidden=row.hidden_at is not None,
    )


open_doors(
    router,
    Resource(
        path="service-lines",
        one="service_line",
        many="service_lines",
        rows=reading.service_lines,
        out=ServiceLineOut,
        shape=service_line_out,
        form=ServiceLineForm,
        create=lambda actor, fields: create(actor, ServiceLine, fields),
        change=change,
        see=(Permission.CALLS_LIST, Permission.FLOOR_WATCH),
        manage=Permission.TELEPHONY_MANAGE,
        sortable={"name": "name"},
        default="name",
        searched=("name__icontains", "name_en__icontains"),
    ),
)
open_doors(
    router,
    Resource(
        path="access-numbers",
        one="access_number",
        many="access_numbers",
        rows=reading.access_numbers,
        out=AccessNumberOut,
        shape=access_number_out,
        form=AccessNumberForm,
        create=create_access_number,
        change=change_access_number,
        see=(),
        manage=Permission.TELEPHONY_MANAGE,
        sortable={"number": "number", "service_line": "service_line__name", "queue": "queue__name"},
        default="number",
        searched=("number__contains", "service_line__name__icontains"),
    ),
)
