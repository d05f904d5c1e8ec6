"""What became of recordings, and of messages that were left."""

from typing import Literal

from zuoxi.engine.facts.base import Fact

Lacking = Literal["", "refused", "gone", "no_files"]


class RecordingFinished(Fact):
    """The switch has closed (or lost) the files; they can be stored."""

    call: str
    segment: str
    recording: str
    node: str
    lacking: Lacking = ""
    """Why there are no files, where the switch said so: it would not record; the customer had gone when it
    was told to; it has written none. Empty: there should be some."""


class RecordingPaused(Fact):
    """Silence goes into the recording from here on: its conversation goes on, and so does the file."""

    call: str
    segment: str
    recording: str
    why: Literal["agent", "flow"]
    """Whoever speaks asked for it; or the customer goes through a flow, to say who he is."""
    person: str
    """Whose agent's act it was."""


class RecordingContinued(Fact):
    """What is said is recorded again."""

    call: str
    segment: str
    recording: str
    person: str
    """Whose act it was; empty: the flow was over."""


class MessageBegan(Fact):
    """A caller speaks on the tape (T7)."""

    call: str
    message: str
    """Id; that of its recording too."""
    queue: str
    service_line: str
    number: str
    path: str


class MessageEnded(Fact):
    """He has spoken; `left` is false when it was too short to be a message."""

    call: str
    message: str
    ms: int
    left: bool
