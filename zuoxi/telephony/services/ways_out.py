"""Nothing but a trunk leads out of the house, and a trunk only answers for its own carrier."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from zuoxi.kernel import phone
from zuoxi.switch.asterisk.addresses import local_ipv4
from zuoxi.switch.phone_networks import is_phone, networks
from zuoxi.telephony.models import Device, SwitchNode, Trunk
from zuoxi.telephony.selectors.endpoints import seen_lately

Network = IPv4Network | IPv6Network

WIDEST = {4: 16, 6: 32}
"""Shortest prefix of a carrier's network, by IP version."""
MOST_DIGITS = 6
"""A phone of the house has a short extension; more digits are somebody else's number."""

_DIALLED = re.compile(r"sips?:([^@]*)@([^:]*)(?::.*)?")


def network(text: str) -> Network | None:
    """The network (or single address) that `text` names; None: it names none."""
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def is_narrow(text: str) -> bool:
    """Whether `text` is a network that one carrier can have.

    The switch knows a trunk by its address before anybody is known by a name: a wide one would take the calls
    of other carriers, and keep agents' devices from registering.
    """
    found = network(text)
    return found is not None and found.prefixlen >= WIDEST[found.version]


def leads_out(dial: str) -> bool:
    """Whether a device's address is anything but a phone of the house.

    Such is a number of the public network, an address at a carrier, a name, or an address outside the
    networks in which phones are (ZUOXI_PHONE_NETWORKS). Empty: the phone registers, so it does not.
    """
    found = _DIALLED.fullmatch(dial)
    if found is None:
        return bool(dial)
    user, host = found.groups()
    if not is_phone(dial, networks(settings.ZUOXI_PHONE_NETWORKS)):
        return True
    return _is_public(user) or _is_carriers(host.lower())


def _is_public(user: str) -> bool:
    digits = re.sub(r"[^0-9+]", "", user)
    if len(digits.lstrip("+")) > MOST_DIGITS:
        return True
    try:
        phone.parse(digits)
    except phone.InvalidNumber:
        return False
    return True


def _is_carriers(host: str) -> bool:
    here = _networks([host])
    for match, carrier in Trunk.objects.filter(hidden_at__isnull=True).values_list("match", "host"):
        if (carrier and host == carrier.lower()) or _meet(here, _networks([*match, carrier])):
            return True
    return False


def _networks(texts: Iterable[str]) -> list[Network]:
    return [found for text in texts if (found := network(text)) is not None]


def _meet(some: list[Network], others: list[Network]) -> bool:
    return any(one.version == other.version and one.overlaps(other) for one in some for other in others)


class Owner(NamedTuple):
    """Whose an address is: a `trunk`'s, a `phone`'s, where one has `registered`, the `house`'s."""

    kind: str
    name: str = ""


def meets(trunk: Trunk, now: dt.datetime) -> dict[str, Owner]:
    """Fields with addresses that are somebody's already, and whose.

    The switch knows a carrier by its address alone: whoever else is there would be taken for it.
    """
    found: dict[str, Owner] = {}
    for field, texts in (("host", [trunk.host]), ("match", trunk.match)):
        here = _networks(texts)
        for owner, others in _taken(trunk, now):
            if _meet(here, others):
                found.setdefault(field, owner)
    return found


def _taken(trunk: Trunk, now: dt.datetime) -> Iterator[tuple[Owner, list[Network]]]:
    rows = Trunk.objects.filter(hidden_at__isnull=True).exclude(pk=trunk.pk)
    for match, host in rows.values_list("match", "host"):
        yield Owner("trunk"), _networks([*match, host])
    dialled = Device.objects.filter(hidden_at__isnull=True).exclude(dial="").values_list("dial", flat=True)
    phones = (_DIALLED.fullmatch(dial) for dial in dialled)
    yield Owner("phone"), _networks(phone.group(2) for phone in phones if phone)
    yield Owner("house"), _networks([*local_ipv4(), *_switches()])
    for endpoint, name, address in seen_lately(now):
        yield Owner("registered", name or endpoint), _networks([address])


def _switches() -> Iterator[str]:
    yield "127.0.0.1"
    yield urlsplit(settings.ZUOXI_SWITCH_WS_URL).hostname or ""
    for url, domain in SwitchNode.objects.filter(hidden_at__isnull=True).values_list("ws_url", "sip_domain"):
        yield urlsplit(url).hostname or ""
        yield domain
