"""What agents speak through. A password is told once, to whoever made or renewed it for a SIP phone."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.organisation.crud import Resource, RowOut, open_doors
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Form
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import visible_one
from zuoxi.telephony.api.shapes import Ref, ref
from zuoxi.telephony.models import Device
from zuoxi.telephony.selectors import configuration as reading
from zuoxi.telephony.services.devices import change_device, create_device, renew_password

router = Router()


class DeviceForm(Form):
    org_unit: UUID
    kind: Literal["webrtc", "sip_phone"]
    node: UUID
    name: Annotated[str, Field(max_length=64)] = ""
    person: UUID | None = None
    seat: UUID | None = None
    dial: Annotated[str, Field(max_length=200)] = ""
    auto_answer: bool = False
    """Takes every call up by itself after a tone; a browser's only."""


class DeviceOut(RowOut):
    org_unit: Ref
    kind: str
    name: str
    person: Ref | None
    seat: Ref | None
    node: Ref
    endpoint: str
    dial: str
    auto_answer: bool


class PasswordOut(Schema):
    """The settings of a SIP phone, told once."""

    username: str
    password: str


def device_out(row: Device, viewer: Person) -> DeviceOut:
    return DeviceOut(
        id=row.id,
        org_unit=ref(row.org_unit),
        kind=row.kind,
        name=row.name,
        person=ref(row.person) if row.person else None,
        seat=ref(row.seat) if row.seat else None,
        node=ref(row.node),
        endpoint=row.endpoint,
        dial=row.dial,
        auto_answer=row.auto_answer,
        hidden=row.hidden_at is not None,
    )


open_doors(
    router,
    Resource(
        path="devices",
        one="device",
        many="devices",
        rows=reading.devices,
        out=DeviceOut,
        shape=device_out,
        form=DeviceForm,
        create=create_device,
        change=change_device,
        see=(),
        manage=Permission.TELEPHONY_MANAGE,
        sortable={"name": "name", "endpoint": "endpoint", "person": "person__number"},
        default="person",
        searched=("name__icontains", "endpoint__icontains", "person__name__icontains"),
    ),
)


@router.post("/devices/{uuid:id}/password", response=PasswordOut, operation_id="renew_device_password")
def renew_device_password(request: HttpRequest, id: UUID) -> object:
    """Give a device a new password; it is shown here and nowhere else."""
    device = visible_one(reading.devices(), id, asker(request), Permission.TELEPHONY_MANAGE)
    return PasswordOut(username=device.endpoint, password=renew_password(actor(request), device))
