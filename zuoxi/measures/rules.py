"""What asks for a leader, and from when on unless a company says otherwise. Pure."""

from typing import Literal

from zuoxi.kernel.record import Record

SECOND = 1_000
MINUTE = 60 * SECOND


class Watched(Record):
    """Something that turns amber, then red."""

    amber: int | None
    red: int | None
    unit: Literal["ms", "per_cent"] = "ms"
    below: bool = False
    """It is bad when it falls below, not when it rises above."""


WATCHED: dict[str, Watched] = {
    "wait": Watched(amber=20 * SECOND, red=30 * SECOND),
    "level": Watched(amber=80, red=60, unit="per_cent", below=True),
    "ringing": Watched(amber=10 * SECOND, red=15 * SECOND),
    "dialling": Watched(amber=MINUTE, red=2 * MINUTE),
    "talking": Watched(amber=10 * MINUTE, red=20 * MINUTE),
    "holding": Watched(amber=MINUTE, red=3 * MINUTE),
    "wrap_up": Watched(amber=2 * MINUTE, red=5 * MINUTE),
    "not_ready": Watched(amber=15 * MINUTE, red=30 * MINUTE),
    "reconnecting": Watched(amber=5 * SECOND, red=10 * SECOND),
}
"""`wait`: a caller's wait; `level`: the service level of the running half hour; others: an agent's state."""


def in_order(of: str, amber: int | None, red: int | None) -> bool:
    """Whether red is worse than amber, where both are set."""
    if amber is None or red is None:
        return True
    return red < amber if WATCHED[of].below else red > amber


def in_range(of: str, value: int | None) -> bool:
    """Whether it can be that much: a share of 1 to 100, a time up to a day."""
    return value is None or 1 <= value <= (100 if WATCHED[of].unit == "per_cent" else 24 * 60 * MINUTE)
