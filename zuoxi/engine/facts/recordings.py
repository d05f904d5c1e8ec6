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
