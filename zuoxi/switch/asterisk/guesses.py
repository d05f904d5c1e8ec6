"""What a node tells of wrong passwords, on a control connection that can do nothing else."""

import re
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from zuoxi.switch.ami import AmiClient, AmiLost, AmiRefused, Message
from zuoxi.switch.asterisk.contacts import registered_at
from zuoxi.switch.asterisk.node import NodeSettings, node_secrets

WRONG = ("InvalidPassword", "ChallengeResponseFailed")
_REMOTE = re.compile(r"IPV[46]/[A-Z]+/([0-9A-Fa-f.:]+)/[0-9]+")


class AsteriskEar:
    """One node."""

    def __init__(self, settings: NodeSettings) -> None:
        self._settings = settings

    async def listen(self, wrong: Callable[[str], None]) -> None:
        """Call `wrong` with the address of each wrong password, until the line to the node is lost."""

        def take(message: Message) -> None:
            if address := guessing_address(message):
                wrong(address)

        s = self._settings
        with suppress(OSError, AmiLost, AmiRefused, TimeoutError):
            ami = await AmiClient.connect(
                s.control_address, s.ami_port, f"{s.app}-guesses", node_secrets(s.folder).ami, take
            )
            try:
                await ami.closed.wait()
            finally:
                await ami.close()

    async def at_home(self) -> frozenset[str]:
        """Addresses from which a device is registered now; none when the node does not answer."""
        return frozenset((await registered_at(self._settings)).values())


def guessing_address(message: Message) -> str:
    """The address of a wrong password that a security event tells of; empty: it tells of something else."""
    found = _REMOTE.fullmatch(message.get("RemoteAddress", ""))
    if message.get("Event") not in WRONG or found is None:
        return ""
    try:
        return str(ip_address(found[1]))
    except ValueError:
        return ""
