"""Writing down what the switch tells of phones: where they are, and who guesses at their passwords."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.selectors.audit import noted_of_nobody
from zuoxi.organisation.selectors.people import installations_root
from zuoxi.organisation.services import audit
from zuoxi.telephony.models import Device, DeviceAddress

GUESSERS_PER_HOUR: Final = 200
"""Lines of the trail: it cannot be shortened, and addresses cost those who have many nothing."""
SEEN_EVERY: Final = dt.timedelta(hours=1)


def note_guessers(addresses: Iterable[str], now: dt.datetime) -> None:
    """A line of the trail for each address that was shut out, for those who run the installation."""
    place = installations_root()
    if place is None:
        return
    room = GUESSERS_PER_HOUR - noted_of_nobody("phones.guessed_at", place.tenant_id, now - SEEN_EVERY).count()
    for address in [*addresses][: max(room, 0)]:
        actor = Actor(person=None, now=now, address=address)
        audit.note(actor, "phones.guessed_at", name=address, tenant=place.tenant_id, path=place.path)


def note_where_phones_are(found: Mapping[str, str], now: dt.datetime) -> None:
    """Remember from which address each endpoint is registered; what is known for the hour is not written."""
    known = {
        seen.device_id: seen for seen in DeviceAddress.objects.filter(device__endpoint__in=found, at__lte=now)
    }
    devices = Device.objects.filter(endpoint__in=found).values_list("id", "endpoint")
    news = [
        DeviceAddress(device_id=device, address=found[endpoint], at=now)
        for device, endpoint in devices
        if _is_news(known.get(device), found[endpoint], now)
    ]
    DeviceAddress.objects.bulk_create(
        news, update_conflicts=True, unique_fields=["device"], update_fields=["address", "at"]
    )


def _is_news(known: DeviceAddress | None, address: str, now: dt.datetime) -> bool:
    return known is None or known.address != address or now - known.at >= SEEN_EVERY
