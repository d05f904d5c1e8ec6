"""What befell a caller in an IVR flow."""

from typing import Literal

from zuoxi.engine.facts.base import Fact


class IvrEntered(Fact):
    """The caller has come to a flow."""

    call: str
    flow: str
    version: int


class IvrPassed(Fact):
    """He has left a node of the flow by an exit. What he entered there is told nowhere."""

    call: str
    flow: str
    version: int
    node: str
    kind: str
    exit: str
    ms: int
    why: str = ""
    """Of a number outside that was not reached: the gate's check or what else stood against it, where more is
    known than the exit says."""


class IvrCalledOutside(Fact):
    """It rings at a number outside, with which a node of the flow connects him."""

    call: str
    flow: str
    version: int
    node: str
    number: str
    """National form."""
    attempt: str
    """Under which it is dialled."""


class IvrUnheard(Fact):
    """Something that a node should have said could not be played; the flow went on."""

    call: str
    flow: str
    version: int
    node: str
    prompts: tuple[str, ...]


class IvrLeft(Fact):
    """The flow is over for him: it sent him on, it connected him with a number outside (`external`), it could
    not go on (`broken`), he hung up (`caller`), or came back to the agent who had sent him: by the flow
    (`agent`) or because that one took him back."""

    call: str
    flow: str
    version: int
    node: str
    to: Literal["queue", "voicemail", "external", "hang_up", "broken", "caller", "agent", "taken_back"]
    queue: str
    """Where it sent him; empty: into none."""
    why: Literal["", "too_many_steps", "no_such_node", "not_served"]
    """Of a flow that could not go on; `not_served`: a kind of node that this release cannot serve."""
    ms: int
    found: tuple[tuple[str, str], ...] = ()
    """(label, value) of what his agent was shown; nothing that was entered secretly."""
