"""Reading requests and their approvals."""

from uuid import UUID

from zuoxi.approvals.models import Approval, BusinessRequest
from zuoxi.approvals.rules.ready import BUSINESS
from zuoxi.organisation.errors import NotFound
from zuoxi.organisation.models import Person


def request_of(approval: Approval) -> BusinessRequest | None:
    """The request that an approval is about; None: it is about something else."""
    return BusinessRequest.objects.filter(pk=approval.subject).first() if approval.kind == BUSINESS else None


def own_request(person: Person, request: UUID) -> BusinessRequest:
    """A request that he has written himself; raises `NotFound`."""
    row = BusinessRequest.objects.filter(pk=request, requester=person).select_related("org_unit").first()
    if row is None:
        raise NotFound
    return row


def approval_of(request: BusinessRequest) -> Approval:
    """The latest approval of a request."""
    rows = Approval.objects.filter(kind=BUSINESS, subject=request.pk)
    return rows.order_by("-begun_at", "-id")[:1].get()
