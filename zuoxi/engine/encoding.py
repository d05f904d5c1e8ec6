"""The floor as bytes and back: row by row, whole or as the difference of one step.

Both have one shape, a JSON object {table: {key: row, or null when it is gone}}; single values stand in the
table `floor` under their names. What follows from the rows (who is ready, who waits, which timer is next) is
not written but made again. Equal floors give equal bytes, whatever happened on the way to them.
"""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any, Final, get_args, get_origin, get_type_hints

import msgspec
from immutables import Map

from zuoxi.engine.config import FloorConfig
from zuoxi.engine.config_edit import KEYS
from zuoxi.engine.formats import FORMAT, UPCASTS, Upcast, raised
from zuoxi.engine.house import House
from zuoxi.engine.indexes import INDEXES, with_indexes
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.state import Floor

SINGLE: Final = "floor"
"""The table of what there is once."""

NOTES: Final = ("recent", "written", "secrets")
"""What is said of the latest steps only, and what nobody may read on a disk: a loaded floor has none."""

_HINTS: Final = {name: hint for name, hint in get_type_hints(Floor).items() if name not in (*NOTES, *INDEXES)}
TABLES: Final = {name: get_args(hint)[1] for name, hint in _HINTS.items() if get_origin(hint) is Map}
"""Table -> the type of its rows."""
SINGLES: Final = {name: hint for name, hint in _HINTS.items() if name not in TABLES and hint is not House}
"""What there is once -> its type."""
_singles = attrgetter(*SINGLES)
HOUSE: Final = "house"
"""The table of what the configuration has once; each kind of its rows is a table `house.<kind>`."""
_CONFIG: Final = get_type_hints(FloorConfig)
HOUSE_TABLES: Final = {f"{HOUSE}.{kind}": get_args(_CONFIG[kind])[0] for kind in KEYS}
HOUSE_SINGLES: Final = {name: hint for name, hint in _CONFIG.items() if name not in KEYS}


def changed_rows(before: Floor, after: Floor) -> dict[str, dict[str, Any]]:
    """The rows that are others after one step: {table: {key: row or None}}. `after` came of `before`."""
    rows: dict[str, dict[str, Any]] = {}
    for table, key in after.written:
        row = getattr(after, table).get(key)
        if row != getattr(before, table).get(key):
            rows.setdefault(table, {})[key] = row
    singles = {
        name: value
        for name, was, value in zip(SINGLES, _singles(before), _singles(after), strict=True)
        if value is not was and value != was
    }
    if after.house is not before.house:
        rows |= _changed_house(before.house.config, after.house.config)
    return {SINGLE: singles, **rows} if singles else rows


def _changed_house(before: FloorConfig, after: FloorConfig) -> dict[str, dict[str, Any]]:
    old, new = _house_rows(before), _house_rows(after)
    rows: dict[str, dict[str, Any]] = {}
    for table in new:
        was = old[table]
        changed = {key: row for key, row in new[table].items() if was.get(key) is not row}
        changed |= dict.fromkeys(was.keys() - new[table].keys())
        if changed:
            rows[table] = changed
    return rows


def _house_rows(config: FloorConfig) -> dict[str, dict[str, Any]]:
    rows = {f"{HOUSE}.{kind}": {key(row): row for row in getattr(config, kind)} for kind, key in KEYS.items()}
    return {HOUSE: {name: getattr(config, name) for name in HOUSE_SINGLES}, **rows}


def _house(found: dict[str, dict[str, Any]]) -> House:
    """Takes the house's tables out of what was found."""
    config = found.pop(HOUSE, {})
    for kind in KEYS:
        config[kind] = tuple(row for _, row in sorted(found.pop(f"{HOUSE}.{kind}", {}).items()))
    return House(FloorConfig(**config))


def difference(before: Floor, after: Floor) -> bytes:
    """`changed_rows` as JSON."""
    return _encoder.encode(changed_rows(before, after))


def rows_of(state: Floor) -> Iterable[tuple[str, str, Any]]:
    """All rows of a floor: (table, key, row)."""
    yield from ((SINGLE, name, getattr(state, name)) for name in SINGLES)
    for table, settings in _house_rows(state.house.config).items():
        yield from ((table, key, settings[key]) for key in sorted(settings))
    for table in TABLES:
        rows = getattr(state, table)
        yield from ((table, key, rows[key]) for key in sorted(rows))


def pieces(state: Floor) -> Iterable[bytes]:
    """A whole floor as JSON objects of one row each, which together have the shape of `dump`."""
    return (_encoder.encode({table: {key: row}}) for table, key, row in rows_of(state))


def dump(state: Floor) -> bytes:
    """A whole floor as one JSON object."""
    rows: dict[str, dict[str, Any]] = {}
    for table, key, row in rows_of(state):
        rows.setdefault(table, {})[key] = row
    return _encoder.encode(rows)


def load(data: bytes) -> Floor:
    """The floor that `dump` wrote; raises `msgspec.ValidationError` for anything else."""
    rows = Rows()
    rows.add(data)
    state, unread = rows.state()
    if unread:
        raise msgspec.ValidationError(f"unreadable rows: {', '.join(unread)}")
    return state


class Rows:
    """Rows gathered from a snapshot and the differences behind it; a later one takes the place of an
    earlier."""

    def __init__(self, upcasts: Mapping[tuple[str, int], Upcast] = UPCASTS) -> None:
        self._rows: dict[tuple[str, str], tuple[int, bytes]] = {}
        self._upcasts = upcasts

    def add(self, data: bytes | msgspec.Raw, format_: int = FORMAT) -> None:
        """Take the rows of one JSON object; raises `msgspec.DecodeError` when it is none."""
        for table, rows in _rows_decoder.decode(data).items():
            for key, row in rows.items():
                if bytes(row) == b"null":
                    self._rows.pop((table, key), None)
                else:
                    self._rows[table, key] = format_, bytes(row)

    def state(self) -> tuple[Floor, tuple[str, ...]]:
        """The floor, and the names of rows that could not be read and are not in it."""
        found: dict[str, dict[str, Any]] = {}
        unread: list[str] = []
        for (table, key), (format_, data) in self._rows.items():
            try:
                row = self._read(table, key, format_, data)
            except (msgspec.DecodeError, LookupError, TypeError, ValueError) as error:
                unread.append(f"{table}/{key}: {error}")
                continue
            if row is not None:
                found.setdefault(table, {})[key] = row
        singles = found.pop(SINGLE, {})
        fields: dict[str, Any] = singles | {HOUSE: _house(found)}
        fields |= {table: Map(rows) for table, rows in found.items()}
        return with_indexes(Floor(**fields)), tuple(unread)

    def _read(self, table: str, key: str, format_: int, data: bytes) -> Any:
        kind = f"{table}.{key}" if table in (SINGLE, HOUSE) else table
        if format_ == FORMAT:
            return _decoders[kind].decode(data)
        row = raised(kind, format_, msgspec.json.decode(data), self._upcasts)
        if row is None:
            return None
        return msgspec.convert(row, _types[kind], dec_hook=_from_plain)


def _to_plain(value: Any) -> Any:
    if isinstance(value, Map):
        return dict(value)
    if isinstance(value, Ordered):
        return list(value)
    raise NotImplementedError(type(value))


def _from_plain(kind: Any, value: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Map:
        plain = msgspec.convert(value, dict.__class_getitem__(arguments), dec_hook=_from_plain)
        return Map(plain)
    if origin is Ordered:
        return Ordered(msgspec.convert(value, list.__class_getitem__(arguments), dec_hook=_from_plain))
    raise NotImplementedError(kind)


_types: Final = (
    TABLES
    | HOUSE_TABLES
    | {f"{SINGLE}.{name}": hint for name, hint in SINGLES.items()}
    | {f"{HOUSE}.{name}": hint for name, hint in HOUSE_SINGLES.items()}
)
_encoder = msgspec.json.Encoder(enc_hook=_to_plain, order="deterministic")
_decoders: Final = {kind: msgspec.json.Decoder(hint, dec_hook=_from_plain) for kind, hint in _types.items()}
_rows_decoder = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])
