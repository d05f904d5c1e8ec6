"""What the house itself tells the floor: its start, its clock, its settings, answers of gate and data."""

from typing import Final

from zuoxi.engine.config import FloorConfig
from zuoxi.engine.config_edit import ConfigEdit
from zuoxi.engine.events.base import Event
from zuoxi.engine.events.switch import CallArrived
from zuoxi.engine.gate import DialPermit
from zuoxi.kernel.record import Record


class EpochStarted(Event):
    """A live process took the floor. `seed` feeds the derived ids; `epoch` rises with each start."""

    epoch: int
    seed: str
    offset: int = 0
    """Wall time minus engine time (ms), see `ClockMoved`."""


class ClockMoved(Event):
    """The wall clock was set, or the machine slept. Facts and days follow it, deadlines do not."""

    offset: int
    """Wall time minus engine time from now on (ms)."""


class RecordingRoomChanged(Event):
    """The spool of recordings is full, or has room again: told when that changes and once per epoch."""

    room: bool


class ConfigChanged(Event):
    """The whole configuration, told at the beginning of an epoch."""

    config: FloorConfig


class ConfigEdited(Event):
    """What has changed in the configuration since the event before that told of it."""

    edit: ConfigEdit


class LeftOpen(Record):
    """A call that stands open in the records, as far as they know it. Moments are wall time (ms)."""

    tenant: str
    call: str
    started_at: int
    answered_at: int
    """0: never."""
    ended_at: int
    """When the last that is known of it was told."""
    phases: dict[str, int]
    legs: tuple[str, ...]
    """Without an end."""
    segments: tuple[tuple[str, int], ...]
    """(segment without an end, ms of talk until `ended_at`)."""


class CallsLeftOpen(Event):
    """The records show these calls of earlier processes as up. Those that the floor does not know are
    over."""

    calls: tuple[LeftOpen, ...]


class TimePassed(Event):
    """The earliest deadline of the state has come (or passed); one deadline per event."""


HARDEST: Final = 3


class StepBroke(Event):
    """A handler raised, and nothing of its event has happened: whom it concerned ends fail-safe."""

    what: str
    """Type of the event that could not be taken."""
    subjects: tuple[str, ...] = ()
    """Whom it concerned: `call:<id>`, `agent:<person>`, `channel:<name>`, `recording:<id>` …"""
    timer: str = ""
    """The deadline that is taken off with it."""
    arrival: CallArrived | None = None
    """The caller who could not be let in."""
    again: bool = False
    """The fault was somebody else's (`subjects`): the event is taken again when he has ended."""
    hardness: int = 1
    """1 gently; 2 by taking the record out, when the gentle end broke too; 3 only the deadline goes."""


class GateAnswered(Event):
    """The gate was asked once more (`AskGate`), for a call whose agent has taken up his phone."""

    call: str
    refusal: str = ""
    """The check that stands against it now; `nobody`: there was nobody to ask; empty: none."""


class PermitAnswered(Event):
    """The gate has been asked for a caller who is to be put through (`AskPermit`)."""

    call: str
    number: int
    permit: DialPermit | None = None
    age_ms: int = 0
    """Of the permit, by steady clocks."""
    refusal: str = ""
    """The check that stands against it; `nobody`: the gate could not be asked."""


class DataAnswered(Event):
    """A data source has answered an IVR flow (`AskData`)."""

    call: str
    number: int
    outputs: dict[str, str] | None = None
    """None: there is no such thing, or it failed."""
    failed: bool = False
