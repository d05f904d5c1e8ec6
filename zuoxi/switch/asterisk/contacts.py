"""Where the devices of a node are registered."""

import re
from contextlib import suppress

from zuoxi.switch.ami import AmiLost, AmiRefused
from zuoxi.switch.asterisk.node import NodeSettings
from zuoxi.switch.asterisk.process import connect_ami

_URI = re.compile(r"sips?:[^@]*@(?:([0-9.]+)|\[([0-9A-Fa-f:.]+)\])(?::[0-9]+)?(?:;.*)?")


async def registered_at(settings: NodeSettings) -> dict[str, str]:
    """Endpoint -> the address it has registered from; empty when the node does not answer.

    It is where the device really is (`rewrite_contact`), not what it says of itself.
    """
    with suppress(OSError, AmiLost, AmiRefused, TimeoutError):
        ami = await connect_ami(settings)
        try:
            contacts = await ami.listing("PJSIPShowContacts")
        finally:
            await ami.close()
        found = ((one.get("Endpoint", ""), _URI.fullmatch(one.get("Uri", ""))) for one in contacts)
        return {endpoint: uri[1] or uri[2] for endpoint, uri in found if uri}
    return {}
