"""How much a connection, and an address, may bring before anybody has looked at what it is."""

from collections.abc import Iterator

from zuoxi.kernel.record import Record


class DoorLimits(Record):
    """Sizes are bytes, spans seconds. The first group holds per connection, the second per address."""

    head_bytes: int = 64 * 1024
    """A request's line and headers, and what surrounds the chunks of a body."""
    headers: int = 200
    requests_waiting: int = 8
    """Requests that were sent before the answer to the first was there."""
    head_s: float = 10.0
    """From the connection, or a head's first byte, to the head's end."""
    body_s: float = 120.0
    """From the end of a head to the end of its body."""
    unread_s: float = 60.0
    """How long an answer may wait for a reader who takes nothing."""
    frames_per_s: float = 100.0
    frames_burst: int = 400
    """WebSocket frames of every kind; the gateway's own limits for frames that mean something are lower."""
    bytes_per_s: float = 256 * 1024
    bytes_burst: int = 1024 * 1024
    after_close_bytes: int = 4 * 1024
    """What may still come on a WebSocket that we have closed."""
    parting_s: float = 2.0
    """How long a closing handshake may take."""

    connections: int = 1_000
    lines_per_s: float = 50.0
    lines_burst: int = 500
    """WebSockets that are opened. Requests are not counted: one rude page would stop its neighbours'."""
    address_frames_per_s: float = 2_000.0
    address_frames_burst: int = 8_000


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    """`data` in parts of at most `size`, so that a limit is noticed soon after it is passed."""
    return (data[start : start + size] for start in range(0, len(data), size))
