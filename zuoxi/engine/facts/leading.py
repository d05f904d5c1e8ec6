"""What leaders did about their agents' calls and states, and who asked for help (T12)."""

from typing import Literal

from zuoxi.engine.facts.base import Fact

Way = Literal["monitor", "whisper", "barge"]

Act = Literal[
    "picked_up", "transferred", "released", "made_ready", "made_not_ready", "signed_out", "text", "called"
]
"""What a leader does at once, without staying on a call."""


class SupervisionBegan(Fact):
    """A leader has come onto an agent's call, or is on it in another way from now on."""

    call: str
    leader: str
    agent: str
    way: Way
    path: str
    """The agent's."""


class SupervisionEnded(Fact):
    """He is not on it any more, or not in that way."""

    call: str
    leader: str
    agent: str
    way: Way
    ms: int


class LeaderActed(Fact):
    """A leader did something about an agent or a call."""

    leader: str
    act: Act
    agent: str
    """Person; empty: of nobody, or of several (`agents`)."""
    path: str
    """The agent's or the call's."""
    call: str = ""
    why: str = ""
    """What the agent was told; of a text, the text."""
    agents: tuple[str, ...] = ()
    """All to whom a text went."""


class HelpAsked(Fact):
    """An agent asks his leader for help."""

    session: str
    person: str
    call: str
    """Empty: he has none, or one that has not been answered yet."""


class HelpEnded(Fact):
    """A leader has come, or the agent needs him no more."""

    session: str
    person: str
    how: Literal["came", "withdrawn", "signed_out"]
    by: str
    """The leader who came."""
    ms: int
    call: str = ""
    """Which he has in hand then; empty: none."""
