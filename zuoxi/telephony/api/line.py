"""The agent's own line."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from zuoxi.kernel.initials import initials
from zuoxi.organisation.doors import asker
from zuoxi.organisation.paging import AddressQuery
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.telephony.selectors.lines import line_of, own_devices
from zuoxi.telephony.selectors.passing import (
    colleagues_to_call,
    flows_to_pass_on,
    groups_to_pass_on,
    names_to_find,
)

router = Router()


class OwnDevice(Schema):
    id: UUID
    kind: str
    name: str


class LineOut(Schema):
    """What the softphone registers with. For a SIP phone `ws_url` and `password` are empty."""

    device_id: UUID
    kind: str
    ws_url: str
    sip_uri: str
    username: str
    password: str
    devices: list[OwnDevice]
    """All his devices, to choose from at sign-in."""


class WantedOut(Schema):
    """A group or a flow to which a customer can be passed on; `initials`: by which it is found as well."""

    id: UUID
    name: str
    name_en: str
    initials: str


class CalleeOut(Schema):
    """Somebody at the phone, signed in or not, as colleagues call him."""

    id: UUID
    name: str
    number: str
    seat: str
    """Name of the seat where he sits; empty: of none."""


class WantedInOut(Schema):
    colleagues: list[CalleeOut]
    groups: list[WantedOut]
    flows: list[WantedOut]
    initials: dict[str, str]
    """Of colleagues and queues, by id."""


class LineQuery(AddressQuery):
    device: UUID | None = None


@router.get("/line", response=LineOut, operation_id="get_line")
def get_line(request: HttpRequest, query: Query[LineQuery]) -> object:
    """The asker's own line through one of his devices (default: his browser)."""
    person = asker(request)
    require(person, Permission.CALLS_TAKE)
    line = line_of(person, query.device)
    return LineOut(
        device_id=line.device.id,
        kind=line.device.kind,
        ws_url=line.ws_url,
        sip_uri=line.sip_uri,
        username=line.device.endpoint,
        password=line.password,
        devices=[OwnDevice(id=own.id, kind=own.kind, name=own.name) for own in own_devices(person)],
    )


@router.get("/pass-on", response=WantedInOut, operation_id="get_pass_on")
def get_pass_on(request: HttpRequest) -> object:
    """Whom an agent can call, to whom besides them and the queues he can pass his customer on, and by which
    first letters all are found."""
    person = asker(request)
    require(person, Permission.CALLS_TAKE)
    return WantedInOut(
        colleagues=[
            CalleeOut(id=id, name=name, number=number, seat=seat)
            for id, name, number, seat in colleagues_to_call(person.tenant_id)
        ],
        groups=[_wanted(one.pk, one.name, one.name_en) for one in groups_to_pass_on(person.tenant_id)],
        flows=[_wanted(one.pk, one.name, one.name_en) for one in flows_to_pass_on(person.tenant_id)],
        initials={str(id): initials(name) for id, name in names_to_find(person.tenant_id)},
    )


def _wanted(id: UUID, name: str, name_en: str = "") -> WantedOut:
    return WantedOut(id=id, name=name, name_en=name_en, initials=initials(name))
