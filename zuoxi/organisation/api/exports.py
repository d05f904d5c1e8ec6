"""Lists as workbooks: asked for here, written by a job, fetched by who asked."""

from typing import Annotated
from uuid import UUID

from django.http import FileResponse, HttpRequest
from ninja import Router, Status
from pydantic import Field, ValidationError

from zuoxi.organisation.api.jobs import JobOut, job_out
from zuoxi.organisation.doors import actor
from zuoxi.organisation.errors import ExportGone, FormErrors, NotFound
from zuoxi.organisation.forms import Form
from zuoxi.organisation.services import exports
from zuoxi.outbox.models import Job
from zuoxi.outbox.selectors import jobs_of

router = Router()


Short = Annotated[str, Field(max_length=32)]

Value = Annotated[str, Field(max_length=100)]


class ExportForm(Form):
    list: Short
    query: Annotated[dict[Short, Value], Field(max_length=32)] = Field(default_factory=dict)
    """The filters and the order of the list, as in its address."""


@router.post("/exports", response={202: JobOut}, operation_id="export_list")
def export_list(request: HttpRequest, form: ExportForm) -> object:
    """Write a list, as it is filtered and sorted, into a workbook in the asker's language and his company's
    time; audited. The job says when it is there.
    """
    sheet = exports.sheet_named(form.list)
    try:
        query = sheet.query.model_validate(form.query)
    except ValidationError:
        raise FormErrors({"query": ("筛选条件无法识别。", "These filters make no sense here.")}) from None
    return Status(202, job_out(exports.start(actor(request), sheet, query)))


@router.get("/jobs/{uuid:id}/file", operation_id="get_job_file")
def get_job_file(request: HttpRequest, id: UUID) -> FileResponse:
    """The workbook that a job has written, for nobody but who asked for it."""
    me = actor(request)
    own = jobs_of(me.who.tenant_id).filter(person_id=me.who.id, kind=exports.KIND, state=Job.State.DONE)
    job = own.filter(id=id).first()
    if job is None or job.result is None:
        raise NotFound
    try:
        file = exports.file_of(me, job).open("rb")
    except FileNotFoundError:
        raise ExportGone from None
    return FileResponse(file, as_attachment=True, filename=job.result["name"])
