"""The jobs process: the relay and some workers, woken by a datagram, looking every second anyway."""

import itertools
import logging
import os
import socket
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db import Error, close_old_connections, connection

from zuoxi.kernel.clock import utc_now
from zuoxi.outbox import jobs, relay
from zuoxi.outbox.away import AWAY
from zuoxi.outbox.in_hand import InHand
from zuoxi.outbox.jobs import JobCancelled, JobKinds, JobPostponed, Work
from zuoxi.outbox.models import Job
from zuoxi.outbox.wake import Bell, wake, wake_path

log = logging.getLogger(__name__)

PERIODIC_EVERY_S = 15.0
WRITE_AGAIN_S = (0.2, 0.5, 1.0, 2.0)
"""Pauses while the end of a job cannot be written; the last one repeats."""
AFTER_OUTAGE_S = 5.0
"""A job that failed because the database was away is tried again so soon."""

Ending = Callable[[bool], None]
"""Writes how a run ended; it is told whether the database was away when that was to be written first."""


@dataclass(frozen=True)
class WorkerSettings:
    """What the jobs process needs to know."""

    handlers: relay.Handlers = field(default_factory=dict)
    kinds: JobKinds = field(default_factory=dict)
    workers: Mapping[jobs.Lane, int] = field(
        default_factory=lambda: {
            "house": 1,
            "people": 2,
            "storing": 2,
            "messages": 1,
            "bulk": 2,
            "carrying": 1,
            "trials": 2,
            "sample": 1,
        }
    )
    """How many threads each lane has."""


def run(settings: WorkerSettings, stop: threading.Event) -> None:
    """Work until `stop` is set. A running job is finished or taken up again by the next process."""
    name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:6]}"
    bell, in_hand = Bell(wake_path()), InHand()
    loops: list[tuple[str, Callable[[], bool]]] = [
        ("relay", lambda: relay.deliver(settings.handlers, utc_now()) > 0),
        *(
            (f"{lane}-{n}", _worker(f"{name}:{lane}-{n}", _of_lane(settings.kinds, lane), stop, in_hand))
            for lane in jobs.LANES
            for n in range(settings.workers[lane])
        ),
    ]
    threads = [
        threading.Thread(target=_loop, args=(step, bell, stop), name=title, daemon=True)
        for title, step in loops
    ]
    threads.append(threading.Thread(target=bell.listen, args=(stop,), name="bell", daemon=True))
    threads.append(
        threading.Thread(target=_house_keeping, args=(settings, stop, in_hand), name="periodic", daemon=True)
    )
    for thread in threads:
        thread.start()
    stop.wait()
    wake()
    for thread in threads:
        thread.join(timeout=5)
    bell.close()


def _of_lane(kinds: JobKinds, lane: jobs.Lane) -> JobKinds:
    return {name: kind for name, kind in kinds.items() if kind.lane == lane}


def _worker(name: str, kinds: JobKinds, stop: threading.Event, in_hand: InHand) -> Callable[[], bool]:
    return lambda: work_once(name, kinds, stop, in_hand)


def work_once(
    worker: str, kinds: JobKinds, stop: threading.Event | None = None, in_hand: InHand | None = None
) -> bool:
    """Take up one job and do it; returns whether there was one."""
    job = jobs.claim(worker, kinds, utc_now())
    if job is None:
        return False
    do(job, kinds, stop, in_hand)
    return True


def do(job: Job, kinds: JobKinds, stop: threading.Event | None = None, in_hand: InHand | None = None) -> None:
    """Do a job that was claimed, and write down what came of it, as soon as that can be written.

    When `stop` is set before, the job is taken up again by another process after its lease.
    """
    work = Work(job)
    with (in_hand or InHand()).hold(work):
        _write(job, _run(work, kinds), stop or threading.Event())


def _write(job: Job, write_end: Ending, stop: threading.Event) -> None:
    for attempt in itertools.count():
        try:
            write_end(attempt > 0)
        except AWAY as error:
            log.warning("the end of job %s (%s) cannot be written yet: %s", job.id, job.kind, error)
            close_old_connections()
            if stop.wait(WRITE_AGAIN_S[min(attempt, len(WRITE_AGAIN_S) - 1)]):
                return
        else:
            return


def _run(work: Work, kinds: JobKinds) -> Ending:
    job = work.job
    try:
        kind = kinds[job.kind]
        work.hours = kind.hours
        work.keep_hours(utc_now())
        result = kind.run(work)
    except JobCancelled:
        return lambda outage: jobs.stop(job, utc_now())
    except JobPostponed as later:
        seconds = later.seconds
        return lambda outage: jobs.postpone(job, seconds, utc_now())
    except AWAY as error:
        log.warning("job %s (%s): the database went away: %s", job.id, job.kind, error)
        close_old_connections()
        told = repr(error)
        return lambda outage: _broken_off(job, told, outage)
    except Exception as error:
        # whatever goes wrong in one job is written into its row and must not end the process
        log.exception("job %s (%s) failed, attempt %s", job.id, job.kind, job.attempts)
        text = repr(error)
        return lambda outage: jobs.fail(job, text, utc_now())
    return lambda outage: jobs.succeed(job, result, utc_now())


def _broken_off(job: Job, error: str, outage: bool) -> None:
    if outage:  # not the job's fault, so not one of its attempts
        jobs.postpone(job, AFTER_OUTAGE_S, utc_now())
    else:
        jobs.fail(job, error, utc_now())


def _loop(step: Callable[[], bool], bell: Bell, stop: threading.Event) -> None:
    while not stop.is_set():
        seen = bell.count
        try:
            busy = step()
        except Error as error:
            log.warning("the database does not answer: %s", error)
            busy = False
        except Exception:
            # A thread that ended here would leave its part of the work undone for good.
            log.exception("%s stumbled", threading.current_thread().name)
            busy = False
        finally:
            close_old_connections()
        if not busy:
            bell.wait(seen)
    connection.close()


def _house_keeping(settings: WorkerSettings, stop: threading.Event, in_hand: InHand) -> None:
    while True:
        try:
            in_hand.keep(utc_now())
            jobs.add_periodic(settings.kinds, utc_now())
        except Error as error:
            log.warning("the database does not answer: %s", error)
        finally:
            close_old_connections()
        if stop.wait(PERIODIC_EVERY_S):
            connection.close()
            return
