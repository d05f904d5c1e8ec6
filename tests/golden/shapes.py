"""The shapes of all records that stand on a disk, in words that can be compared."""

import re
from typing import Any, get_args, get_origin

import msgspec

from zuoxi.engine.commands import AnySwitchCommand
from zuoxi.engine.encoding import HOUSE, HOUSE_SINGLES, HOUSE_TABLES, SINGLE, SINGLES, TABLES
from zuoxi.engine.facts import VERSIONS, AnyFact
from zuoxi.engine.formats import FORMAT
from zuoxi.engine.upcast import Written
from zuoxi.live.records import Acted, Opened, Piece, StepRead, Stood


def shapes() -> dict[str, Any]:
    """{"format": n, "rows": {...}, "facts": {type: {"version": n, "shape": …}}}."""
    rows = {
        **TABLES,
        **HOUSE_TABLES,
        **{f"{SINGLE}.{name}": hint for name, hint in SINGLES.items()},
        **{f"{HOUSE}.{name}": hint for name, hint in HOUSE_SINGLES.items()},
        "orders": AnySwitchCommand,
        "envelopes": Written,
        "lines": Opened | StepRead | Acted,
        "snapshot": Stood | Piece,
    }
    facts = {
        str(kind.__struct_config__.tag): {
            "version": VERSIONS[str(kind.__struct_config__.tag)],
            "shape": _shape(kind),
        }
        for kind in get_args(AnyFact)
    }
    return {
        "format": FORMAT,
        "rows": {name: _shape(kind) for name, kind in sorted(rows.items())},
        "facts": facts,
    }


def _shape(kind: Any) -> Any:
    """The type in words, and each record that it reaches: {record: {field: [type, default]}}."""
    records: dict[str, Any] = {}
    return {"is": _words(kind, records), "of": dict(sorted(records.items()))}


def _words(hint: Any, records: dict[str, Any]) -> str:
    arguments = get_args(hint)
    if not arguments:
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            _describe(hint, records)
        return hint.__qualname__ if isinstance(hint, type) else repr(hint)
    origin = get_origin(hint)
    name = getattr(origin, "__qualname__", str(origin))
    return f"{name}[{', '.join(_words(one, records) for one in arguments)}]"


def _describe(record: type[msgspec.Struct], records: dict[str, Any]) -> None:
    if record.__qualname__ in records:
        return
    fields: dict[str, Any] = {}
    records[record.__qualname__] = {"tag": record.__struct_config__.tag, "fields": fields}
    for field in msgspec.structs.fields(record):
        fields[field.encode_name] = [_words(field.type, records), _default(field)]


def _default(field: msgspec.structs.FieldInfo) -> str:
    """What a field is when it was not written; empty: it must be."""
    if field.default_factory is not msgspec.NODEFAULT:
        return f"{getattr(field.default_factory, '__qualname__', '')}()"
    return "" if field.default is msgspec.NODEFAULT else re.sub(r" at 0x[0-9a-f]+", "", repr(field.default))
