"""What an agent asks of a call: to take it, to dial, to hold it, to end it."""

from zuoxi.engine.events.people import Request
from zuoxi.engine.facts import UnsentWhy
from zuoxi.engine.gate import DialPermit


class AnswerRequested(Request):
    call: str


class DeclineRequested(Request):
    """拒接: the call goes to the next agent, and this one is not ready for a reason; where the queue asks for
    none, `reason` may be empty: then it counts as one more missed offer."""

    call: str
    reason: str


class HangUpRequested(Request):
    call: str


class HoldRequested(Request):
    call: str


class ResumeRequested(Request):
    call: str


class MuteRequested(Request):
    call: str
    muted: bool


class RecordingPauseRequested(Request):
    """What follows is not for the recording (a card number, a password); `paused` False: it is again."""

    call: str
    paused: bool


class KeysRequested(Request):
    """The agent sends keys (DTMF) to the customer's side."""

    call: str
    digits: str


class Dialling(Request):
    """Somebody is to be dialled; the gate has passed it."""

    permit: DialPermit
    age_ms: int = 0
    """How old the permit is as the floor takes it: the sum of what each process on the way counted by its own
    steady clock."""


class DialRequested(Dialling):
    """An agent's own outbound call."""


class ColleagueCallRequested(Request):
    """内线: an agent calls a colleague, whom he names by person (`to`) or by agent number."""

    to: str = ""
    number: str = ""


class CustomerFirstRequested(Dialling):
    """The house calls a customer by itself (`person` is empty). Who answers hears `prompts`; then he waits in
    `queue` like any caller, or is released."""

    queue: str = ""
    """Id; empty: nobody is to speak to him."""
    prompts: tuple[str, ...] = ()
    announcement: str = ""
    """The one of `prompts` that must be heard before anything is recorded; empty: none must."""
    language: str = "zh"


class RatingRequested(Request):
    """邀请评价: the agent is done with his customer, who is asked how it was before he is released."""

    call: str


class LinkRated(Request):
    """A customer has rated a conversation by the page of his link (`person` is empty: he is none of ours)."""

    tenant: str
    call: str
    segment: str
    rated: str
    """The agent whom he spoke to …"""
    path: str
    """… and where that one was."""
    queue: str
    score: int
    """1 to 5; 5 is the best."""
    comment: str = ""
    """What he wrote beside it."""


class LinkNotSent(Request):
    """The message that should have asked a customer did not leave (`person` is empty: nobody asks)."""

    tenant: str
    call: str
    segment: str
    rated: str
    """The agent whom he spoke to …"""
    path: str
    """… and where that one was."""
    queue: str
    why: UnsentWhy


class WrapUpFinished(Request):
    """The work after the call is done; `disposition` is a result code or empty."""

    call: str
    disposition: str = ""
    ready: bool = True
