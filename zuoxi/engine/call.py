"""The table of a call: from the first ring at the door to its one end."""

from typing import Literal

from zuoxi.engine.machine import Machine

CallState = Literal[
    "new",
    "held",
    "setting_up",
    "greeting",
    "in_ivr",
    "putting_through",
    "led",
    "queued",
    "ringing",
    "phoning",
    "dialling",
    "reaching",
    "announcing",
    "talking",
    "holding",
    "consulting",
    "transferring",
    "conferring",
    "reconnecting",
    "inviting",
    "messaging",
    "rating",
    "calling",
    "intercom",
    "parting",
    "ended",
]

CALL: Machine[CallState] = Machine(
    "call",
    {
        # Just seen; nobody can observe it in this state.
        "new": {
            "hold_off": "held",
            "part": "parting",
            "phone": "phoning",
            "dial": "dialling",
            "reach": "reaching",
            "adopt": "talking",
            "call": "calling",
            "found": "intercom",
        },
        # Overload: waits for one of the few places in set-up.
        "held": {"set_up": "setting_up", "part": "parting", "end": "ended"},
        # Answered by us, not yet confirmed by the switch.
        "setting_up": {
            "greet": "greeting",
            "ivr": "in_ivr",
            "queue": "queued",
            "invite": "inviting",
            "part": "parting",
            "end": "ended",
        },
        # Hears greeting and recording announcement.
        "greeting": {
            "ivr": "in_ivr",
            "queue": "queued",
            "invite": "inviting",
            "part": "parting",
            "end": "ended",
        },
        # Goes through an IVR flow.
        "in_ivr": {
            "queue": "queued",
            "invite": "inviting",
            "put_through": "putting_through",
            "part": "parting",
            "end": "ended",
        },
        # It rings at a number outside, with which his flow connects him.
        "putting_through": {"answer": "talking", "ivr": "in_ivr", "part": "parting", "end": "ended"},
        # Goes through a flow into which his agent has sent him, who waits for him.
        "led": {
            "return": "talking",
            "lose_line": "reconnecting",
            "ivr": "in_ivr",
            "part": "parting",
            "end": "ended",
        },
        "queued": {"offer": "ringing", "invite": "inviting", "part": "parting", "end": "ended"},
        # Offered to one agent.
        "ringing": {"answer": "talking", "queue": "queued", "end": "ended"},
        # Outbound with a SIP phone: the agent's phone rings first.
        "phoning": {"dial": "dialling", "end": "ended"},
        # Outbound: the customer's line rings.
        "dialling": {"answer": "talking", "end": "ended"},
        # Customer first: his line rings, and nobody has the call in hand.
        "reaching": {
            "greet": "greeting",
            "queue": "queued",
            "announce": "announcing",
            "part": "parting",
            "end": "ended",
        },
        # A customer whom the house has called hears what he is to be told, and that is all.
        "announcing": {"end": "ended"},
        "talking": {
            "hold": "holding",
            "consult": "consulting",
            "lead": "led",
            "ivr": "in_ivr",
            "transfer": "transferring",
            "lose_line": "reconnecting",
            "rate": "rating",
            "queue": "queued",
            "part": "parting",
            "end": "ended",
        },
        "holding": {
            "resume": "talking",
            "consult": "consulting",
            "lead": "led",
            "ivr": "in_ivr",
            "transfer": "transferring",
            "lose_line": "reconnecting",
            "rate": "rating",
            "queue": "queued",
            "part": "parting",
            "end": "ended",
        },
        # The customer hears music while his agent asks somebody, or it rings there.
        "consulting": {
            "return": "talking",
            "complete": "talking",
            "confer": "conferring",
            "transfer": "transferring",
            "lose_line": "reconnecting",
            "part": "parting",
            "end": "ended",
        },
        # Passed on: his agent has gone, and it rings at somebody else.
        "transferring": {
            "answer": "talking",
            "queue": "queued",
            "part": "parting",
            "end": "ended",
        },
        # The customer and several others speak with each other.
        "conferring": {
            "dwindle": "talking",
            "part": "parting",
            "end": "ended",
        },
        # The agent's line was lost in mid-call; the customer is held.
        "reconnecting": {"rejoin": "talking", "queue": "queued", "part": "parting", "end": "ended"},
        # Is asked for a message.
        "inviting": {"message": "messaging", "part": "parting", "end": "ended"},
        # Speaks on the tape.
        "messaging": {"part": "parting", "end": "ended"},
        # Is asked how his conversation was; his agent is done with him.
        "rating": {"queue": "queued", "part": "parting", "end": "ended"},
        # Somebody calls a colleague, whose phone rings.
        "calling": {"answer": "intercom", "end": "ended"},
        # Two colleagues speak with each other.
        "intercom": {"end": "ended"},
        # Hears a last announcement and is released.
        "parting": {"end": "ended"},
        "ended": {},
    },
)
