"""How long work tells what it is doing."""

from collections.abc import Callable

from zuoxi.kernel.record import Record


class Step(Record):
    """One line to show. `total` 0: no count is known; otherwise `done` of `total` parts are ready."""

    zh: str
    en: str
    done: int = 0
    total: int = 0
    warning: bool = False


Progress = Callable[[Step], None]
"""Takes each step as it happens."""


def silent(step: Step) -> None:
    """Shows nothing."""
