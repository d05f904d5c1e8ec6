"""The jobs process takes up announced events and jobs by itself until it is told to stop."""

import threading
from uuid import uuid4

import pytest
from django.db import transaction

from zuoxi.assembly.wiring import JOBS
from zuoxi.calls.services.recordings.queue import STORE
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


@pytest.mark.django_db(transaction=True)
def test_what_the_house_must_do_does_not_wait_behind_recordings():
    go, done, stop = threading.Event(), threading.Event(), threading.Event()
    settings = worker.WorkerSettings(
        kinds={
            "store": JobKind(run=lambda work: go.wait(10)),
            "expire": JobKind(run=lambda work: done.set(), lane="house"),
        }
    )
    for _ in range(50):
        jobs.add_job("store", tenant=uuid4(), now=utc_now())
    jobs.add_job("expire", tenant=uuid4(), now=utc_now())
    process = threading.Thread(target=worker.run, args=(settings, stop))
    process.start()
    try:
        assert done.wait(10), "the bulk lane is full and hangs"
        assert Job.objects.filter(kind="store", state="waiting").exists()
    finally:
        stop.set()
        go.set()
        process.join(10)


def test_recordings_are_stored_in_a_lane_of_their_own():
    """What moves, checks and erases them takes hours, and the spool of those that come in is small."""
    assert [name for name, kind in JOBS.items() if kind.lane == "storing"] == [STORE]
