"""Copying the recordings of a hand-over to its medium, each read back; and the list that lies beside them.

Each step may be done again after a kill: what was read back is not copied again, what was not is. Nothing is
erased, here or there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from zuoxi.calls.models import HandedRecording, HandOver, Recording
from zuoxi.calls.selectors.hand_overs import items_of, lacking_in, recordings_for, sums_of
from zuoxi.calls.services.hand_overs import named
from zuoxi.calls.services.recordings.keep import check
from zuoxi.calls.services.recordings.manifest import write
from zuoxi.calls.services.recordings.media import begin_on, medium, medium_of
from zuoxi.calls.services.recordings.store import Store, StoreAway, sha256_of, sum_in
from zuoxi.calls.services.recordings.stores import store_of
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit

AT_ONCE = 500
TRIES = 3
"""A recording may be moved or made small while it is copied, and then lies elsewhere."""
ItemState = HandedRecording.State
State = HandOver.State
Say = Callable[[int, int], None]

NOT_COPIED = {
    Recording.State.RECORDING: ItemState.NOT_STORED,
    Recording.State.RECORDED: ItemState.NOT_STORED,
    Recording.State.MISSING: ItemState.MISSING,
    Recording.State.ALTERED: ItemState.ALTERED,
    Recording.State.ERASED: ItemState.ERASED,
}
"""A recording in this state is not copied -> what is said of it."""


def hand_over(actor: Actor, row: HandOver, say: Say) -> None:
    """Copy what is not there yet and write the list. Raises `StoreAway`; then it can be gone on with."""
    target = medium(row.place)
    with _written():
        if items_of(row).filter(state=ItemState.THERE).exists():
            medium_of(row)
        else:
            begin_on(target, row)
    _save(row, state=State.COPYING, trouble="")
    lacking_in(row).update(state=ItemState.WAITING)
    _choose(row)
    _copy(row, target, say)
    sums = sums_of(row)
    with _written():
        manifest = write(actor, row, medium_of(row))
    done = State.INCOMPLETE if sums["lacking"] else State.COMPLETE
    told = {name: sums[name] for name in ("recordings", "bytes", "lacking")} | {"manifest_sha256": manifest}
    _save(row, state=done, finished_at=utc_now(), **told)
    audit.note(actor, "hand_over.finished", row, name=named(row), after=told, path=actor.who.path)


def _choose(row: HandOver) -> None:
    while found := list(recordings_for(row)[:AT_ONCE]):
        HandedRecording.objects.bulk_create(
            [HandedRecording(tenant_id=row.tenant_id, hand_over=row, recording=one) for one in found],
            ignore_conflicts=True,
        )


def _copy(row: HandOver, target: Store, say: Say) -> None:
    waiting = items_of(row).filter(state=ItemState.WAITING).select_related("recording")
    total, left = sums_of(row)["chosen"], waiting.count()
    while found := list(waiting[:AT_ONCE]):
        for item in found:
            say(total - left, total)
            with _written():
                medium_of(row)  # pulled out or changed in the middle, what stands there would take the rest
            item.state = _copied(row, item, target)
            item.checked_at = utc_now()
            item.save(update_fields=["state", "file", "bytes", "sha256", "checked_at"])
            left -= 1


def _copied(row: HandOver, item: HandedRecording, target: Store) -> ItemState:
    recording = item.recording
    for _ in range(TRIES):
        if (said := NOT_COPIED.get(Recording.State(recording.state))) is not None:
            return said
        source, lay_at = store_of(recording), (recording.store, recording.key, recording.sha256)
        try:
            with source.at_hand(recording.key) as file:
                whole = sha256_of(file) == recording.sha256
                if whole:
                    with _written():
                        target.put(file, f"{row.folder}/{recording.key}")
                    item.file, item.sha256 = recording.key, recording.sha256
                    item.bytes = file.stat().st_size
        except FileNotFoundError:
            whole = False
        if whole:
            return _read_back(row, item, target)
        recording.refresh_from_db()
        if lay_at == (recording.store, recording.key, recording.sha256):
            check(recording, store_of(recording), utc_now())
    return NOT_COPIED.get(Recording.State(recording.state), ItemState.MISSING)


def _read_back(row: HandOver, item: HandedRecording, target: Store) -> ItemState:
    with _written():
        try:
            same = sum_in(target, f"{row.folder}/{item.file}") == item.sha256
        except FileNotFoundError:
            same = False
    return ItemState.THERE if same else ItemState.DIFFERS


@contextmanager
def _written() -> Iterator[None]:
    """What the medium's own disk says against it (full, write-protected, torn out) is that it is away."""
    try:
        yield
    except OSError as failure:
        raise StoreAway(str(failure)) from failure


def _save(row: HandOver, **fields: object) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
