"""What a flow may look up: a source says what it must be given and what it tells."""

from collections.abc import Callable, Mapping

from zuoxi.engine.gate import NumberKind
from zuoxi.kernel.record import Record


class Field(Record):
    """One input or output of a source."""

    name: str
    zh: str
    en: str
    optional: bool = False
    """An input that may be left out."""


class Source(Record):
    """A kind of data that a flow can look up by name (`orders`, `customers`)."""

    name: str
    zh: str
    en: str
    inputs: tuple[Field, ...]
    outputs: tuple[Field, ...]


Answer = Callable[[str, Mapping[str, str]], Mapping[str, str] | None]
"""(tenant, inputs) -> outputs as text; None: there is no such thing. It may take its time and it may fail."""


class Asked(Record):
    """A source with who answers for it: an area names its own in the setting `ZUOXI_DATA_SOURCES`."""

    source: Source
    answer: Answer


class Outside(Record):
    """What the house may dial by itself, as the gate would have it."""

    line: bool = True
    """A line leads out."""
    home: str = ""
    """Area code of local numbers on it; empty: none."""
    kinds: frozenset[NumberKind] = frozenset(("mobile", "landline"))
    """Classes of destination that are open to it."""
    own: frozenset[str] = frozenset()
    """Numbers (national form) that lead back into this installation."""


class Ground(Record):
    """What a flow's nodes can name, as it is when the flow is checked."""

    prompts: frozenset[str] = frozenset()
    queues: frozenset[str] = frozenset()
    sources: Mapping[str, Source] = {}
    outside: Outside = Outside()
