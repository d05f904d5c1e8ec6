"""Events in logs: enough to find the fault, without anybody's number."""

from typing import Any

import msgspec

from zuoxi.engine.events import ConfigChanged, ConfigEdited, Event
from zuoxi.kernel.record import Record

HIDDEN = frozenset({"caller", "dialled", "number", "caller_id", "digit", "digits", "seed"})
SHOWN = 3


def described(event: Event) -> dict[str, Any]:
    """An event's fields for a log; numbers keep their last digits only, keys pressed nothing."""
    if isinstance(event, ConfigChanged):
        return {"type": "ConfigChanged", "version": event.config.version}
    if isinstance(event, ConfigEdited):
        return {"type": "ConfigEdited", "version": event.edit.version}
    return {"type": type(event).__name__, **_fields(event)}


def _fields(record: Record) -> dict[str, Any]:
    return {
        field.name: _shown(field.name, getattr(record, field.name))
        for field in msgspec.structs.fields(record)
    }


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, Record):
        return _fields(value)
    if isinstance(value, tuple):
        return f"{len(value)} entries"
    if name in HIDDEN:
        text = str(value)
        return f"…{text[-SHOWN:]}" if len(text) > 2 * SHOWN else "…"
    return value
