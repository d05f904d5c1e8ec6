"""The jobs process with the tables of this house (`assembly/wiring.py`)."""

import threading

from zuoxi.assembly.wiring import HANDLERS, JOBS
from zuoxi.outbox import worker


def run(stop: threading.Event) -> None:
    """Relay announced events and do jobs until `stop` is set. Django must be set up."""
    worker.run(worker.WorkerSettings(handlers=HANDLERS, kinds=JOBS), stop)
