"""Facts with everything that is known of their writing."""

from collections.abc import Iterable

from zuoxi.engine.commands import AnyCommand, RecordFact
from zuoxi.engine.events import AnyEvent
from zuoxi.engine.facts import VERSIONS, FactEnvelope
from zuoxi.kernel.record import Record


class Origin(Record):
    """Where and when a step was made."""

    floor: str
    epoch: int
    wall: int = 0
    """Wall moment of the step."""


def envelopes(commands: Iterable[AnyCommand], event: AnyEvent, origin: Origin) -> tuple[FactEnvelope, ...]:
    """The facts among a step's commands. A replay of the step gives the same ones."""
    return tuple(_envelope(command, event, origin) for command in commands if type(command) is RecordFact)


def _envelope(command: RecordFact, event: AnyEvent, origin: Origin) -> FactEnvelope:
    kind = str(type(command.fact).__struct_config__.tag)
    return FactEnvelope(
        tenant=command.tenant,
        floor=origin.floor,
        stream=command.stream,
        seq=command.seq,
        type=kind,
        version=VERSIONS[kind],
        occurred_at=command.occurred_at,
        recorded_at=origin.wall,
        node=getattr(command.fact, "node", "") or getattr(event, "node", ""),
        epoch=origin.epoch,
        fact=command.fact,
    )
