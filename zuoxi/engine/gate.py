"""The dial gate: the only door out of the house (design idea 4, C9).

Whoever wants to dial gathers `GateFacts` in one transaction and asks `decide`; only this file makes a
`DialPermit`. A further check is one function and one row of `CHECKS`.
"""

from collections.abc import Callable
from typing import Literal

import msgspec

from zuoxi.kernel.calendars import OpeningHours, next_opening
from zuoxi.kernel.phone import Kind
from zuoxi.kernel.record import Record

PERMIT_LIFE_MS = 2_000

DoNotCallType = Literal["service_marketing", "survey", "care", "personalised_marketing", "all"]
"""What a customer does not want to be called for (C8)."""
Purpose = Literal[
    "unstated",
    "callback",
    "service",
    "service_marketing",
    "survey",
    "care",
    "personalised_marketing",
    "put_through",
]
"""What a call is for. `callback`: he called first and is owed the call; `service`: his own business;
`put_through`: a caller of the house is connected with a number that the company has set (T8)."""
NumberKind = Literal[Kind, "invalid"]

USUAL: frozenset[NumberKind] = frozenset(("mobile", "landline", "service"))
"""Classes of destination that everybody who dials may dial, unless the company says otherwise."""
KIND_NAMES: dict[NumberKind, tuple[str, str]] = {
    "mobile": ("手机", "mobiles"),
    "landline": ("固定电话", "landlines"),
    "service": ("服务号码（95、400、123 等）", "service numbers (95…, 400, 123…)"),
    "premium": ("声讯等高资费号码", "premium-rate numbers"),
    "satellite": ("卫星电话", "satellite telephones"),
    "foreign": ("境外号码", "numbers abroad"),
    "emergency": ("紧急电话", "emergency numbers"),
    "invalid": ("无效号码", "what is no number"),
}

EVERY_TYPE: frozenset[DoNotCallType] = frozenset(
    ("service_marketing", "survey", "care", "personalised_marketing", "all")
)
FORBIDDEN_BY: dict[Purpose, frozenset[DoNotCallType]] = {
    "unstated": EVERY_TYPE,  # nobody said what for: any objection holds
    "callback": frozenset({"all"}),
    "service": frozenset({"all"}),
    "service_marketing": frozenset({"service_marketing", "all"}),
    "survey": frozenset({"survey", "all"}),
    "care": frozenset({"care", "all"}),
    "personalised_marketing": frozenset({"personalised_marketing", "all"}),
    "put_through": frozenset({"all"}),
}


class DialPermit(Record):
    """Leave to dial one number once. It expires at `expires_at`; the attempt's row is already committed."""

    attempt: str
    call: str
    """Id that the call will have."""
    tenant: str
    path: str
    person: str
    """Who dials; empty: the house dials by itself, and whoever speaks comes later."""
    number: str
    """National form."""
    caller_id: str
    trunk: str
    """Trunk id."""
    service_line: str
    service_line_name: str
    expires_at: int
    """For the record, by the wall clock; the floor judges the permit's age by steady clocks."""
    steady: int = 0
    """The steady clock of the machine that minted it, at that moment."""
    purpose: Purpose = "unstated"
    """What the call is for."""


class ProjectRule(Record):
    """What the project of a call allows of its class of destination: narrower than a role, never wider."""

    allowed: bool
    per_day: int | None = None
    """How many numbers of this class are dialled for the project in a day, by all its people; None: any."""
    dialled_today: int = 0


class GateFacts(Record):
    """All that the gate decides from, as it is at the moment of dialling (read in one transaction)."""

    attempt: str
    call: str
    tenant: str
    path: str
    person: str
    """Who wants to dial; empty: the house by itself."""
    number: str
    """National form; what the person typed when `kind` is `invalid`."""
    kind: NumberKind
    purpose: Purpose
    blacklisted: bool
    do_not_call: frozenset[DoNotCallType]
    hours: OpeningHours
    """When this tenant may dial out, holidays included."""
    timezones: tuple[str, ...] = ()
    """Zones in which the customer may be; empty: the zone of `hours`."""
    destinations: frozenset[NumberKind] = USUAL
    """Classes of destination that this person may dial."""
    daily_limit: int | None = None
    """How many numbers of this class he may dial in a day; None: any number."""
    dialled_today: int = 0
    """How many of this class he has dialled today; counted only where there is a limit."""
    project: ProjectRule | None = None
    """What the call's project allows of this class; None: the call is for no project."""
    ours: bool = False
    """It is a number that callers dial to reach this installation."""
    confirmed: bool = False
    """He was asked whether he means it, and said yes."""
    steady: int = 0
    """What the machine's steady clock shows now."""
    held: bool = False
    """The call of the last permit for this number has not ended yet."""
    permitted_at: int = 0
    """When the last permit for this number was given; 0: never."""
    caller_id: str = ""
    trunk: str = ""
    """Trunk id; empty: no line leads out."""
    service_line: str = ""
    service_line_name: str = ""


class Refusal(Record):
    """The gate stays shut: which check says so, and one sentence for the person in each language."""

    check: str
    zh: str
    en: str
    data: dict[str, str | int] = msgspec.field(default_factory=dict)


Check = Callable[[GateFacts, int], Refusal | None]


def valid_number(facts: GateFacts, now: int) -> Refusal | None:
    """The text is a number that can be dialled."""
    if facts.kind != "invalid":
        return None
    return Refusal(
        check="valid_number",
        zh=f"号码“{facts.number}”无效，未拨出。请检查位数，固定电话要带区号。",
        en=f"“{facts.number}” is no valid number; nothing was dialled. Check the digits and area code.",
        data={"number": facts.number},
    )


def may_dial_there(facts: GateFacts, now: int) -> Refusal | None:
    """His role may dial this class of destination: premium and satellite numbers cost, some deceive."""
    if facts.kind == "invalid" or facts.kind in facts.destinations:
        return None
    zh, en = KIND_NAMES[facts.kind]
    if not facts.person:
        return Refusal(
            check="destination",
            zh=f"系统外呼不能拨打{zh}。确有需要请管理员在“合规”中开通。",
            en=f"The system may not dial {en} by itself. An administrator can allow it under Compliance.",
            data={"kind": facts.kind},
        )
    return Refusal(
        check="destination",
        zh=f"角色权限不允许拨打{zh}。确有需要请管理员在“合规”中开通。",
        en=f"This role may not dial {en}. An administrator can allow it under Compliance.",
        data={"kind": facts.kind},
    )


def within_daily_limit(facts: GateFacts, now: int) -> Refusal | None:
    """He has not yet dialled as many numbers of this class today as one person may."""
    if facts.daily_limit is None or facts.dialled_today < facts.daily_limit:
        return None
    zh, en = KIND_NAMES[facts.kind]
    if not facts.person:
        return Refusal(
            check="destination_limit",
            zh=f"系统外呼今天拨打{zh}已达上限（{facts.daily_limit} 次），明天再拨。",
            en=f"The system has dialled {en} {facts.daily_limit} times today, the limit; tomorrow again.",
            data={"kind": facts.kind, "limit": facts.daily_limit},
        )
    return Refusal(
        check="destination_limit",
        zh=f"您今天拨打{zh}已达上限（{facts.daily_limit} 次）。请明天再拨，或请同事拨打。",
        en=f"You have dialled {en} {facts.daily_limit} times today, the limit. Call tomorrow.",
        data={"kind": facts.kind, "limit": facts.daily_limit},
    )


def project_dials_there(facts: GateFacts, now: int) -> Refusal | None:
    """The project has business with this class of destination, whoever works in it."""
    if facts.kind == "invalid" or facts.project is None or facts.project.allowed:
        return None
    zh, en = KIND_NAMES[facts.kind]
    return Refusal(
        check="project_destination",
        zh=f"该项目不拨打{zh}，未拨出。如确有需要，请项目负责人调整项目设置。",
        en=f"This project does not dial {en}; nothing was dialled. Who runs the project can allow it.",
        data={"kind": facts.kind},
    )


def within_project_limit(facts: GateFacts, now: int) -> Refusal | None:
    """Not as many numbers of this class have been dialled for the project today as may be."""
    rule = facts.project
    if rule is None or rule.per_day is None or rule.dialled_today < rule.per_day:
        return None
    zh, en = KIND_NAMES[facts.kind]
    return Refusal(
        check="project_limit",
        zh=f"该项目今天拨打{zh}已达上限（{rule.per_day} 次），明天再拨。",
        en=f"The project has dialled {en} {rule.per_day} times today, the limit; tomorrow again.",
        data={"kind": facts.kind, "limit": rule.per_day},
    )


def somebody_calls_for_help(facts: GateFacts, now: int) -> Refusal | None:
    """The house itself never calls the police, the fire brigade or an ambulance: nobody could speak."""
    if facts.person:
        return None
    return Refusal(
        check="destination",
        zh=f"系统外呼不能拨打紧急电话（{facts.number}）。",
        en=f"The system never dials an emergency number ({facts.number}) by itself.",
        data={"kind": facts.kind, "number": facts.number},
    )


def emergency_is_meant(facts: GateFacts, now: int) -> Refusal | None:
    """He was asked once whether he means to call the police, the fire brigade or an ambulance."""
    if facts.confirmed:
        return None
    return Refusal(
        check="emergency",
        zh=f"{facts.number} 是紧急电话。确认要拨打吗？",
        en=f"{facts.number} is an emergency number. Do you mean to call it?",
        data={"number": facts.number},
    )


def not_ourselves(facts: GateFacts, now: int) -> Refusal | None:
    """The house never calls itself: a caller who is put through to its own number would go round for ever."""
    if facts.person or not facts.ours:
        return None
    return Refusal(
        check="own_number",
        zh=f"{facts.number} 是本系统的接入号码，系统外呼不能拨打，否则来电会循环转接。",
        en=f"{facts.number} is an access number of this system: the system never dials it, or calls would go "
        "round for ever.",
        data={"number": facts.number},
    )


def _is_put_through(facts: GateFacts) -> bool:
    """A caller asks for it now, and the number is the company's own choice: no customer is disturbed."""
    return facts.purpose == "put_through" and not facts.person


def not_blacklisted(facts: GateFacts, now: int) -> Refusal | None:
    """The number is not on the tenant's blacklist now (C8, C9)."""
    if not facts.blacklisted:
        return None
    return Refusal(
        check="blacklist",
        zh="该号码在黑名单中，不能拨打。如有误，请管理员在“合规”中核对。",
        en="This number is on the blacklist and may not be called. If wrong, tell an administrator.",
    )


def wants_to_be_called(facts: GateFacts, now: int) -> Refusal | None:
    """The customer has not objected to calls of this purpose."""
    objections = facts.do_not_call & FORBIDDEN_BY[facts.purpose]
    if not objections:
        return None
    return Refusal(
        check="do_not_call",
        zh="客户已登记免打扰，不能为此目的拨打。请改拨下一位；如有误，请管理员在“合规”中核对。",
        en="The customer has asked not to be called for this purpose. If wrong, tell an administrator.",
        data={"types": ",".join(sorted(objections)), "purpose": facts.purpose},
    )


def within_hours(facts: GateFacts, now: int) -> Refusal | None:
    """It is a time of day to call: by the tenant's dial hours, wherever the customer may be.

    Not where a caller is put through: who is on duty at night is called at night.
    """
    if _is_put_through(facts):
        return None
    plans = _plans(facts)
    if all(plan.is_open(now) for plan in plans):
        return None
    opens_at = next_opening(plans, now)
    data: dict[str, str | int] = {"timezone": plans[0].timezone}
    if opens_at is None:
        return Refusal(
            check="hours",
            zh="现在不在允许外呼的时段内，且未来两周没有可拨打的时段。请管理员设置外呼时段。",
            en="Calls out are not allowed for two weeks. Ask an administrator to set the calling hours.",
            data=data,
        )
    return Refusal(
        check="hours",
        zh="现在不在允许外呼的时段内，请到允许的时段再拨。",
        en="Calls out are not allowed at this time of day; call again when they are.",
        data=data | {"opens_at": opens_at},
    )


def _plans(facts: GateFacts) -> tuple[OpeningHours, ...]:
    zones = facts.timezones or (facts.hours.timezone,)
    return tuple(msgspec.structs.replace(facts.hours, timezone=zone) for zone in zones)


def not_being_dialled(facts: GateFacts, now: int) -> Refusal | None:
    """No other permit for this number is still good, and no call of one goes on.

    Where callers are put through there may be several at a time: the line there says when it is busy.
    """
    if _is_put_through(facts):
        return None
    free_at = facts.permitted_at + PERMIT_LIFE_MS
    fresh = bool(facts.permitted_at) and facts.permitted_at <= now < free_at
    if not fresh and not facts.held:
        return None
    return Refusal(
        check="being_dialled",
        zh="该号码正在被拨打，请稍后再试。",
        en="This number is being dialled right now; try again in a moment.",
        data={} if facts.held else {"free_at": free_at},
    )


def has_line(facts: GateFacts, now: int) -> Refusal | None:
    """A trunk is there to dial through."""
    if facts.trunk:
        return None
    return Refusal(
        check="line",
        zh="没有可用于外呼的线路，请联系管理员。",
        en="No line is set up for calls out; ask your administrator.",
    )


CHECKS: tuple[Check, ...] = (
    valid_number,
    may_dial_there,
    within_daily_limit,
    project_dials_there,
    within_project_limit,
    not_ourselves,
    not_blacklisted,
    wants_to_be_called,
    within_hours,
    not_being_dialled,
    has_line,
)
"""In the order in which a person is told: the first that refuses speaks."""
EMERGENCY_CHECKS: tuple[Check, ...] = (somebody_calls_for_help, emergency_is_meant, has_line)
"""No list, hour or limit stands between anybody and help; he is asked once."""


def objections(facts: GateFacts, now: int) -> tuple[Refusal, ...]:
    """All that stands against this dialling at `now` (ms), in the order of the checks; for a dry run."""
    checks = EMERGENCY_CHECKS if facts.kind == "emergency" else CHECKS
    found = (check(facts, now) for check in checks)
    return tuple(refusal for refusal in found if refusal is not None)


def decide(facts: GateFacts, now: int) -> DialPermit | Refusal:
    """Whether this dialling may happen at `now` (ms); no check may be skipped, none has a way round."""
    if refusals := objections(facts, now):
        return refusals[0]
    return DialPermit(
        attempt=facts.attempt,
        call=facts.call,
        tenant=facts.tenant,
        path=facts.path,
        person=facts.person,
        number=facts.number,
        caller_id=facts.caller_id,
        trunk=facts.trunk,
        service_line=facts.service_line,
        service_line_name=facts.service_line_name,
        expires_at=now + PERMIT_LIFE_MS,
        steady=facts.steady,
        purpose=facts.purpose,
    )
