"""The agent's line: which device he speaks through and how it reaches the switch."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from zuoxi.kernel.record import Record
from zuoxi.organisation.models import Person
from zuoxi.telephony.credentials import unseal
from zuoxi.telephony.errors import NoDevice
from zuoxi.telephony.models import AccessNumber, Device


class Line(Record):
    """Everything the softphone needs. A SIP phone's own settings are not shown: it has them already."""

    device: Device
    ws_url: str
    sip_uri: str
    password: str


def own_devices(person: Person) -> list[Device]:
    """What this person may speak through, the browser first."""
    rows = Device.objects.filter(person=person, hidden_at__isnull=True).select_related("node")
    return sorted(rows, key=lambda device: (device.kind != Device.Kind.WEBRTC, str(device.id)))


def line_of(person: Person, wanted: UUID | None = None) -> Line:
    """His line through the device he wants (default: his browser); raises `NoDevice`."""
    for device in own_devices(person):
        if wanted in (None, device.id):
            return _line(device)
    raise NoDevice


def _line(device: Device) -> Line:
    url = device.node.ws_url or settings.ZUOXI_SWITCH_WS_URL
    domain = device.node.sip_domain or urlsplit(url).hostname or ""
    browser = device.kind == Device.Kind.WEBRTC
    return Line(
        device=device,
        ws_url=url if browser else "",
        sip_uri=f"sip:{device.endpoint}@{domain}",
        password=unseal(device.credential) if browser else "",
    )


def language_of(tenant: UUID, number: str) -> str:
    """What the house speaks with whoever calls this number of it: `zh`, `en`."""
    rows = AccessNumber.objects.filter(tenant_id=tenant, number=number, hidden_at__isnull=True)
    return rows.values_list("language", flat=True).first() or "zh"
