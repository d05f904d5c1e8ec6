"""What leaders ask about their agents and calls, and what an agent asks of his leader (T12)."""

from typing import Literal

from zuoxi.engine.events.passing import Passing
from zuoxi.engine.events.people import Request
from zuoxi.kernel.record import Record

Way = Literal["monitor", "whisper", "barge"]
"""监听, 耳语, 强插: he only hears; the agent hears him; all hear him."""


class Leader(Record):
    """Who leads: what the gateway knows of his rights at this moment."""

    name: str
    tenant: str
    paths: tuple[str, ...]
    """Organisation paths at and below which he leads."""


class Leading(Request):
    """Base of what a leader asks. What lies out of his reach is refused (`not_in_reach`)."""

    leader: Leader


class SuperviseRequested(Leading):
    """The leader comes onto an agent's call, or changes how he is on it; he leaves another one for it."""

    agent: str
    call: str
    way: Way


class SupervisionStopRequested(Request):
    """The leader leaves the call that he is on."""

    lost: str = ""
    """The agent (person) whom he may not hear any more, and only him he leaves: he is told so. Empty: he
    leaves by his own wish."""


class TalkRequested(Leading):
    """通话: the leader calls an agent who has no call."""

    agent: str


class PickUpRequested(Leading):
    """代接: the leader takes a call that waits or rings at somebody else."""

    call: str


class ForcedTransferRequested(Passing):
    """强转: the leader passes an agent's customer on."""

    leader: Leader = Leader(name="", tenant="", paths=())
    agent: str = ""


class ForcedReleaseRequested(Leading):
    """强拆: the leader ends an agent's call. `why` is told to the agent; it may be empty."""

    agent: str
    call: str
    why: str = ""


class ForcedStateRequested(Leading):
    """The leader makes an agent ready (`reason` is empty) or not ready, at once or after his call."""

    agent: str
    reason: str = ""
    why: str = ""


class ForcedSignOutRequested(Leading):
    """The leader signs an agent out who has no call in hand."""

    agent: str
    why: str = ""


class TextSent(Leading):
    """A text to these agents; without any, to all whom he leads and who are signed in."""

    agents: tuple[str, ...]
    text: str


class WordsSeen(Request):
    """The agent has seen what leaders told him."""

    ids: tuple[str, ...]


class HelpRequested(Request):
    """求助: the agent calls his leader onto what he does, or (not `wanted`) needs him no more."""

    wanted: bool
