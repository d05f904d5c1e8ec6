"""Devices: each has an endpoint and a password that nobody chose."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit, rows
from zuoxi.telephony.credentials import new_password, seal
from zuoxi.telephony.models import Device
from zuoxi.telephony.services.configuration import create


def create_device(actor: Actor, fields: Mapping[str, Any]) -> Device:
    """A device with a random endpoint and password."""
    return create(actor, Device, fields, endpoint=new_endpoint(), credential=seal(new_password()))


def renew_password(actor: Actor, device: Device) -> str:
    """A new password for a device, told once; the old one stops working when the switch has heard of it."""
    password = new_password()
    with transaction.atomic():
        device.credential = seal(password)
        device.save(update_fields=["credential"])
        audit.note(actor, "device.password_renewed", device, name=device.endpoint)
        rows.changed(device)
    return password


def new_endpoint() -> str:
    """A user name that no other device has."""
    return f"d{secrets.token_hex(6)}"
