"""Why agents are not ready: the reasons they choose from, and how long a day each may take."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.terms import TermForm, TermOut, term_doors, term_fields
from zuoxi.telephony.models import NotReadyReason

router = Router()


class ReasonForm(TermForm):
    allowance_min: Annotated[int, Field(ge=1, le=1440)] | None = None
    """Minutes a day that one agent may be not ready for it; none: any time."""


class ReasonOut(TermOut):
    allowance_min: int | None


def reason_out(row: NotReadyReason, viewer: Person) -> ReasonOut:
    return ReasonOut(**term_fields(row), allowance_min=row.allowance_min)


term_doors(
    router,
    NotReadyReason,
    path="not-ready-reasons",
    one="not_ready_reason",
    many="not_ready_reasons",
    see=(Permission.CALLS_TAKE, Permission.FLOOR_WATCH),
    manage=Permission.TELEPHONY_MANAGE,
    rows=NotReadyReason.objects.all,
    out=ReasonOut,
    shape=reason_out,
    form=ReasonForm,
)
