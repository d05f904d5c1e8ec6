"""`python -m tests.outage.jobs_child <folder>`: a jobs process with jobs that the test holds up.

Each run of a job writes a line into `<folder>/<job>.ran` and waits for `<folder>/go`.
"""

import datetime as dt
import os
import signal
import sys
import threading
from pathlib import Path

import django

TENANT = "0190163d-8694-739b-aea5-966c26f8ad91"


def main(folder: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.assembly.settings")
    django.setup()
    from django.conf import settings

    settings.ZUOXI_HANDLERS = "tests.areas.outbox.listeners.ALL_EVENTS"
    from uuid import UUID

    from django.db import connection, transaction

    from zuoxi.kernel.clock import utc_now
    from zuoxi.outbox import jobs, relay, worker
    from zuoxi.outbox.announce import Announced, announce

    class LampLit(Announced):
        room: str

    def note(name: str) -> None:
        with (folder / f"{name}.ran").open("a") as file:
            file.write("ran\n")

    def hold(name: str) -> None:
        note(name)
        pause = threading.Event()
        while not (folder / "go").exists():
            pause.wait(0.01)

    def count(work: jobs.Work) -> int:
        hold("count")
        return 42

    def read(work: jobs.Work) -> str:
        """It needs the database in its middle."""
        hold("read")
        with connection.cursor() as cursor:
            cursor.execute("SELECT 'read'")
            found: str = cursor.fetchone()[0]
            return found

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with transaction.atomic():
        announce(LampLit(tenant=TENANT, room="hall"))
        for kind in ("count", "read"):
            jobs.add_job(kind, tenant=UUID(TENANT), now=utc_now())
    worker.AFTER_OUTAGE_S = 0.1
    relay.LEASE = dt.timedelta(seconds=1)

    def lamp(event: LampLit) -> None:
        hold("lamp")

    kinds = {"count": jobs.JobKind(run=count), "read": jobs.JobKind(run=read)}
    worker.run(worker.WorkerSettings(handlers={LampLit: (lamp,)}, kinds=kinds), stop)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
