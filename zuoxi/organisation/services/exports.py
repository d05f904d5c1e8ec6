"""Writing a list into an Excel workbook, as a job.

Its rows are chosen at once and written page by page: many take little more memory than few, and nobody's
database waits.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import xlsxwriter
from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import ExportWithdrawn, NotFound, Sentence, TooManyExports
from zuoxi.organisation.models import Person
from zuoxi.organisation.paging import PageQuery, ordered
from zuoxi.organisation.selectors.access import held_by, still_holds
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.in_turn import in_turn
from zuoxi.organisation.sheets import Reader, Sheet
from zuoxi.outbox.jobs import Work, add_job
from zuoxi.outbox.models import Job
from zuoxi.outbox.selectors import jobs_of, under_way

KIND = "lists.export"
MOST = 300_000
"""Rows of one workbook; the filters make smaller ones."""
AT_ONCE = 500
UNDER_WAY = 3
"""Lists that one person may have written at a time: nobody fills the disk or keeps the others waiting."""
KEPT = dt.timedelta(days=7)
KEPT_EACH = 20
"""Workbooks of one person that lie there at a time: the latest."""
ENDING = ".xlsx"


@cache
def sheets() -> Mapping[str, Sheet[Any]]:
    """Every list that can be taken along, by its name."""
    return {sheet.name: sheet for path in settings.ZUOXI_SHEETS for sheet in import_string(path)}


def sheet_named(name: str) -> Sheet[Any]:
    """The sheet of a list; raises `NotFound`."""
    found = sheets().get(name)
    if found is None:
        raise NotFound
    return found


def start(actor: Actor, sheet: Sheet[Any], query: PageQuery) -> Job:
    """Ask for a list. Whether he may have it, and in this order, is found out now, not when the job fails.

    Raises `TooManyExports`, and what the list itself raises.
    """
    _in_order(sheet, sheet.rows(actor, query), query)
    who = actor.who
    arguments = {"list": sheet.name, "query": _told(query), "address": actor.address}
    with in_turn(who):
        if under_way(KIND).filter(person_id=who.id).count() >= UNDER_WAY:
            raise TooManyExports
        return add_job(KIND, tenant=who.tenant_id, now=actor.now, arguments=arguments, person=who.id)


def file_of(actor: Actor, job: Job) -> Path:
    """The workbook that a job has written for somebody; raises `NotAllowed` when he may not have such a list
    any more, `ExportWithdrawn` when he might do more then: it shows what he saw."""
    sheet = sheet_named(job.arguments["list"])
    sheet.rows(actor, sheet.query.model_validate({}))
    if not still_holds(actor.who, (job.result or {}).get("held", {})):
        raise ExportWithdrawn
    return place_of(job.id)


def title_of(job: Job) -> Sentence | None:
    """Which list a job writes; None: none."""
    sheet = sheets().get(job.arguments.get("list", "")) if job.kind == KIND else None
    return sheet.title if sheet else None


def write(work: Work, now: dt.datetime) -> dict[str, Any]:
    """Do the job: `{rows, left_out, name}` of the workbook, which lies in `place_of`."""
    job, arguments = work.job, work.arguments
    person = Person.objects.select_related("org_unit").get(id=str(job.person_id), hidden_at__isnull=True)
    actor = Actor(person=person, now=now, address=arguments["address"], again=True)
    sheet = sheet_named(arguments["list"])
    query = sheet.query(**arguments["query"])
    reader = Reader(actor)
    found = sheet.rows(actor, query)
    order = _in_order(sheet, found, query)
    chosen = list(order.values_list("pk", flat=True)[: MOST + 1])
    rows = chosen[:MOST]
    target = place_of(job.id)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    draft.touch(mode=0o600)
    try:
        _write(draft, sheet, reader, _in_pages(sheet, reader, found.model, rows, work), len(rows))
        told = {"rows": len(rows), "filters": _told(query)}
        audit.note(actor, f"{sheet.name}.exported", after=told)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    _keep_the_latest(job.tenant_id, person)
    name = f"{reader.pick(sheet.title)} {reader.time(now):%Y-%m-%d %H.%M}{ENDING}"
    return {"rows": len(rows), "more": len(chosen) > MOST, "name": name, "held": held_by(person)}


def place_of(job: UUID) -> Path:
    """Where the workbook of a job lies, until it is tidied away."""
    return Path(settings.ZUOXI_HOME) / "exports" / f"{job}{ENDING}"


def tidy(now: dt.datetime) -> int:
    """Remove workbooks (and drafts of jobs that were killed) that are older than `KEPT`; returns how many."""
    gone = 0
    for file in place_of(UUID(int=0)).parent.glob("*"):
        if file.stat().st_mtime < (now - KEPT).timestamp():
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _in_order(sheet: Sheet[Any], rows: QuerySet[Any], query: PageQuery) -> QuerySet[Any]:
    return ordered(sheet.whole(rows), query, sortable=sheet.sortable, default=sheet.default)


def _keep_the_latest(tenant: UUID, person: Person) -> None:
    """One person's older workbooks make room for the new one."""
    his = jobs_of(tenant).filter(kind=KIND, person_id=person.id, state=Job.State.DONE)
    # the one that was written now is not done yet
    for id in his.order_by("-id").values_list("id", flat=True)[KEPT_EACH - 1 : KEPT_EACH * 2]:
        place_of(id).unlink(missing_ok=True)


def _told(query: PageQuery) -> dict[str, Any]:
    asked = query.dict(exclude_defaults=True, exclude={"page", "size"})
    return {name: audit.plain(value) for name, value in asked.items()}


def _write(target: Path, sheet: Sheet[Any], reader: Reader, rows: Iterator[Any], count: int) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        page = book.add_worksheet(reader.pick(sheet.title)[:31])
        head = book.add_format({"bold": True, "bottom": 1})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(count, 1), len(sheet.columns) - 1)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
            page.write_string(0, at, reader.pick(column.title), head)
        for line, row in enumerate(rows, start=1):
            for at, column in enumerate(sheet.columns):
                value = column.cell(row, reader)
                if isinstance(value, dt.datetime):
                    page.write_datetime(line, at, value, moment)
                elif isinstance(value, str):
                    # never as a formula: a customer may be called "=1+1"
                    page.write_string(line, at, value)
                elif value is not None:
                    page.write_number(line, at, value)


def _in_pages(
    sheet: Sheet[Any], reader: Reader, model: type[Model], rows: list[UUID], work: Work
) -> Iterator[Any]:
    """The rows in their order. Each page is a question of its own; what is gone meanwhile is left out."""
    for start in range(0, len(rows), AT_ONCE):
        work.progress(start, len(rows))
        ids = rows[start : start + AT_ONCE]
        found = {row.pk: row for row in sheet.whole(model._default_manager.filter(pk__in=ids))}
        page = [found[id] for id in ids if id in found]
        sheet.learn(reader, page)
        yield from page
    work.progress(len(rows), len(rows))
