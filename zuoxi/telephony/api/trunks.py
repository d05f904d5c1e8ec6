"""Trunks to carriers, the switch nodes on which they end, and seats."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from zuoxi.organisation.crud import Resource, RowOut, open_doors
from zuoxi.organisation.doors import asker
from zuoxi.organisation.forms import Form, Name, OptionalName
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require_any
from zuoxi.telephony.api.shapes import Ref, ref
from zuoxi.telephony.models import Seat, Trunk
from zuoxi.telephony.selectors import configuration as reading
from zuoxi.telephony.services.configuration import change, create
from zuoxi.telephony.services.trunks import change_trunk, create_trunk

router = Router()
Place = Annotated[int, Field(ge=0, le=59)]
Address = Annotated[str, Field(max_length=49)]


class TrunkForm(Form):
    org_unit: UUID
    node: UUID
    name: Name
    name_en: OptionalName = ""
    endpoint: Annotated[str, Field(min_length=1, max_length=40)]
    host: Annotated[str, Field(max_length=200)] = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 5060
    match: Annotated[list[Address], Field(max_length=20)] = Field(default_factory=list)
    domain: Annotated[str, Field(max_length=200)] = ""
    numbers: Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=1_000)] = Field(
        default_factory=list
    )
    """The numbers that the carrier has given us here."""
    caller_id: Annotated[str, Field(max_length=32)] = ""
    home_area: Annotated[str, Field(max_length=4)] = ""
    callback_not_in_service: bool = False
    """Who dials one of its numbers that stands for nothing is owed a call."""


class TrunkOut(RowOut):
    org_unit: Ref
    node: Ref
    name: str
    name_en: str
    endpoint: str
    host: str
    port: int
    match: list[str]
    domain: str
    numbers: list[str]
    caller_id: str
    home_area: str
    callback_not_in_service: bool


class SeatForm(Form):
    org_unit: UUID
    name: Annotated[str, Field(min_length=1, max_length=64)]
    plan_column: Place | None = None
    plan_row: Place | None = None
    """Where it stands in the room; both or neither."""
    person: UUID | None = None
    """Who sits there now."""


class SeatOut(RowOut):
    org_unit: Ref
    name: str
    plan_column: int | None
    plan_row: int | None
    person: Ref | None


def trunk_out(row: Trunk, viewer: Person) -> TrunkOut:
    return TrunkOut(
        id=row.id,
        org_unit=ref(row.org_unit),
        node=ref(row.node),
        name=row.name,
        name_en=row.name_en,
        endpoint=row.endpoint,
        host=row.host,
        port=row.port,
        match=row.match,
        domain=row.domain,
        numbers=row.numbers,
        caller_id=row.caller_id,
        home_area=row.home_area,
        callback_not_in_service=row.callback_not_in_service,
        hidden=row.hidden_at is not None,
    )


def seat_out(row: Seat, viewer: Person) -> SeatOut:
    return SeatOut(
        id=row.id,
        org_unit=ref(row.org_unit),
        name=row.name,
        plan_column=row.plan_column,
        plan_row=row.plan_row,
        person=ref(row.person) if row.person else None,
        hidden=row.hidden_at is not None,
    )


open_doors(
    router,
    Resource(
        path="trunks",
        one="trunk",
        many="trunks",
        rows=reading.trunks,
        out=TrunkOut,
        shape=trunk_out,
        form=TrunkForm,
        create=create_trunk,
        change=change_trunk,
        see=(Permission.TELEPHONY_MANAGE,),
        manage=Permission.INSTALLATION_MANAGE,
        sortable={"name": "name", "endpoint": "endpoint"},
        default="name",
        searched=("name__icontains", "name_en__icontains", "endpoint__icontains"),
        visible=reading.trunks_seen,
    ),
)
open_doors(
    router,
    Resource(
        path="seats",
        one="seat",
        many="seats",
        rows=reading.seats,
        out=SeatOut,
        shape=seat_out,
        form=SeatForm,
        create=lambda actor, fields: create(actor, Seat, fields),
        change=change,
        see=(Permission.FLOOR_WATCH,),
        manage=Permission.TELEPHONY_MANAGE,
        sortable={"name": "name"},
        default="name",
        searched=("name__icontains",),
    ),
)


@router.get("/switch-nodes", response=list[Ref], operation_id="list_switch_nodes")
def list_switch_nodes(request: HttpRequest) -> object:
    """The Asterisk nodes that trunks and devices can be put on."""
    require_any(asker(request), (Permission.TELEPHONY_MANAGE, Permission.INSTALLATION_MANAGE))
    return [ref(node) for node in reading.nodes().order_by("name")]
