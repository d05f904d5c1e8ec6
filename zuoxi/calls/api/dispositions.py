"""Results that an agent may give to a conversation."""

from django.http import HttpRequest
from ninja import Router

from zuoxi.calls.api.shapes import DispositionOut, disposition_out
from zuoxi.calls.selectors.dispositions import dispositions
from zuoxi.organisation.doors import asker

router = Router()


@router.get("/dispositions", response=list[DispositionOut], operation_id="list_dispositions")
def list_dispositions(request: HttpRequest) -> object:
    """The company's tree of results as a flat list; `parent` joins it."""
    return [disposition_out(row) for row in dispositions(asker(request).tenant_id)]
