"""The results that every company starts with (it changes them as it likes)."""

from uuid import UUID

from zuoxi.calls.models import Disposition

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
                )
                given += 1
    return given
