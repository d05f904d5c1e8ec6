"""The results that every company starts with, and what it makes of them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from zuoxi.calls.models import Disposition
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.services import terms

Branch = tuple[str, str, str, tuple[tuple[str, str, str], ...]]

FIRST: tuple[Branch, ...] = (
    (
        "solved",
        "已解决",
        "Solved",
        (
            ("answered_question", "咨询已答复", "Question answered"),
            ("order_taken", "已下单", "Order taken"),
            ("complaint_taken", "投诉已登记", "Complaint taken"),
        ),
    ),
    (
        "follow_up",
        "需跟进",
        "Follow up",
        (
            ("call_again", "再次联系", "Call again"),
            ("hand_over", "转交处理", "Handed over"),
            ("thinking", "客户考虑中", "Considering"),
        ),
    ),
    (
        "not_reached",
        "未联系上",
        "Not reached",
        (
            ("wrong_person", "非本人", "Wrong person"),
            ("no_interest", "无意向", "No interest"),
            ("wrong_number", "号码错误", "Wrong number"),
        ),
    ),
    ("nuisance", "骚扰电话", "Nuisance call", ()),
)
"""(code, Chinese, English, leaves)."""


ORDER = "order_taken"
"""The first result with which a customer is the agent's."""


def sow(tenant: UUID) -> int:
    """Give a company the first results, those that it lacks; returns how many it had to be given."""
    known = set(Disposition.objects.filter(tenant_id=tenant).values_list("code", flat=True))
    position = given = 0
    for code, name, name_en, leaves in FIRST:
        position += 1
        parent, new = Disposition.objects.get_or_create(
            tenant_id=tenant,
            code=code,
            defaults={"name": name, "name_en": name_en, "position": position},
        )
        given += new
        for leaf, leaf_name, leaf_name_en in leaves:
            position += 1
            if leaf not in known:
                Disposition.objects.create(
                    tenant_id=tenant,
                    parent=parent,
                    code=leaf,
                    name=leaf_name,
                    name_en=leaf_name_en,
                    position=position,
                    order=leaf == ORDER,
                )
                given += 1
    return given


NO_BRANCH: Sentence = (
    "没有这个上级，或它本身已有上级：小结分两级。",
    "No such branch, or it stands under one itself: results have two levels.",
)
HAS_LEAVES: Sentence = (
    "它下面还有小结，不能再放到别的上级下。",
    "It has results of its own, so it stays a branch.",
)


def create_result(actor: Actor, fields: Mapping[str, Any]) -> Disposition:
    """A new result, under a branch or by itself."""
    return terms.create(actor, Disposition, _placed(actor, None, fields))


def change_result(actor: Actor, row: Disposition, fields: Mapping[str, Any]) -> Disposition:
    """New values for a result; one that is taken out of use stays readable where it was given."""
    return terms.change(actor, row, _placed(actor, row, fields))


def _placed(actor: Actor, row: Disposition | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with the branch itself instead of its id."""
    if fields.get("parent") is None:
        return {name: None if name == "parent" else value for name, value in fields.items()}
    branch = Disposition.objects.filter(
        tenant_id=actor.who.tenant_id, pk=fields["parent"], parent__isnull=True
    ).first()
    if branch is None or (row is not None and branch.pk == row.pk):
        raise FormErrors({"parent": NO_BRANCH})
    if row is not None and row.children.exists():
        raise FormErrors({"parent": HAS_LEAVES})
    return {**fields, "parent": branch}
