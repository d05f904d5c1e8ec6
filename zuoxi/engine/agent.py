"""The table of an agent with a session (T10): whether he is available.

What he does in a call follows from his part in it (`party`).
"""

from typing import Final, Literal

from zuoxi.engine.machine import Machine

Availability = Literal["signed_out", "not_ready", "ready", "busy", "wrap_up"]

AGENT: Machine[Availability] = Machine(
    "agent",
    {
        "signed_out": {"sign_in": "not_ready"},
        "not_ready": {
            "ready": "ready",
            "not_ready": "not_ready",
            "take": "busy",
            "sign_out": "signed_out",
        },
        "ready": {"take": "busy", "not_ready": "not_ready", "sign_out": "signed_out"},
        # One call or several in hand.
        "busy": {"ready": "ready", "not_ready": "not_ready", "wrap_up": "wrap_up"},
        "wrap_up": {
            "ready": "ready",
            "not_ready": "not_ready",
            "take": "busy",
            "sign_out": "signed_out",
        },
    },
)

SIGNED_IN: Final = "signed_in"
"""Reason of being not ready: the shift has just begun."""
MISSED: Final = "missed"
"""Reason: offers were missed several times in a row."""
BROKEN: Final = "system_error"
"""Reason: a step about the agent broke; he looks at it and says himself when he is ready."""
DISCONNECTED: Final = "disconnected"
"""Reason: the desktop was lost."""
