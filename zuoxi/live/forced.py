"""What stands in the journal for good: whole lines, forced to the disk."""

import os
from pathlib import Path
from typing import BinaryIO

from zuoxi.live.disk import sync_folder
from zuoxi.live.places import Part, Position

BLOCK = 1 << 16


class Forced:
    """The end of what is durable, part by part; a part that has not grown is not forced again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._size = -1
        self._end = Position(0, 0, 0)

    def end(self, part: Part) -> Position | None:
        """Behind the last whole line of `part`, which is on the disk when this returns; None: it is packed,
        and all of it is."""
        try:
            file = part.journal(self._folder).open("rb")
        except FileNotFoundError:
            return None
        with file:
            size = file.seek(0, os.SEEK_END)
            if (part, size) != (self._end.part, self._size):
                os.fdatasync(file.fileno())
                if part != self._end.part:
                    sync_folder(self._folder)
                self._end, self._size = Position(*part, _whole(file, size)), size
        return self._end

    def size(self, part: Part) -> int:
        """Bytes of `part`; 0 when it is packed."""
        try:
            return part.journal(self._folder).stat().st_size
        except FileNotFoundError:
            return 0


def _whole(file: BinaryIO, size: int) -> int:
    """The place behind the last newline before `size`: the floor may be in the middle of a line."""
    end = size
    while end > 0:
        begin = max(0, end - BLOCK)
        file.seek(begin)
        newline = file.read(end - begin).rfind(b"\n")
        if newline >= 0:
            return begin + newline + 1
        end = begin
    return 0
