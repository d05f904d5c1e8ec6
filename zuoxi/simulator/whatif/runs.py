"""Days that somebody has supposed: each is a job, and what came of it is kept with it."""

from typing import Any

import msgspec
from django.db.models import F, QuerySet

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.in_turn import in_turn
from zuoxi.outbox.jobs import Work, add_job
from zuoxi.outbox.models import Job
from zuoxi.outbox.selectors import under_way
from zuoxi.simulator.errors import WhatIfUnderWay
from zuoxi.simulator.whatif.apart import find_apart
from zuoxi.simulator.whatif.planned import Asked, Found, Sums

KIND = "simulator.what_if"
STEPS = 1000
"""Into so many parts its progress is told."""


def start(actor: Actor, name: str, asked: Asked) -> Job:
    """Let it be played; one of each person at a time (`WhatIfUnderWay`)."""
    who = actor.who
    with in_turn(who):
        if under_way(KIND).filter(person_id=who.id).exists():
            raise WhatIfUnderWay
        arguments = {"name": name, "asked": msgspec.to_builtins(asked)}
        job = add_job(KIND, tenant=who.tenant_id, now=actor.now, arguments=arguments, person=who.id)
        audit.note(actor, "what_if.started", job, name=name, after={"days": asked.days})
        return job


def asked_in(job: Job) -> Asked:
    """What a job was asked."""
    return msgspec.convert(job.arguments["asked"], Asked)


def found_in(job: Job) -> Found | None:
    """What came of it; None: it is not done."""
    return msgspec.convert(job.result, Found) if job.result is not None else None


def with_first_sums(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Of what came of each only the sums of the staffing as planned; the rest is read when one is opened."""
    return jobs.defer("result").annotate(first_sums=F("result__staffings__0__sums"))


def first_sums_in(job: Job) -> Sums | None:
    """Those sums; None: it is not done."""
    if "first_sums" not in job.__dict__:
        found = found_in(job)
        return found.staffings[0].sums if found else None
    sums = job.__dict__["first_sums"]
    return msgspec.convert(sums, Sums) if sums is not None else None


def play(work: Work) -> Any:
    """Do the job."""
    return find_apart(asked_in(work.job), lambda part: work.progress(round(part * STEPS), STEPS))
