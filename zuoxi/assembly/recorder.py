"""The recorder of this house's floor: a process of its own beside live (`live/recorder.py`)."""

import gc
import os
import threading
from pathlib import Path

from django.conf import settings as django_settings

from zuoxi.assembly.keeping import keeping
from zuoxi.assembly.live_settings import live_settings
from zuoxi.assembly.only_one import only_one
from zuoxi.assembly.places import home
from zuoxi.assembly.upkeep import Upkeep
from zuoxi.assembly.wiring import HANDLERS
from zuoxi.calls.selectors.archive import trouble
from zuoxi.calls.selectors.keeping import Known, lost_unseen, stores_away
from zuoxi.calls.services.recordings.store import places
from zuoxi.calls.services.recordings.troubles import note_spool
from zuoxi.kernel.clock import steady_ms, utc_now
from zuoxi.live import logs
from zuoxi.live.books import DjangoBooks
from zuoxi.live.giving_way import go_last
from zuoxi.live.recorder import Recorder
from zuoxi.outbox.channel import tell_live


def run(stop: threading.Event) -> None:
    """Record what the floor writes until `stop` is set. Django must be set up."""
    go_last()
    assert HANDLERS, "who listens is known before the first fact is written: loading it takes half a second"
    gc.collect()
    gc.freeze()  # what is there now stays: no look at all of it in the midst of a transaction
    logs.configure(os.environ.get("ZUOXI_LOG_LEVEL", "INFO"))
    settings = live_settings(home(), os.environ)
    held = only_one(settings.folder / "recorder", stop)  # two would move one cursor
    upkeep = Upkeep(
        _keeping,
        lambda state: note_spool(state, utc_now()),
        _spool(),
        keeping(os.environ).spool,
        steady_ms,
    )
    recorder = Recorder(
        settings.folder,
        DjangoBooks(settings.floor),
        batch=settings.record_batch,
        retry_ms=settings.record_retry_ms,
        say=lambda state: tell_live(settings.socket, upkeep.beside(state)),
    )
    try:
        recorder.run(stop)
    finally:
        os.close(held)


def _keeping() -> Known:
    months = django_settings.ZUOXI_ARCHIVE_AFTER_MONTHS
    return Known(archive=trouble(utc_now(), months), stores_away=stores_away(), lost=lost_unseen())


def _spool() -> Path:
    spool = places(home()).spool
    spool.mkdir(parents=True, exist_ok=True, mode=0o700)
    return spool
