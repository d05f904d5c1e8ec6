"""The agent's own line."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from zuoxi.organisation.doors import asker
from zuoxi.organisation.paging import AddressQuery
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.telephony.selectors.lines import line_of, own_devices

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
