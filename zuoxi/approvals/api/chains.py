"""Chains of approval, and setting them up."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.approvals.models import ApprovalChain
from zuoxi.approvals.rules.chain import LONGEST_HOURS, MOST_STEPS, TESTS, Condition, Step, Test
from zuoxi.approvals.services.chains import change_chain, create_chain
from zuoxi.approvals.subjects import subject_kinds
from zuoxi.organisation.crud import Resource, RowOut, open_doors
from zuoxi.organisation.forms import Form, Name, OptionalName
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission, Role

router = Router()
Hours = Annotated[int, Field(ge=0, le=LONGEST_HOURS)]
Code = Annotated[str, Field(min_length=1, max_length=40)]


class ConditionForm(Form):
    fact: Code
    test: Test
    value: Annotated[int, Field(ge=0, le=1_000_000_000)] | Annotated[str, Field(max_length=40)]


class StepForm(Form):
    key: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
    stage: Annotated[int, Field(ge=1, le=MOST_STEPS)]
    name: Name
    name_en: OptionalName = ""
    role: Role
    lies: Literal["requester", "unit", "company"] = "requester"
    unit: UUID | None = None
    when: Annotated[list[ConditionForm], Field(max_length=10)] = Field(default_factory=list)
    remark: bool = False
    remind_hours: Hours = 24
    escalate_hours: Hours = 72
    escalate_to: Role | None = None


class ChainForm(Form):
    kind: Code
    name: Name
    name_en: OptionalName = ""
    position: Annotated[int, Field(ge=0, le=100_000)] = 0
    when: Annotated[list[ConditionForm], Field(max_length=10)] = Field(default_factory=list)
    steps: Annotated[list[StepForm], Field(max_length=MOST_STEPS)]
    own: bool = False


class ChainOut(RowOut):
    kind: str
    name: str
    name_en: str
    position: int
    when: list[ConditionForm]
    steps: list[StepForm]
    own: bool


class ChoiceOut(Schema):
    code: str
    name: str
    name_en: str


class FactOut(Schema):
    """Something that chains may ask of a subject; without choices it is a whole number."""

    code: str
    name: str
    name_en: str
    choices: list[ChoiceOut]


class SubjectOut(Schema):
    """A kind of subject, and what chains may ask of it."""

    kind: str
    name: str
    name_en: str
    facts: list[FactOut]


class SubjectsOut(Schema):
    subjects: list[SubjectOut]
    tests: list[ChoiceOut]
    """How a fact is compared."""


def stored(fields: dict[str, Any]) -> dict[str, Any]:
    """A form's parts as the row keeps them."""
    given = dict(fields)
    if "steps" in given:
        given["steps"] = [_step(step) for step in given["steps"]]
    if "when" in given:
        given["when"] = [_condition(one) for one in given["when"]]
    return given


def _step(form: dict[str, Any]) -> dict[str, Any]:
    values = {**form, "unit": str(form["unit"] or ""), "escalate_to": form["escalate_to"] or ""}
    values["when"] = [_condition(one) for one in form["when"]]
    kept: dict[str, Any] = msgspec.to_builtins(msgspec.convert(values, Step))
    return kept


def _condition(form: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = msgspec.to_builtins(msgspec.convert(form, Condition))
    return kept


def chain_out(row: ApprovalChain, viewer: Person) -> ChainOut:
    """A chain, as its form has it."""
    steps = [
        StepForm(**{**step, "unit": step["unit"] or None, "escalate_to": step["escalate_to"] or None})
        for step in row.steps
    ]
    return ChainOut(
        id=row.id,
        kind=row.kind,
        name=row.name,
        name_en=row.name_en,
        position=row.position,
        when=[ConditionForm(**one) for one in row.when],
        steps=steps,
        own=row.own,
        hidden=row.hidden_at is not None,
    )


open_doors(
    router,
    Resource(
        path="approval-chains",
        one="approval_chain",
        many="approval_chains",
        rows=ApprovalChain.objects.all,
        out=ChainOut,
        shape=chain_out,
        form=ChainForm,
        create=lambda actor, fields: create_chain(actor, stored(dict(fields))),
        change=lambda actor, row, fields: change_chain(actor, row, stored(dict(fields))),
        see=(),
        manage=Permission.APPROVALS_MANAGE,
        sortable={"position": "position", "name": "name"},
        default="position",
    ),
)


@router.get("/approval-subjects", response=SubjectsOut, operation_id="list_approval_subjects")
def list_approval_subjects(request: HttpRequest) -> object:
    """What can be approved, and what chains may ask of it."""
    return SubjectsOut(
        subjects=[
            SubjectOut(
                kind=kind,
                name=subject.zh,
                name_en=subject.en,
                facts=[
                    FactOut(
                        code=code,
                        name=fact.zh,
                        name_en=fact.en,
                        choices=[
                            ChoiceOut(code=choice, name=zh, name_en=en)
                            for choice, (zh, en) in (fact.choices or {}).items()
                        ],
                    )
                    for code, fact in subject.facts.items()
                ],
            )
            for kind, subject in subject_kinds().items()
        ],
        tests=[ChoiceOut(code=code, name=words[0], name_en=words[1]) for code, (words, _) in TESTS.items()],
    )
