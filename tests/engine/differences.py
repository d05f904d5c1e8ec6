"""What one step wrote, showed and left in the switch, looked for the slow way: everywhere."""

from typing import Any

from msgspec.structs import replace

from zuoxi.engine.encoding import changed_rows, rows_of
from zuoxi.engine.media import same_media, wanted
from zuoxi.engine.state import Floor
from zuoxi.engine.viewing import changes, views


def check_written(before: Floor, after: Floor) -> None:
    """The step has told of each row that is another one now."""
    told = {
        (table, key): row for table, rows in changed_rows(before, after).items() for key, row in rows.items()
    }
    missed = [name for name, row in _found(before, after).items() if name not in told or told[name] != row]
    assert not missed, "a table was written past the turn"


def check_shortcuts(before: Floor, after: Floor) -> None:
    """What a step tells cheaply is what is so: which views are others, and whose media stay as they are."""
    old, new = views(before), views(after)
    put, gone = changes(before, after)
    assert put == {key: view for key, view in new.items() if view != old.get(key)}
    assert set(gone) == old.keys() - new.keys()
    for key, view in put.items():
        assert key not in old or replace(view, version=old[key].version) != old[key], "a version for nothing"
    for call_id, call in after.calls.items():
        was = before.calls.get(call_id)
        if was is not None and was is not call and same_media(was, call):
            assert wanted(was) == wanted(call)


def _found(before: Floor, after: Floor) -> dict[tuple[str, str], Any]:
    old = {(table, key): row for table, key, row in rows_of(before)}
    new = {(table, key): row for table, key, row in rows_of(after)}
    changed = {name: row for name, row in new.items() if name not in old or old[name] != row}
    return changed | dict.fromkeys(old.keys() - new.keys())
