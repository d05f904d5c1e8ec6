"""One live process per floor on this machine, each with a higher epoch than all before it."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

from zuoxi.live.disk import write_whole
from zuoxi.live.errors import LeaseTaken
from zuoxi.live.places import journals


class Lease:
    """The held lock. The kernel lets go of it when the process ends, however it ends."""

    def __init__(self, folder: Path, floor: str, first: Callable[[], int] = lambda: 0) -> None:
        """Take the floor or raise `LeaseTaken`.

        `first` is asked only when this folder has never seen an epoch: it gives the last epoch known
        elsewhere (the database), so that a lost folder does not number facts a second time.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._handle = os.open(folder / "lease", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._handle)
            raise LeaseTaken(floor=floor) from error
        try:
            self.epoch = _last_epoch(folder, first) + 1
            write_whole(folder / "epoch", str(self.epoch).encode())
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Give the floor up."""
        os.close(self._handle)


def _last_epoch(folder: Path, first: Callable[[], int]) -> int:
    known = [part.epoch for part in journals(folder)]
    text = _written(folder / "epoch")
    if text.isdecimal():
        known.append(int(text))
    return max(known) if known else first()


def _written(file: Path) -> str:
    """What stands in the file; nothing when it is lost, empty or damaged: the journals' names tell it too."""
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
