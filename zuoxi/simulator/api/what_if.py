"""Days that a leader supposes: what he begins with, letting them be played, and what came of them."""

import datetime as dt
import io
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from ninja import Query, Router, Schema, Status

from zuoxi.measures.api.shapes import FigureOut
from zuoxi.organisation.api.jobs import jobs_for
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.errors import NotFound
from zuoxi.organisation.models import Person
from zuoxi.organisation.paging import AddressQuery, Page, PageQuery, page_of
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.people import people_by_id
from zuoxi.organisation.services import audit
from zuoxi.organisation.sheets import Reader
from zuoxi.outbox.models import Job
from zuoxi.simulator.whatif import runs
from zuoxi.simulator.whatif.form import SupposedOut, WhatIfForm, plan_out
from zuoxi.simulator.whatif.supposed import Days, supposed
from zuoxi.simulator.whatif.told import WHOLE, StaffingOut, figures_of, told
from zuoxi.simulator.whatif.workbook import written

router = Router()


class BeginsQuery(AddressQuery):
    days: Days = "workdays"


class BeginsOut(Schema):
    """A plan to begin with."""

    days: int
    """Of so many days of the last four weeks it tells; 0: it is an example."""
    plan: SupposedOut


class WhatIfRowOut(Schema):
    """A run: how far it is (thousandths in `done` of `total`), and the figures as planned when it is done."""

    id: UUID
    name: str
    state: str
    done: int
    total: int
    rate: float
    cancel_asked: bool
    created_at: dt.datetime
    ended_at: dt.datetime | None
    person: str
    days: int
    agents: int
    calls_a_day: float
    figures: list[FigureOut]


class WhatIfOut(WhatIfRowOut):
    plan: SupposedOut
    team: int
    beside: int
    found: list[StaffingOut]
    """Empty: it is not done."""


@router.get("/what-if/begins", response=BeginsOut, operation_id="get_what_if_begins")
def get_what_if_begins(request: HttpRequest, query: Query[BeginsQuery]) -> object:
    """What such a day was like in the last four weeks: the asker's queues, agents and calls."""
    me = actor(request)
    known = supposed(me.who, me.now, query.days)
    return {"days": known.days, "plan": plan_out(known.plan)}


@router.get("/what-ifs", response=Page[WhatIfRowOut], operation_id="list_what_ifs")
def list_what_ifs(request: HttpRequest, query: Query[PageQuery]) -> object:
    """Runs that the asker, or people whom he leads, have asked for, the latest first; kept for 90 days."""
    found = runs.with_first_sums(_seen(asker(request)))
    if query.q:
        found = found.filter(arguments__name__icontains=query.q)
    return page_of(found, query, _Rows().row, sortable={"created_at": "id"}, default="-created_at")


@router.post("/what-ifs", response={202: WhatIfRowOut}, operation_id="start_what_if")
def start_what_if(request: HttpRequest, form: WhatIfForm) -> object:
    """Play a supposed day in virtual time, on the house's own engine; `POST /jobs/{id}/cancel` stops it."""
    me = actor(request)
    require(me.who, Permission.FLOOR_WATCH)
    return Status(202, _Rows().row(runs.start(me, form.name, form.asked())))


@router.get("/what-ifs/{uuid:id}", response=WhatIfOut, operation_id="get_what_if")
def get_what_if(request: HttpRequest, id: UUID) -> object:
    """One run with all that came of it."""
    job = _one(asker(request), id)
    asked, found = runs.asked_in(job), runs.found_in(job)
    return {
        **_Rows().row(job),
        "plan": plan_out(asked.plan),
        "team": asked.team,
        "beside": asked.beside,
        "found": told(found) if found else [],
    }


@router.get("/what-ifs/{uuid:id}/workbook", operation_id="get_what_if_workbook")
def get_what_if_workbook(request: HttpRequest, id: UUID) -> FileResponse:
    """The run as a workbook in the asker's language."""
    me = actor(request)
    job = _one(me.who, id)
    found = runs.found_in(job)
    if found is None:
        raise NotFound
    name = str(job.arguments["name"])
    file = written(Reader(me), name, runs.asked_in(job), found)
    audit.note(me, "what_if.exported", job, name=name)
    return FileResponse(io.BytesIO(file), as_attachment=True, filename=f"{name}.xlsx")


def _seen(person: Person) -> QuerySet[Job]:
    require(person, Permission.FLOOR_WATCH)
    return jobs_for(person).filter(kind=runs.KIND)


def _one(person: Person, id: UUID) -> Job:
    job = _seen(person).filter(id=id).first()
    if job is None:
        raise NotFound
    return job


class _Rows:
    """Shows runs; who asked for them is looked up once each."""

    def __init__(self) -> None:
        self._names: dict[UUID | None, str] = {None: ""}

    def row(self, job: Job) -> Any:
        asked, sums = runs.asked_in(job), runs.first_sums_in(job)
        return {
            "id": job.id,
            "name": job.arguments["name"],
            "state": job.state,
            "done": job.done,
            "total": job.total,
            "rate": job.rate,
            "cancel_asked": job.cancel_asked,
            "created_at": job.created_at,
            "ended_at": job.ended_at,
            "person": self._name(job),
            "days": asked.days,
            "agents": asked.plan.agents,
            "calls_a_day": asked.plan.calls,
            "figures": figures_of(sums, WHOLE) if sums is not None else [],
        }

    def _name(self, job: Job) -> str:
        if job.person_id not in self._names and job.person_id is not None:
            known = people_by_id(job.tenant_id, [job.person_id]).get(job.person_id)
            self._names[job.person_id] = known.name if known else ""
        return self._names[job.person_id]
