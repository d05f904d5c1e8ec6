"""The table of a leg: one party's connection, and of the standing line of a WebRTC device."""

from typing import Literal

from zuoxi.engine.machine import Machine

LegState = Literal["new", "arrived", "dialling", "ringing", "up", "ended"]

LEG: Machine[LegState] = Machine(
    "leg",
    {
        "new": {"arrive": "arrived", "dial": "dialling", "join": "up"},
        # A customer before the door.
        "arrived": {"answer": "up", "end": "ended"},
        "dialling": {"progress": "ringing", "answer": "up", "end": "ended"},
        "ringing": {"answer": "up", "end": "ended"},
        "up": {"end": "ended"},
        "ended": {},
    },
)
