"""The list that lies beside handed-over recordings.

Whoever has the medium can tell without this house what is on it, and that it is still what was handed over:
`sha256sum -c SHA256SUMS`.
"""

import csv
import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from zuoxi.calls.models import Call, HandedRecording, HandOver
from zuoxi.calls.selectors.calls import with_row_parts
from zuoxi.calls.selectors.hand_overs import items_of
from zuoxi.calls.selectors.numbers import number_of_call
from zuoxi.calls.services.recordings.store import Store, StoreAway, sha256_of, sum_in
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.selectors.people import tenant_timezone

MANIFEST = "manifest.csv"
SUMS = "SHA256SUMS"
AT_ONCE = 500
HEAD = (
    "file 文件",
    "state 状态",
    "recording 录音",
    "call 通话",
    "started 开始",
    "agent 坐席员",
    "agent number 工号",
    "customer 客户号码",
    "seconds 秒",
    "bytes 字节",
    "sha256",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(actor: Actor, row: HandOver, target: Store) -> str:
    """Write the list and the sums onto the medium and read them back; returns the list's SHA-256.

    Numbers stand there as the asker sees them. Raises `StoreAway` when the medium gives back anything else.
    """
    with tempfile.TemporaryDirectory() as folder:
        manifest, sums = Path(folder, MANIFEST), Path(folder, SUMS)
        with manifest.open("w", encoding="utf-8-sig", newline="") as lines, sums.open("w") as checks:
            table = csv.writer(lines)
            table.writerow(HEAD)
            for item, cells in _lines(actor, row):
                table.writerow([_plain(cell) for cell in cells])
                if item.state == HandedRecording.State.THERE:
                    checks.write(f"{item.sha256}  {item.file}\n")
        digest = sha256_of(manifest)
        with sums.open("a") as checks:
            checks.write(f"{digest}  {MANIFEST}\n")
        for file in (manifest, sums):
            key = f"{row.folder}/{file.name}"
            target.put(file, key)
            if sum_in(target, key) != hashlib.sha256(file.read_bytes()).hexdigest():
                raise StoreAway(f"{key} is not what was written")
    return digest


def _lines(actor: Actor, row: HandOver) -> Iterator[tuple[HandedRecording, tuple[object, ...]]]:
    zone = ZoneInfo(tenant_timezone(row.tenant_id))
    items = items_of(row).exclude(state=HandedRecording.State.ERASED)
    rows = items.select_related("recording__person")
    for start in range(0, items.count(), AT_ONCE):
        page = list(rows[start : start + AT_ONCE])
        calls = {
            one.pk: one
            for one in with_row_parts(Call.objects.filter(pk__in={item.recording.call_id for item in page}))
        }
        for item in page:
            recording, call = item.recording, calls.get(item.recording.call_id)
            person = recording.person if recording.person_id else None
            yield (
                item,
                (
                    item.file,
                    item.state,
                    recording.id,
                    recording.call_id,
                    recording.started_at.astimezone(zone).isoformat(timespec="seconds"),
                    person.name if person else "",
                    person.number if person else "",
                    number_of_call(actor.who, call, actor.now) if call else "",
                    f"{recording.seconds:.3f}",
                    item.bytes,
                    item.sha256,
                ),
            )


def _plain(cell: object) -> str:
    """Never a formula: an agent may be called "=1+1"."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
