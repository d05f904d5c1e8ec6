"""The jobs process with the tables of this house (`assembly/wiring.py`), and the dialler beside it."""

import os
import threading

from zuoxi.assembly.live_settings import live_settings
from zuoxi.assembly.only_one import only_one
from zuoxi.assembly.places import home
from zuoxi.assembly.wiring import HANDLERS, JOBS
from zuoxi.dialler.run import run as dial
from zuoxi.kernel.phone import learn_regions
from zuoxi.outbox import worker


def run(stop: threading.Event) -> None:
    """Relay announced events, do jobs and call customers back until `stop` is set. Django must be set up."""
    # workbooks name regions, and whoever exports the first one need not wait for the table
    threading.Thread(target=learn_regions, name="regions", daemon=True).start()
    threading.Thread(target=_dial, args=(stop,), name="dialler", daemon=True).start()
    worker.run(worker.WorkerSettings(handlers=HANDLERS, kinds=JOBS), stop)


def _dial(stop: threading.Event) -> None:
    settings = live_settings(home(), os.environ)
    held = only_one(settings.folder / "dialler", stop)  # two would count the same agents as free
    try:
        dial(settings.socket, stop)
    finally:
        os.close(held)
