"""The base of all facts, and the words that several of them use."""

from typing import Literal

from zuoxi.kernel.record import Record

Phase = Literal["ivr", "queue", "ring", "talk", "hold", "transfer", "announcement", "voicemail", "rating"]


AgentState = Literal[
    "signed_out",
    "not_ready",
    "ready",
    "ringing",
    "dialling",
    "talking",
    "holding",
    "wrap_up",
    "reconnecting",
    "supervising",
    "calling",
    "intercom",
]


Party = Literal["customer", "agent", "supervisor", "external", "system", "switch"]
"""`external`: somebody outside of the house to whom a customer was passed on."""


class Fact(Record, tag_field="type", tag=True):
    """Base of all facts."""
