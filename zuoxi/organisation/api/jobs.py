"""The job centre: work that goes on outside a request, how far it is, and stopping it."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.errors import NotAllowed, NotFound
from zuoxi.organisation.forms import Both
from zuoxi.organisation.models import Person
from zuoxi.organisation.paging import Page, PageQuery, page_of
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may, within
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.exports import title_of
from zuoxi.outbox import jobs
from zuoxi.outbox.models import Job
from zuoxi.outbox.selectors import jobs_of

router = Router()


class JobsQuery(PageQuery):
    state: Literal["", "waiting", "running", "done", "failed", "cancelled"] = ""
    kind: str = Field("", max_length=100)


class JobOut(Schema):
    """A job: how far it is (`total` 0: not known), pieces a second, and what came of it."""

    id: UUID
    kind: str
    title: Both | None
    """Which list an export writes."""
    file: bool
    """There is something to fetch."""
    state: str
    done: int
    total: int
    rate: float
    cancel_asked: bool
    attempts: int
    result: Any
    error: str
    person: UUID | None
    created_at: dt.datetime
    due_at: dt.datetime
    started_at: dt.datetime | None
    ended_at: dt.datetime | None


def job_out(job: Job) -> JobOut:
    """A job as the job centre shows it."""
    title = title_of(job)
    return JobOut(
        id=job.id,
        kind=job.kind,
        title=Both(zh=title[0], en=title[1]) if title else None,
        file=title is not None and job.state == Job.State.DONE,
        state=job.state,
        done=job.done,
        total=job.total,
        rate=job.rate,
        cancel_asked=job.cancel_asked,
        attempts=job.attempts,
        result=job.result,
        error=job.error,
        person=job.person_id,
        created_at=job.created_at,
        due_at=job.due_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
    )


def jobs_for(person: Person) -> QuerySet[Job]:
    """His own jobs and those of the people whom he leads; the house's own to who leads the whole company."""
    led = Person.objects.filter(within(person, Permission.JOBS_SEE)).values("id")
    seen = Q(person_id=person.id) | Q(person_id__in=led)
    if may(person, Permission.JOBS_SEE, root_of(person.tenant_id)):
        seen |= Q(person_id__isnull=True)
    return jobs_of(person.tenant_id).filter(seen)


def may_cancel(person: Person, job: Job) -> bool:
    """His own, and those of people whom he leads. What the house does by itself (storing what was recorded,
    checking it) nobody stops.
    """
    if job.person_id is None or job.person_id == person.id:
        return job.person_id is not None
    asked = Person.objects.filter(id=job.person_id).select_related("org_unit").first()
    return asked is not None and may(person, Permission.JOBS_SEE, asked)


@router.get("/jobs", response=Page[JobOut], operation_id="list_jobs")
def list_jobs(request: HttpRequest, query: Query[JobsQuery]) -> object:
    """Jobs, the latest first."""
    rows = jobs_for(asker(request))
    if query.state:
        rows = rows.filter(state=query.state)
    if query.kind:
        rows = rows.filter(kind=query.kind)
    return page_of(
        rows, query, job_out, sortable={"created_at": "id", "due_at": "due_at"}, default="-created_at"
    )


@router.get("/jobs/{uuid:id}", response=JobOut, operation_id="get_job")
def get_job(request: HttpRequest, id: UUID) -> object:
    """One job: how far it is."""
    job = jobs_for(asker(request)).filter(id=id).first()
    if job is None:
        raise NotFound
    return job_out(job)


@router.post("/jobs/{uuid:id}/cancel", response=JobOut, operation_id="cancel_job")
def cancel_job(request: HttpRequest, id: UUID) -> object:
    """Ask for the end of a job."""
    job = jobs_for(asker(request)).filter(id=id).first()
    if job is None:
        raise NotFound
    by = actor(request)
    if not may_cancel(by.who, job):
        raise NotAllowed(permission=Permission.JOBS_SEE.value)
    jobs.cancel(job, by.now)
    audit.note(by, "job.cancel_asked", job, name=job.kind)
    return job_out(job)
