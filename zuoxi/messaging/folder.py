"""The port's default: each message is a readable file in `messages/` of the installation's home, and nobody's
telephone rings. A file `ID.delivered` or `ID.undelivered` beside it is a report of delivery."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from zuoxi.kernel.clock import utc_now
from zuoxi.messaging.port import Accepted, Outcome, Outgoing, Refused, Report

FOLDER = "messages"
REPORTS = {".delivered": True, ".undelivered": False}


class FolderMessages:
    """Messages as files, for whoever has no provider yet, and for tests."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or settings.ZUOXI_HOME / FOLDER

    def send(self, message: Outgoing) -> Outcome:
        file = self._file(message.id)
        if file.exists():
            return Accepted(reference=message.id)
        try:
            self._write(file, message)
        except OSError as problem:
            return Refused(why=str(problem), again=True)
        return Accepted(reference=message.id)

    def find(self, id: str) -> Outcome:
        if self._file(id).exists():
            return Accepted(reference=id)
        return Refused(why="no such file", again=True)

    def reports(self) -> Sequence[Report]:
        found = sorted(file for file in self.folder.glob("*") if file.suffix in REPORTS)
        return [
            Report(
                id=file.stem,
                reference=file.stem,
                delivered=REPORTS[file.suffix],
                why=file.read_text(errors="replace").strip()[:200],
            )
            for file in found
        ]

    def done(self, report: Report) -> None:
        for suffix in REPORTS:
            self._file(report.reference).with_suffix(suffix).unlink(missing_ok=True)

    def _file(self, id: str) -> Path:
        return self.folder / f"{id}.txt"

    def _write(self, file: Path, message: Outgoing) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = file.with_suffix(f".{uuid4().hex}")
        head = (
            f"To: {message.permit.number}\n"
            f"Company: {message.company}\n"
            f"Purpose: {message.permit.purpose}\n"
            f"At: {utc_now().isoformat(timespec='seconds')}\n\n"
        )
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(f"{head}{message.text}\n")
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
