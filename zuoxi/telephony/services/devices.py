"""Devices: each has an endpoint and a password that nobody chose."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may
from zuoxi.organisation.services import audit, rows
from zuoxi.organisation.services.referred import check_not_above
from zuoxi.telephony.credentials import new_password, seal
from zuoxi.telephony.models import Device, SwitchNode
from zuoxi.telephony.services.configuration import change, create


def create_device(actor: Actor, fields: Mapping[str, Any]) -> Device:
    """A device with a random endpoint and password."""
    return create(actor, Device, fields, endpoint=new_endpoint(), credential=seal(new_password()))


def give_first_phone(person: Person, now: dt.datetime) -> Device | None:
    """The browser of somebody who takes calls and never had a device; None: he needs none, or had one.

    Nothing happens where it is not clear on which switch node it belongs.
    """
    nodes = list(SwitchNode.objects.filter(hidden_at__isnull=True)[:2])
    needed = person.hidden_at is None and may(person, Permission.CALLS_TAKE)
    if not needed or len(nodes) != 1 or Device.objects.filter(person=person).exists():
        return None
    device = Device(
        tenant_id=person.tenant_id,
        org_unit=person.org_unit,
        kind=Device.Kind.WEBRTC,
        person=person,
        node=nodes[0],
        endpoint=new_endpoint(),
        credential=seal(new_password()),
    )
    return rows.create(Actor(person=None, now=now), device)


def change_device(actor: Actor, device: Device, fields: Mapping[str, Any]) -> Device:
    """New values for a device; nobody changes the phone of somebody above him."""
    _check_whose(actor, device)
    return change(actor, device, fields)


def renew_password(actor: Actor, device: Device) -> str:
    """A new password for a device, told once; the old one stops working when the switch has heard of it."""
    _check_whose(actor, device)
    password = new_password()
    with transaction.atomic():
        device.credential = seal(password)
        device.save(update_fields=["credential"])
        audit.note(actor, "device.password_renewed", device, name=device.endpoint)
        rows.changed(device)
    return password


def _check_whose(actor: Actor, device: Device) -> None:
    if device.person is not None:
        check_not_above(actor, device.person, Permission.TELEPHONY_MANAGE)


def new_endpoint() -> str:
    """A user name that no other device has."""
    return f"d{secrets.token_hex(6)}"
