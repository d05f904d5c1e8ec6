"""What a switch node is brought from the database and from the guard, and what is written down of it."""

import asyncio

from django.db import connection

from zuoxi.assembly import nodes
from zuoxi.engine.config import FloorConfig
from zuoxi.kernel.clock import utc_now
from zuoxi.live.guard import Guard
from zuoxi.switch.asterisk.addresses import local_ipv4
from zuoxi.switch.asterisk.contacts import registered_at
from zuoxi.switch.asterisk.node import NodeSettings, Trunk
from zuoxi.switch.asterisk.process import provision
from zuoxi.telephony.selectors import endpoints
from zuoxi.telephony.services.heard import note_guessers, note_where_phones_are


class ToTheSwitch:
    """Devices, trunks and whom it does not hear, for one node; run in a thread by live's provisioner.

    Whatever fails here (the database is away, or the switch) is tried again by live.
    """

    def __init__(self, node: NodeSettings, guard: Guard) -> None:
        self._node, self._guard = node, guard
        self._noted: frozenset[str] = frozenset()
        """Who is shut out and stands in the trail."""

    def __call__(self, config: FloorConfig) -> None:
        try:
            devices = endpoints.endpoints(self._node.name)
            lines = endpoints.trunks(self._node.name, nodes.addresses().carrier)
            self._guard.spare(self._spared(lines))
            asyncio.run(provision(self._node, devices, lines, out := self._guard.out))
            note_guessers([address for address in out if address not in self._noted], utc_now())
            self._noted = frozenset(out)
            note_where_phones_are(asyncio.run(registered_at(self._node)), utc_now())
        finally:
            connection.close()

    def _spared(self, lines: tuple[Trunk, ...]) -> list[str]:
        """Carriers, and this machine: browsers come through it, and one could shut out all of them."""
        carriers = [address for line in lines for address in (line.host, *line.match)]
        return ["127.0.0.1", self._node.address, *local_ipv4(), *carriers]
