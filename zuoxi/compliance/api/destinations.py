"""Who may dial which class of destination."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.compliance import selectors
from zuoxi.compliance.api.access import require_manager
from zuoxi.compliance.rules import AUTOMATIC, AUTOMATIC_NAME, CHOSEN
from zuoxi.compliance.services import destinations
from zuoxi.engine.gate import KIND_NAMES, NumberKind
from zuoxi.organisation.doors import actor
from zuoxi.organisation.errors import Sentence
from zuoxi.organisation.forms import Both, Form
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import ROLE_NAMES, Role
from zuoxi.organisation.services.unchanged import unchanged_since
from zuoxi.organisation.stamps import WholeOut, whole_stamp

router = Router()
NAMES: dict[str, Sentence] = {**{role.value: ROLE_NAMES[role] for role in Role}, AUTOMATIC: AUTOMATIC_NAME}
Kind = Literal["mobile", "landline", "service", "foreign", "premium", "satellite"]


class RuleForm(Form):
    role: Role | Literal["automatic"]
    """`automatic`: the house that dials by itself; its limit is for all that it dials in a day."""
    kind: Kind
    allowed: bool
    per_day: Annotated[int, Field(ge=1, le=10_000)] | None = None


class RulesForm(Form):
    rules: Annotated[list[RuleForm], Field(max_length=200)]
    version: UUID | None = None


class RuleOut(Schema):
    role: str
    role_name: Both
    kind: str
    kind_name: Both
    allowed: bool
    per_day: int | None


class RulesOut(WholeOut):
    rules: list[RuleOut]


@router.get("/destinations", response=RulesOut, operation_id="list_destinations")
def list_destinations(request: HttpRequest) -> object:
    """Every dialling role with every class, whether it may and how often a day."""
    return _all(require_manager(request))


@router.put("/destinations", response=RulesOut, operation_id="put_destinations")
def put_destinations(request: HttpRequest, form: RulesForm) -> object:
    """Set some of the rules; they hold from the next dialling on."""
    person = require_manager(request)
    wanted = [
        destinations.Wanted(role=str(rule.role), kind=rule.kind, allowed=rule.allowed, per_day=rule.per_day)
        for rule in form.rules
    ]
    with unchanged_since(person.tenant, form.version, destinations.KIND):
        destinations.put(actor(request), wanted)
    return _all(person)


def _all(person: Person) -> RulesOut:
    known = selectors.destination_rules(person.tenant_id)
    rules = [
        RuleOut(
            role=role,
            role_name=_words(NAMES[role]),
            kind=kind,
            kind_name=_words(KIND_NAMES[kind]),
            allowed=rule.allowed,
            per_day=rule.per_day,
        )
        for (role, kind), rule in sorted(known.items(), key=_in_order)
    ]
    return RulesOut(rules=rules, **whole_stamp(person.tenant, destinations.KIND))


def _in_order(rule: tuple[tuple[str, NumberKind], object]) -> tuple[bool, str, int]:
    """The people by role, the house by itself at the end."""
    (role, kind), _ = rule
    return role == AUTOMATIC, role, CHOSEN.index(kind)


def _words(pair: tuple[str, str]) -> Both:
    return Both(zh=pair[0], en=pair[1])
