"""Jobs: work outside a request, kept as rows. Every job may run twice without harm."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, get_args
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from zuoxi.kernel.calendars import OpeningHours, next_opening
from zuoxi.kernel.clock import steady_ms, to_ms, utc_now
from zuoxi.outbox.models import Job
from zuoxi.outbox.tidying import remove
from zuoxi.outbox.wake import wake

HOUSE = UUID(int=0)
"""Tenant of the jobs that the house gives itself."""
LEASE = dt.timedelta(seconds=60)
LONGEST_PAUSE = dt.timedelta(hours=1)
KEPT = dt.timedelta(days=7)
"""Jobs that nobody asked for are kept this long when they are done, for looking into trouble."""


class JobCancelled(Exception):
    """Somebody asked for the end of this job, or another worker has taken it over."""


class JobPostponed(Exception):
    """The job cannot be done yet; it is tried again after `seconds` and this does not count as an attempt."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


PEOPLES_KEPT = dt.timedelta(days=90)
"""What people asked for can be looked up for so long; what came of it (a file) has a span of its own."""
SAY_EVERY = dt.timedelta(seconds=5)
"""A job's progress is written this often at most: thousands of jobs would write nothing else."""
FAILED_KEPT = dt.timedelta(days=30)


@dataclass
class Work:
    """One run of a job, as its function sees it."""

    job: Job
    started_at: dt.datetime = field(default_factory=utc_now)
    said_at: dt.datetime | None = None
    heard: int = field(default_factory=steady_ms)
    """When the job last gave a sign, on the steady clock (ms)."""
    hours: OpeningHours | None = None
    """When this kind of work may go on; None: at any time."""

    @property
    def arguments(self) -> dict[str, Any]:
        """What the job was asked to do."""
        arguments: dict[str, Any] = self.job.arguments
        return arguments

    def progress(self, done: int, total: int = 0) -> None:
        """Say how far it is; raises `JobCancelled` when it is to stop, `JobPostponed` out of its hours.

        Call it every few seconds where that can be: who asks for its end waits for it, and one that gives no
        sign for long is taken to hang, so that somebody else takes it up (`in_hand`).
        """
        now, self.heard = utc_now(), steady_ms()
        if self.said_at is not None and now - self.said_at < SAY_EVERY and done != total:
            return
        self.said_at = now
        seconds = max((now - self.started_at).total_seconds(), 0.001)
        still = _mine(self.job).update(done=done, total=total, rate=done / seconds, lease_until=now + LEASE)
        self.check(still)
        self.keep_hours(now)

    def keep_hours(self, now: dt.datetime) -> None:
        """Raise `JobPostponed` to the next of its hours when `now` is none."""
        if self.hours is None or self.hours.is_open(to_ms(now)):
            return
        opens = next_opening((self.hours,), to_ms(now))
        raise JobPostponed(86_400 if opens is None else (opens - to_ms(now)) / 1000)

    def check(self, still: int | None = None) -> None:
        """Raise `JobCancelled` when the job is to stop."""
        if still == 0 or not _mine(self.job).filter(cancel_asked=False).exists():
            raise JobCancelled


JobFunction = Callable[[Work], Any]
Lane = Literal["house", "people", "storing", "messages", "bulk", "carrying", "trials", "sample"]
"""What keeps the house going, what a person waits for, recordings that come in, messages (their provider may
be slow), what there is much of, what is carried to another medium (it may take a day), what is only supposed
(it may compute for minutes, and nothing waits behind it), and sample traffic, which goes on for hours."""
LANES: tuple[Lane, ...] = get_args(Lane)


@dataclass(frozen=True)
class JobKind:
    """What a kind of job does, and how often the house gives it to itself (None: only when asked)."""

    run: JobFunction
    every: dt.timedelta | None = None
    lane: Lane = "bulk"
    """Who does it: each lane has workers of its own, so that none waits behind another."""
    priority: int = 5
    """Within its lane; the smaller goes first."""
    hours: OpeningHours | None = None
    """When it may be done (at night); what is not finished then goes on in the next. None: at any time."""


JobKinds = Mapping[str, JobKind]


def add_job(
    kind: str,
    *,
    tenant: UUID,
    now: dt.datetime,
    arguments: Mapping[str, Any] | None = None,
    person: UUID | None = None,
    key: str = "",
    due_at: dt.datetime | None = None,
) -> Job:
    """Put a job on the list, in the caller's transaction if there is one; with a `key` only once."""
    job = new_job(kind, tenant=tenant, now=now, arguments=arguments, person=person, key=key, due_at=due_at)
    if not key:
        add_jobs([job])
        return job
    values = {field.attname: getattr(job, field.attname) for field in Job._meta.concrete_fields}
    found, _ = Job.objects.get_or_create(tenant_id=tenant, kind=kind, key=key, defaults=values)
    transaction.on_commit(wake)
    return found


def new_job(
    kind: str,
    *,
    tenant: UUID,
    now: dt.datetime,
    arguments: Mapping[str, Any] | None = None,
    person: UUID | None = None,
    key: str = "",
    due_at: dt.datetime | None = None,
) -> Job:
    """A job that is not on the list yet."""
    return Job(
        tenant_id=tenant,
        kind=kind,
        key=key,
        arguments=dict(arguments or {}),
        person_id=person,
        due_at=due_at or now,
        created_at=now,
    )


def add_jobs(new: Sequence[Job]) -> None:
    """Put several new jobs on the list as one write."""
    if new:
        Job.objects.bulk_create(new)
        transaction.on_commit(wake)


def cancel(job: Job, now: dt.datetime) -> None:
    """Ask for the end of a job: at once when it waits, at its next step when it runs."""
    waiting = Job.objects.filter(id=job.id, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.CANCELLED, cancel_asked=True, ended_at=now):
        Job.objects.filter(id=job.id, state=Job.State.RUNNING).update(cancel_asked=True)
    job.refresh_from_db()


def claim(worker: str, kinds: JobKinds, now: dt.datetime) -> Job | None:
    """Take up the next due job (or one whose worker is gone) for `worker`; None: nothing is due.

    Who claims has nothing in hand: what still runs in his name lost its end, and is taken up again.
    """
    lost = Q(lease_until__lt=now) | Q(worker=worker)
    due = Q(state=Job.State.WAITING, due_at__lte=now) | Q(lost, state=Job.State.RUNNING)
    for names in _by_priority(kinds):
        # What was given up is put aside on the way, and must not stand before what is due.
        while found := list(Job.objects.filter(due, kind__in=names).order_by("due_at")[:10]):
            job, aside = _take(worker, found, due, now)
            if job is not None:
                return job
            if not aside:
                break  # others were quicker with all of them
    return None


def _by_priority(kinds: JobKinds) -> list[list[str]]:
    ranks = sorted({kind.priority for kind in kinds.values()})
    return [[name for name, kind in kinds.items() if kind.priority == rank] for rank in ranks]


def _take(worker: str, found: list[Job], due: Q, now: dt.datetime) -> tuple[Job | None, int]:
    """The first of these jobs that can be had, and how many were put aside before it."""
    aside = 0
    for job in found:
        same = Job.objects.filter(id=job.id, state=job.state, worker=job.worker, attempts=job.attempts)
        if job.cancel_asked:
            aside += same.update(state=Job.State.CANCELLED, ended_at=now)
        elif job.attempts >= job.max_attempts:
            error = job.error or "its worker was lost"
            aside += same.update(state=Job.State.FAILED, ended_at=now, error=error)
        elif same.filter(due).update(
            state=Job.State.RUNNING,
            worker=worker,
            attempts=F("attempts") + 1,
            lease_until=now + LEASE,
            started_at=now,
        ):
            job.refresh_from_db()
            return job, aside
    return None, aside


def keep_lease(job: Job, now: dt.datetime) -> None:
    """Its worker lives and has it in hand: nobody else takes it up for another lease."""
    _mine(job).update(lease_until=now + LEASE)


def succeed(job: Job, result: Any, now: dt.datetime) -> None:
    """The job is done."""
    _mine(job).update(state=Job.State.DONE, result=result, error="", lease_until=None, ended_at=now)


def stop(job: Job, now: dt.datetime) -> None:
    """The job has stopped because somebody asked."""
    _mine(job).update(state=Job.State.CANCELLED, lease_until=None, ended_at=now)


def postpone(job: Job, seconds: float, now: dt.datetime) -> None:
    """The job is not possible yet."""
    _mine(job).update(
        state=Job.State.WAITING,
        due_at=now + dt.timedelta(seconds=seconds),
        attempts=F("attempts") - 1,
        lease_until=None,
    )


def fail(job: Job, error: str, now: dt.datetime) -> None:
    """The job failed: it is tried again after a growing pause, at last it is given up."""
    if job.attempts >= job.max_attempts:
        _mine(job).update(state=Job.State.FAILED, error=error[:4000], lease_until=None, ended_at=now)
        return
    pause = min(dt.timedelta(seconds=2**job.attempts), LONGEST_PAUSE)
    _mine(job).update(state=Job.State.WAITING, error=error[:4000], lease_until=None, due_at=now + pause)


def add_periodic(kinds: JobKinds, now: dt.datetime) -> None:
    """Put the house's own jobs on the list: one row per kind and turn, however many processes ask."""
    for name, kind in kinds.items():
        if kind.every is None:
            continue
        turn = int(now.timestamp() // kind.every.total_seconds())
        if Job.objects.filter(tenant_id=HOUSE, kind=name, key=str(turn)).exists():
            continue
        try:
            with transaction.atomic():
                add_job(name, tenant=HOUSE, now=now, key=str(turn))
        except IntegrityError:
            continue  # another process was first


def tidy(now: dt.datetime, progress: Callable[[int], None] = lambda gone: None) -> int:
    """Remove jobs that ended long ago, all of them, a few at a time; returns how many. Those that failed stay
    longer than others that the house gave itself, and what people asked for the longest."""
    own = Q(person_id__isnull=True)
    done = Q(state__in=(Job.State.DONE, Job.State.CANCELLED))
    failed = Q(state=Job.State.FAILED)
    gone = 0
    for over, kept in (
        (own & done, KEPT),
        (own & failed, FAILED_KEPT),
        (~own & (done | failed), PEOPLES_KEPT),
    ):
        rows = Job.objects.filter(over, ended_at__lt=now - kept).order_by("ended_at")
        gone += remove(rows, partial(_further, progress, gone))
    return gone


def _further(progress: Callable[[int], None], before: int, more: int) -> None:
    progress(before + more)


def _mine(job: Job) -> Any:
    return Job.objects.filter(id=job.id, state=Job.State.RUNNING, worker=job.worker, attempts=job.attempts)
