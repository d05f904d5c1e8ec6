"""What a switch node must be told: the devices that register with it and the trunks that end in it."""

import datetime as dt
from typing import Final

from zuoxi.switch.asterisk.node import Endpoint
from zuoxi.switch.asterisk.node import Trunk as TrunkEndpoint
from zuoxi.telephony.credentials import unseal
from zuoxi.telephony.models import Device, DeviceAddress, Trunk

LATELY: Final = dt.timedelta(days=1)
"""A phone that registered from an address within this time is there again tomorrow."""


def endpoints(node: str) -> tuple[Endpoint, ...]:
    """The devices of a node with their passwords; only for writing the switch's configuration."""
    rows = Device.objects.filter(node__name=node, hidden_at__isnull=True).order_by("endpoint")
    return tuple(
        Endpoint(
            name=row.endpoint,
            kind="webrtc" if row.kind == Device.Kind.WEBRTC else "sip_phone",
            password=unseal(row.credential),
        )
        for row in rows
    )


def trunks(node: str, laboratory: str) -> tuple[TrunkEndpoint, ...]:
    """The trunks of a node. `laboratory`: address of the carrier laboratory, for trunks without a host."""
    rows = Trunk.objects.filter(node__name=node, hidden_at__isnull=True).order_by("endpoint")
    return tuple(
        TrunkEndpoint(
            name=row.endpoint,
            host=row.host or laboratory,
            match=tuple(row.match) or (row.host or laboratory,),
            port=row.port,
            caller_id_domain=row.domain,
        )
        for row in rows
    )


def seen_lately(now: dt.datetime) -> list[tuple[str, str, str]]:
    """Endpoint, name and address of each device in use that has registered lately, those of all companies."""
    rows = DeviceAddress.objects.filter(at__gte=now - LATELY, device__hidden_at__isnull=True)
    return list(rows.order_by("at").values_list("device__endpoint", "device__name", "address"))
