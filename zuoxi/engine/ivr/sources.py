"""What a flow may look up: a source says what it must be given and what it tells."""

from collections.abc import Callable, Mapping

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


class Ground(Record):
    """What a flow's nodes can name, as it is when the flow is checked."""

    prompts: frozenset[str] = frozenset()
    queues: frozenset[str] = frozenset()
    sources: Mapping[str, Source] = {}
