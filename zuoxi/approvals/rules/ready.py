"""The chains that every company starts with: a form for each size on each track (C2).

Fewer than 5,000 customers: a contact form (业务联系单); 5,000 or more: a formal petition (呈批件). Three
tracks: a project of the whole region, a county's own, and one that planning tries first.
"""

from typing import Final

from zuoxi.approvals.rules.chain import Chain, Condition, FactKind, Sentence, Step
from zuoxi.kernel.record import Record

BUSINESS: Final = "business_request"
"""Kind of subject: a request for outbound work, as departments write it."""

TRACKS: Final[dict[str, Sentence]] = {
    "region": ("全区统一", "Whole region"),
    "county": ("县公司自行", "A county's own"),
    "planning": ("策划试点", "Planned and tried first"),
}

BUSINESS_FACTS: Final[dict[str, FactKind]] = {
    "customers": FactKind(zh="客户数", en="Customers"),
    "track": FactKind(zh="类型", en="Track", choices=TRACKS),
}

FORMAL_FROM: Final = 5_000
FORMS: Final[dict[str, tuple[Sentence, Condition]]] = {
    "contact_form": (
        ("业务联系单", "Contact form"),
        Condition(fact="customers", test="lt", value=FORMAL_FROM),
    ),
    "petition": (("呈批件", "Petition"), Condition(fact="customers", test="ge", value=FORMAL_FROM)),
}

STEPS: Final[dict[str, tuple[Step, ...]]] = {
    "region": (
        Step(key="department", stage=1, name="部门领导审批", name_en="Department", role="department_leader"),
        Step(
            key="service",
            stage=2,
            name="客服领导审批",
            name_en="Customer service",
            role="customer_service_leader",
        ),
        Step(
            key="plan",
            stage=3,
            name="市外呼团队写方案",
            name_en="City team writes the plan",
            role="city_outbound_team",
            remark=True,
        ),
        Step(
            key="department_check",
            stage=4,
            name="部门领导核对方案",
            name_en="Department checks the plan",
            role="department_leader",
        ),
        Step(
            key="service_check",
            stage=4,
            name="客服领导核对方案",
            name_en="Customer service checks the plan",
            role="customer_service_leader",
        ),
    ),
    "county": (
        Step(key="county", stage=1, name="县公司领导审批", name_en="County lead", role="county_lead"),
        Step(
            key="plan",
            stage=2,
            name="县外呼团队写方案",
            name_en="County team writes the plan",
            role="county_outbound_team",
            remark=True,
        ),
        Step(
            key="check",
            stage=3,
            name="市外呼团队核对",
            name_en="City team checks",
            role="city_outbound_team",
        ),
    ),
    "planning": (
        Step(
            key="service",
            stage=1,
            name="客服部审批",
            name_en="Customer service",
            role="customer_service_leader",
        ),
        Step(
            key="planning",
            stage=2,
            name="策划组与需求方书面确认",
            name_en="Planning agrees with the requester in writing",
            role="outbound_planner",
            remark=True,
        ),
        Step(
            key="release",
            stage=3,
            name="试点后批准推广",
            name_en="Released after the trial",
            role="customer_service_leader",
            remark=True,
        ),
    ),
}


class ReadyChain(Record):
    """A chain as a company gets it."""

    code: str
    zh: str
    en: str
    when: tuple[Condition, ...]
    chain: Chain


READY: Final[tuple[ReadyChain, ...]] = tuple(
    ReadyChain(
        code=f"{form}_{track}",
        zh=f"{words[0]}·{TRACKS[track][0]}",
        en=f"{words[1]}: {TRACKS[track][1].lower()}",
        when=(size, Condition(fact="track", test="eq", value=track)),
        chain=Chain(steps=steps),
    )
    for form, (words, size) in FORMS.items()
    for track, steps in STEPS.items()
)
