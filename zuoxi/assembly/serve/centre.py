"""The parts of one centre on one machine, and how one knows that it is up."""

import asyncio
import http.client
import os
import ssl
from dataclasses import dataclass
from pathlib import Path

from zuoxi.assembly.nodes import CARRIER, HOUSE, Addresses
from zuoxi.assembly.publish.published import Published
from zuoxi.assembly.serve.part import Part
from zuoxi.outbox.channel.once import ping_live
from zuoxi.outbox.channel.places import socket_path

UP_WITHIN_S = 60.0


@dataclass(frozen=True)
class Centre:
    """What `zuoxi serve` runs."""

    home: Path
    host: str
    port: int
    addresses: Addresses
    sample: bool
    """With the carrier and its customers."""
    own_switch: bool = True
    """False: Asterisk is run by somebody else (ZUOXI_SWITCH_OWN=0)."""

    published: Published | None = None
    """How other PCs reach it; None: this machine only."""

    @property
    def url(self) -> str:
        if self.published is not None:
            return self.published.url
        return f"http://{'127.0.0.1' if self.host == '0.0.0.0' else self.host}:{self.port}"  # noqa: S104

    def parts(self) -> tuple[Part, ...]:
        """In starting order; they stop backwards: the door, the calls, then who writes down their end."""
        shared = {
            **self.addresses.environment(),
            **(self.published.environment() if self.published else {}),
            "ZUOXI_HOME": str(self.home),
            "ZUOXI_PUBLIC_URL": os.environ.get("ZUOXI_PUBLIC_URL") or self.url,
            "ZUOXI_DEMO": "1" if self.sample else os.environ.get("ZUOXI_DEMO", ""),
        }
        switches = [Part(HOUSE, ("keep", HOUSE), shared, stop_s=15, outlives=True)] if self.own_switch else []
        carrier = [Part(CARRIER, ("keep", CARRIER), shared, stop_s=15, outlives=True)] if self.sample else []
        web: tuple[str, ...] = ("web", "--host", self.host, "--port", str(self.port))
        if self.published is not None:
            web += ("--certificate", self.published.certificate, "--key", self.published.key)
        return (
            Part("jobs", ("jobs",), shared),
            Part("recorder", ("recorder",), shared),
            Part("live", ("live",), shared, stand_in=True),
            *switches,
            *carrier,
            Part("web", web, shared),
        )

    async def up(self) -> list[str]:
        """Wait until people can work; the names of what is not there in time (empty: all is well)."""
        missing = ["web", "live", HOUSE]
        deadline = asyncio.get_running_loop().time() + UP_WITHIN_S
        while missing and asyncio.get_running_loop().time() < deadline:
            missing = await asyncio.to_thread(self._missing)
            if missing:
                await asyncio.sleep(0.1)
        return missing

    def _missing(self) -> list[str]:
        missing = [] if self._web_answers() else ["web"]
        pong = ping_live(socket_path(self.home))
        if pong is None:
            return [*missing, "live"]
        return missing if all(pong.switch.values()) else [*missing, HOUSE]

    def _web_answers(self) -> bool:
        try:
            connection = self._connection()
            connection.request("GET", "/api/session", headers={"Host": f"127.0.0.1:{self.port}"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False

    def _connection(self) -> http.client.HTTPConnection:
        if self.published is None:
            return http.client.HTTPConnection("127.0.0.1", self.port, timeout=3)
        # whether the certificate is good is for browsers to say; here it is asked whether anybody is in
        unchecked = ssl._create_unverified_context()  # noqa: S323
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=3, context=unchecked)
