"""The table of an agent with a session (T10), and in which of its states a call is in hand."""

from typing import Final

from zuoxi.engine.facts import AgentState
from zuoxi.engine.machine import Machine

AGENT: Machine[AgentState] = Machine(
    "agent",
    {
        "signed_out": {"sign_in": "not_ready"},
        "not_ready": {
            "ready": "ready",
            "not_ready": "not_ready",
            "dial": "dialling",
            "sign_out": "signed_out",
        },
        "ready": {
            "offer": "ringing",
            "not_ready": "not_ready",
            "dial": "dialling",
            "sign_out": "signed_out",
        },
        "ringing": {"answer": "talking", "ready": "ready", "not_ready": "not_ready"},
        "dialling": {"answer": "talking", "ready": "ready", "not_ready": "not_ready"},
        "talking": {"hold": "holding", "lose_line": "reconnecting", "wrap_up": "wrap_up"},
        "holding": {"resume": "talking", "lose_line": "reconnecting", "wrap_up": "wrap_up"},
        "reconnecting": {"rejoin": "talking", "wrap_up": "wrap_up"},
        "wrap_up": {
            "ready": "ready",
            "not_ready": "not_ready",
            "dial": "dialling",
            "sign_out": "signed_out",
        },
    },
)

IN_CALL: Final = frozenset[AgentState]({"ringing", "dialling", "talking", "holding", "reconnecting"})
"""States in which the agent has a call (in wrap-up the call is over already)."""

CONVERSING: Final = frozenset[AgentState]({"talking", "holding", "reconnecting"})
"""States of a conversation with a customer."""

SIGNED_IN: Final = "signed_in"
"""Reason of being not ready: the shift has just begun."""
MISSED: Final = "missed"
"""Reason: offers were missed several times in a row."""
BROKEN: Final = "system_error"
"""Reason: a step about the agent broke; he looks at it and says himself when he is ready."""
DISCONNECTED: Final = "disconnected"
"""Reason: the desktop was lost."""
