"""The jobs process with the tables of this house (`assembly/wiring.py`)."""

import threading

from zuoxi.assembly.wiring import HANDLERS, JOBS
from zuoxi.kernel.phone import learn_regions
from zuoxi.outbox import worker


def run(stop: threading.Event) -> None:
    """Relay announced events and do jobs until `stop` is set. Django must be set up."""
    # workbooks name regions, and whoever exports the first one need not wait for the table
    threading.Thread(target=learn_regions, name="regions", daemon=True).start()
    worker.run(worker.WorkerSettings(handlers=HANDLERS, kinds=JOBS), stop)
