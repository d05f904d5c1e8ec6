"""A stranger who speaks into a call: RTP from an address that has no part in it."""

import asyncio
import io
import secrets
import struct

import numpy as np
import soundfile

TONE = 750
"""Hz; whole periods fit into a packet, and nobody in the laboratory speaks it."""
PACKET_S, RATE, A_LAW = 0.02, 8_000, 8
SAMPLES = int(RATE * PACKET_S)


class Stranger(asyncio.DatagramProtocol):
    """One talker with a steady stream: one source, sequence and time without a gap, the call's own codec."""

    @classmethod
    async def at(cls, local: str, target: tuple[str, int]) -> "Stranger":
        """He speaks to `target` from now on, until `close`."""
        loop = asyncio.get_running_loop()
        _, stranger = await loop.create_datagram_endpoint(cls, local_addr=(local, 0), remote_addr=target)
        return stranger

    def __init__(self) -> None:
        self.sent = 0
        self._frame = a_law(TONE)
        self._source = secrets.randbits(32)

    def connection_made(self, transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._first = self._loop.time()
        self._speak()

    def _speak(self) -> None:
        marker = 0x80 if self.sent == 0 else 0
        head = struct.pack("!BBHII", 0x80, marker | A_LAW, self.sent, self.sent * SAMPLES, self._source)
        self._transport.sendto(head + self._frame)
        self.sent += 1
        self._next = self._loop.call_at(self._first + self.sent * PACKET_S, self._speak)

    def close(self) -> None:
        self._next.cancel()
        self._transport.close()


def a_law(hertz: int) -> bytes:
    """One packet of a tone."""
    wave = 0.3 * np.sin(2 * np.pi * hertz * np.arange(SAMPLES) / RATE)
    packed = io.BytesIO()
    soundfile.write(packed, wave, RATE, format="RAW", subtype="ALAW")
    return packed.getvalue()
