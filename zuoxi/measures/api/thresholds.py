"""From when on the floor asks for a leader."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.measures.rules import WATCHED
from zuoxi.measures.selectors.watching import thresholds
from zuoxi.measures.services.watching import KIND, set_thresholds
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.forms import Form
from zuoxi.organisation.models import Tenant
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require_any
from zuoxi.organisation.services.unchanged import unchanged_since
from zuoxi.organisation.stamps import WholeOut, whole_stamp

router = Router()

Of = Literal[
    "wait",
    "level",
    "ringing",
    "dialling",
    "talking",
    "holding",
    "wrap_up",
    "not_ready",
    "reconnecting",
]
assert set(Of.__args__) == set(WATCHED)  # type: ignore[attr-defined]
Limit = Annotated[int, Field(ge=1, le=86_400_000)]


class LimitForm(Form):
    of: Of
    amber: Limit | None
    """ms, or per cent of a share; null: never."""
    red: Limit | None


class ThresholdsForm(Form):
    limits: Annotated[list[LimitForm], Field(max_length=len(WATCHED))]
    """What is not among them stays."""
    version: UUID | None = None


class LimitOut(Schema):
    of: Of
    amber: int | None
    red: int | None
    unit: Literal["ms", "per_cent"]
    below: bool
    """It is bad when it falls below."""


class ThresholdsOut(WholeOut):
    limits: list[LimitOut]


@router.get("/thresholds", response=ThresholdsOut, operation_id="get_thresholds")
def get_thresholds(request: HttpRequest) -> object:
    """From when on waits, agents' states and the service level turn amber and red."""
    person = asker(request)
    require_any(person, (Permission.FLOOR_WATCH, Permission.TELEPHONY_MANAGE))
    return _out(person.tenant)


@router.put("/thresholds", response=ThresholdsOut, operation_id="put_thresholds")
def put_thresholds(request: HttpRequest, form: ThresholdsForm) -> object:
    """Set them for the company; every floor has them with its next look."""
    me = actor(request)
    with unchanged_since(me.who.tenant, form.version, KIND):
        set_thresholds(me, {one.of: (one.amber, one.red) for one in form.limits})
    return _out(me.who.tenant)


def _out(company: Tenant) -> ThresholdsOut:
    limits = [
        LimitOut.model_validate(
            {"of": of, "amber": one.amber, "red": one.red, "unit": one.unit, "below": one.below}
        )
        for of, one in thresholds(company.id).items()
    ]
    return ThresholdsOut(limits=limits, **whole_stamp(company, KIND))
