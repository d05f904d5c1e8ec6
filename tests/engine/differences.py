"""What one step wrote, looked for the slow way: everywhere."""

from typing import Any

from zuoxi.engine.encoding import changed_rows, rows_of
from zuoxi.engine.state import Floor


def check_written(before: Floor, after: Floor) -> None:
    """The step has told of each row that is another one now."""
    told = {
        (table, key): row for table, rows in changed_rows(before, after).items() for key, row in rows.items()
    }
    missed = [name for name, row in _found(before, after).items() if name not in told or told[name] != row]
    assert not missed, "a table was written past Turn.enter and Turn.strike"


def _found(before: Floor, after: Floor) -> dict[tuple[str, str], Any]:
    old = {(table, key): row for table, key, row in rows_of(before)}
    new = {(table, key): row for table, key, row in rows_of(after)}
    changed = {name: row for name, row in new.items() if name not in old or old[name] != row}
    return changed | dict.fromkeys(old.keys() - new.keys())
