"""The jobs process takes up announced events and jobs by itself until it is told to stop."""

import threading
from uuid import uuid4

import pytest
from django.db import transaction

from zuoxi.kernel.clock import utc_now
from zuoxi.outbox import jobs, worker
from zuoxi.outbox.announce import Announced, announce
from zuoxi.outbox.jobs import JobKind
from zuoxi.outbox.models import Job


class LampLit(Announced):
    room: str


@pytest.mark.django_db(transaction=True)
def test_an_announced_event_and_a_job_are_done_after_the_commit():
    told, done, stop = threading.Event(), threading.Event(), threading.Event()

    def on_lamp(event):
        told.set()

    settings = worker.WorkerSettings(
        handlers={LampLit: (on_lamp,)}, kinds={"dust": JobKind(run=lambda work: done.set())}
    )
    process = threading.Thread(target=worker.run, args=(settings, stop))
    process.start()
    try:
        with transaction.atomic():
            announce(LampLit(tenant=str(uuid4()), room="hall"))
            jobs.add_job("dust", tenant=uuid4(), now=utc_now())
        assert told.wait(10)
        assert done.wait(10)
    finally:
        stop.set()
        process.join(10)
    assert not process.is_alive()
    assert Job.objects.filter(kind="dust", state="running").count() == 0
