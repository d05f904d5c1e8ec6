"""What was edited between two versions of the configuration: a change costs what was changed.

Applying a difference to the old configuration gives the new one, except for the order of its rows, which
means nothing: after an edit a kind's rows stand in the order of their keys.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import field
from msgspec.structs import replace

from zuoxi.engine.config import (
    AccessNumberConfig,
    AgentConfig,
    Announcements,
    FloorConfig,
    FlowConfig,
    QueueConfig,
    SkillGroupConfig,
    Timers,
    TrunkConfig,
)
from zuoxi.kernel.record import Record

KEYS: Final[Mapping[str, Callable[[Any], str]]] = {
    "skill_groups": lambda group: group.id,
    "queues": lambda queue: queue.id,
    "access_numbers": lambda number: f"{number.trunk}/{number.number}",
    "flows": lambda flow: flow.key,
    "agents": lambda agent: agent.person_id,
    "trunks": lambda trunk: trunk.id,
}
"""The kinds of rows in a configuration, and what tells the rows of a kind apart."""
SINGLE: Final = ("timers", "announcements", "setup_limit", "not_ready_reasons", "records_internal")
"""What a configuration has once."""


class ConfigEdit(Record):
    """Rows to put (new or changed) and keys of rows that are gone, by kind; None: as it was."""

    version: int
    timers: Timers | None = None
    announcements: Announcements | None = None
    setup_limit: int | None = None
    not_ready_reasons: tuple[tuple[str, str], ...] | None = None
    records_internal: tuple[str, ...] | None = None
    skill_groups: tuple[SkillGroupConfig, ...] = ()
    queues: tuple[QueueConfig, ...] = ()
    access_numbers: tuple[AccessNumberConfig, ...] = ()
    flows: tuple[FlowConfig, ...] = ()
    agents: tuple[AgentConfig, ...] = ()
    trunks: tuple[TrunkConfig, ...] = ()
    gone: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def keys(self, kind: str) -> list[str]:
        """The keys of a kind's rows that were added, changed or taken away, in order."""
        return sorted({*map(KEYS[kind], getattr(self, kind)), *self.gone.get(kind, ())})


def difference(before: FloorConfig, after: FloorConfig) -> ConfigEdit:
    """What has to be edited to come from `before` to `after`."""
    put: dict[str, Any] = {
        name: getattr(after, name) for name in SINGLE if getattr(after, name) != getattr(before, name)
    }
    gone: dict[str, tuple[str, ...]] = {}
    for kind, key in KEYS.items():
        old = {key(row): row for row in getattr(before, kind)}
        new = {key(row): row for row in getattr(after, kind)}
        put[kind] = tuple(row for name, row in new.items() if old.get(name) != row)
        if missing := sorted(old.keys() - new.keys()):
            gone[kind] = tuple(missing)
    return ConfigEdit(version=after.version, gone=gone, **put)


def edited(config: FloorConfig, edit: ConfigEdit) -> FloorConfig:
    """The configuration after an edit; what was not edited is the same object as before."""
    changes: dict[str, Any] = {name: value for name in SINGLE if (value := getattr(edit, name)) is not None}
    for kind, key in KEYS.items():
        put, gone = getattr(edit, kind), edit.gone.get(kind, ())
        if put or gone:
            rows = {key(row): row for row in (*getattr(config, kind), *put)}
            changes[kind] = tuple(rows[name] for name in sorted(rows) if name not in gone)
    return replace(config, version=edit.version, **changes)
