"""The table of a party: what somebody's part in a call is, from its beginning to its end."""

from collections.abc import Mapping
from typing import Final, Literal

from zuoxi.engine.facts import AgentState
from zuoxi.engine.facts.leading import Way
from zuoxi.engine.machine import Machine

PartyState = Literal[
    "new",
    "present",
    "ringing",
    "phoning",
    "dialling",
    "talking",
    "holding",
    "called",
    "consulting",
    "awaiting",
    "consulted",
    "conferring",
    "reconnecting",
    "monitoring",
    "whispering",
    "barging",
    "taking_phone",
    "calling",
    "intercom",
    "left",
]

PARTY: Machine[PartyState] = Machine(
    "party",
    {
        # Just named; nobody can observe it in this state.
        "new": {
            "come": "present",
            "offer": "ringing",
            "phone": "phoning",
            "dial": "dialling",
            "call": "called",
            "adopt": "talking",
            "monitor": "monitoring",
            "whisper": "whispering",
            "barge": "barging",
            "take_phone": "taking_phone",
            "call_colleague": "calling",
            "find": "intercom",
        },
        # A customer: what he does is what the call does.
        "present": {"leave": "left"},
        # Offered to an agent.
        "ringing": {"answer": "talking", "join": "consulted", "speak": "intercom", "leave": "left"},
        # An agent who dials, while his own SIP phone rings.
        "phoning": {"dial": "dialling", "leave": "left"},
        # An agent who hears the customer's line ring.
        "dialling": {"answer": "talking", "leave": "left"},
        "talking": {
            "hold": "holding",
            "consult": "consulting",
            "lead": "awaiting",
            "lose_line": "reconnecting",
            "leave": "left",
        },
        "holding": {
            "resume": "talking",
            "consult": "consulting",
            "lead": "awaiting",
            "lose_line": "reconnecting",
            "leave": "left",
        },
        # Somebody outside of the house whose line rings for a customer.
        "called": {"answer": "talking", "join": "consulted", "leave": "left"},
        # An agent who asks somebody, while his customer hears music.
        "consulting": {
            "return": "talking",
            "confer": "conferring",
            "lose_line": "reconnecting",
            "leave": "left",
        },
        # An agent who waits for his customer to come back from a flow.
        "awaiting": {"return": "talking", "lose_line": "reconnecting", "leave": "left"},
        # Whoever is asked: he speaks with the agent, not with the customer.
        "consulted": {"complete": "talking", "confer": "conferring", "leave": "left"},
        # One of several who speak with the customer.
        "conferring": {"dwindle": "talking", "leave": "left"},
        # An agent whose line was lost in mid-call.
        "reconnecting": {"rejoin": "talking", "leave": "left"},
        # A leader on an agent's call: he only hears, the agent hears him, all hear him.
        "monitoring": {"whisper": "whispering", "barge": "barging", "leave": "left"},
        "whispering": {"monitor": "monitoring", "barge": "barging", "leave": "left"},
        "barging": {"monitor": "monitoring", "whisper": "whispering", "leave": "left"},
        # Who calls a colleague, while his own SIP phone rings.
        "taking_phone": {"call_colleague": "calling", "leave": "left"},
        # Who calls a colleague, whose phone rings.
        "calling": {"speak": "intercom", "leave": "left"},
        # One of two colleagues who speak with each other.
        "intercom": {"leave": "left"},
        "left": {},
    },
)

CONVERSING: Final = frozenset[PartyState](
    {"talking", "holding", "consulting", "awaiting", "conferring", "reconnecting"}
)
"""States of an agent's conversation with a customer."""
SPEAKING: Final = frozenset[PartyState]({"talking", "conferring"})
"""Those of them in which the two hear each other."""
SUPERVISING: Final = frozenset[PartyState]({"monitoring", "whispering", "barging"})
"""States of a leader's part in a call."""
WAYS: Final[Mapping[PartyState, Way]] = {
    "monitoring": "monitor",
    "whispering": "whisper",
    "barging": "barge",
}
"""State of a leader's part in a call -> how he is on it."""

AMONG_COLLEAGUES: Final = frozenset[PartyState]({"taking_phone", "calling", "intercom"})
"""States of somebody who calls a colleague or speaks with one."""

DOING: Final[Mapping[PartyState, AgentState]] = {
    "talking": "talking",
    "conferring": "talking",
    "consulted": "talking",
    "dialling": "dialling",
    "phoning": "dialling",
    "ringing": "ringing",
    "reconnecting": "reconnecting",
    "consulting": "holding",
    "awaiting": "holding",
    "holding": "holding",
    "monitoring": "supervising",
    "whispering": "supervising",
    "barging": "supervising",
    "taking_phone": "calling",
    "calling": "calling",
    "intercom": "intercom",
}
"""What an agent is seen to do by his part in a call; of several calls the first of this table counts."""
