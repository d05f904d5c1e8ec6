"""The floor as bytes and back. Equal floors give equal bytes, whatever happened on the way to them."""

from typing import Any, get_args, get_origin

import msgspec
from immutables import Map

from zuoxi.engine.config import FloorConfig
from zuoxi.engine.house import House
from zuoxi.engine.ordered import Ordered
from zuoxi.engine.state import Floor


def dump(state: Floor) -> bytes:
    """The state as JSON. The notes for `view.changes` are not part of it: a loaded floor begins without."""
    return _encoder.encode(msgspec.structs.replace(state, recent=()))


def load(data: bytes) -> Floor:
    """The state that `dump` wrote; raises `msgspec.ValidationError` for anything else."""
    return _decoder.decode(data)


def _to_plain(value: Any) -> Any:
    if isinstance(value, Map):
        return dict(value)
    if isinstance(value, Ordered):
        return list(value)
    if isinstance(value, House):
        return value.config
    raise NotImplementedError(type(value))


def _from_plain(kind: Any, value: Any) -> Any:
    if kind is House:
        return House(msgspec.convert(value, FloorConfig, dec_hook=_from_plain))
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Map:
        plain = msgspec.convert(value, dict.__class_getitem__(arguments), dec_hook=_from_plain)
        return Map(plain)
    if origin is Ordered:
        return Ordered(msgspec.convert(value, list.__class_getitem__(arguments), dec_hook=_from_plain))
    raise NotImplementedError(kind)


_encoder = msgspec.json.Encoder(enc_hook=_to_plain, order="deterministic")
_decoder = msgspec.json.Decoder(Floor, dec_hook=_from_plain)
