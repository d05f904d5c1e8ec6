"""Results that an agent may give to a conversation, and setting them up."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from zuoxi.calls.api.shapes.results import DispositionOut, disposition_out
from zuoxi.calls.models import Disposition
from zuoxi.calls.selectors.dispositions import all_dispositions, dispositions
from zuoxi.calls.services.dispositions import change_result, create_result
from zuoxi.organisation.doors import asker
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.terms import TermForm, TermOut, term_doors, term_fields

router = Router()


class ResultWordForm(TermForm):
    parent: UUID | None = None
    """The branch under which it stands; none: it is a branch, or a result by itself."""
    order: bool = False
    """Who is given it has ordered, and is the agent's customer when he calls again (T4)."""


class ResultWordOut(TermOut):
    parent: UUID | None
    parent_name: str
    parent_name_en: str
    order: bool


def result_out(row: Disposition, viewer: Person) -> ResultWordOut:
    above = row.parent
    return ResultWordOut(
        **term_fields(row),
        parent=row.parent_id,
        parent_name=above.name if above else "",
        parent_name_en=above.name_en if above else "",
        order=row.order,
    )


@router.get("/dispositions", response=list[DispositionOut], operation_id="list_dispositions")
def list_dispositions(request: HttpRequest) -> object:
    """The company's tree of results as a flat list; `parent` joins it."""
    return [disposition_out(row) for row in dispositions(asker(request).tenant_id)]


term_doors(
    router,
    Disposition,
    path="results",
    one="result",
    many="results",
    see=(),
    manage=Permission.TELEPHONY_MANAGE,
    rows=all_dispositions,
    out=ResultWordOut,
    shape=result_out,
    form=ResultWordForm,
    create=create_result,
    change=change_result,
)
