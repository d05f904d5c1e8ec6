"""Which files of the floor may go: recorded, and older than the snapshots that recovery may need."""

from pathlib import Path

from zuoxi.live.places import Part, journals, snapshots

SNAPSHOTS_KEPT = 2
"""The newest may turn out to be unreadable."""


def prune(folder: Path, recorded: Part) -> list[Part]:
    """Delete journals before both `recorded` and the oldest kept snapshot, and older snapshots; what went."""
    kept = snapshots(folder)[-SNAPSHOTS_KEPT:]
    if not kept:
        return []
    for part in snapshots(folder):
        if part < kept[0]:
            part.snapshot(folder).unlink(missing_ok=True)
    gone = [part for part in journals(folder) if part < min(recorded, kept[0])]
    for part in gone:
        part.journal(folder).unlink(missing_ok=True)
    return gone
