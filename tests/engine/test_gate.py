"""No call leaves the house without passing every check; one file alone can let it out."""

import ast
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zuoxi
from zuoxi.engine import gate
from zuoxi.engine.gate import EVERY_TYPE, FORBIDDEN_BY, DialPermit, GateFacts, ProjectRule, Refusal, decide
from zuoxi.kernel.calendars import OpeningHours, Span

NOON = 1_772_424_000_000  # Monday 2026-03-02 12:00 in Shanghai
DAY = OpeningHours(weekly=((Span(start=9 * 60, end=21 * 60),),) * 7)
GOOD = GateFacts(
    attempt="a",
    call="c",
    tenant="t",
    path="0001",
    person="p",
    number="13800000001",
    kind="mobile",
    purpose="service",
    blacklisted=False,
    do_not_call=frozenset(),
    hours=DAY,
    caller_id="01088880000",
    trunk="k",
    service_line="s",
    service_line_name="热线",
)


def with_(**changes: object) -> GateFacts:
    return msgspec.structs.replace(GOOD, **changes)


def refused(facts: GateFacts, now: int = NOON) -> Refusal:
    verdict = decide(facts, now)
    assert isinstance(verdict, Refusal)
    return verdict


def test_a_call_that_passes_everything_gets_a_permit_for_two_seconds() -> None:
    permit = decide(GOOD, NOON)
    assert permit == DialPermit(
        attempt="a",
        call="c",
        tenant="t",
        path="0001",
        person="p",
        number="13800000001",
        caller_id="01088880000",
        trunk="k",
        service_line="s",
        service_line_name="热线",
        expires_at=NOON + 2_000,
        purpose="service",
    )


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"kind": "invalid"}, "valid_number"),
        ({"kind": "foreign"}, "destination"),
        ({"kind": "premium"}, "destination"),
        ({"kind": "satellite"}, "destination"),
        ({"daily_limit": 20, "dialled_today": 20}, "destination_limit"),
        ({"project": ProjectRule(allowed=False)}, "project_destination"),
        ({"project": ProjectRule(allowed=True, per_day=3, dialled_today=3)}, "project_limit"),
        ({"blacklisted": True}, "blacklist"),
        ({"do_not_call": frozenset({"all"})}, "do_not_call"),
        ({"hours": OpeningHours(weekly=((),) * 7)}, "hours"),
        ({"permitted_at": NOON - 1_999}, "being_dialled"),
        ({"trunk": ""}, "line"),
    ],
)
def test_each_check_alone_keeps_the_gate_shut(changes: dict[str, object], check: str) -> None:
    refusal = refused(with_(**changes))
    assert refusal.check == check
    assert refusal.zh
    assert refusal.en


@given(
    blacklisted=st.booleans(),
    hours=st.sampled_from([DAY, OpeningHours(weekly=((),) * 7)]),
    objections=st.frozensets(st.sampled_from(sorted(EVERY_TYPE))),
    destinations=st.frozensets(st.sampled_from(["mobile", "landline"])),
    permitted_at=st.sampled_from([0, NOON - 500]),
)
def test_an_emergency_number_is_asked_once_and_never_refused(
    blacklisted: bool,
    hours: OpeningHours,
    objections: frozenset[str],
    destinations: frozenset[str],
    permitted_at: int,
) -> None:
    facts = with_(
        number="110",
        kind="emergency",
        blacklisted=blacklisted,
        hours=hours,
        do_not_call=objections,
        destinations=destinations,
        daily_limit=1,
        dialled_today=9,
        permitted_at=permitted_at,
    )
    assert refused(facts).check == "emergency"
    assert isinstance(decide(msgspec.structs.replace(facts, confirmed=True), NOON), DialPermit)


def test_the_house_never_calls_for_help_by_itself() -> None:
    refusal = refused(with_(person="", number="110", kind="emergency", confirmed=True))
    assert (refusal.check, refusal.data["kind"]) == ("destination", "emergency")


def test_what_the_house_may_not_dial_by_itself_is_said_of_the_house() -> None:
    assert "系统外呼" in refused(with_(person="", kind="premium")).zh
    assert "The system" in refused(with_(person="", daily_limit=1, dialled_today=1)).en


def test_a_refusal_for_the_hour_says_when_it_opens() -> None:
    evening = NOON + 10 * 3_600_000
    assert refused(GOOD, evening).data == {"timezone": "Asia/Shanghai", "opens_at": NOON + 21 * 3_600_000}


def test_a_customer_abroad_is_not_called_at_night() -> None:
    assert refused(with_(timezones=("Europe/London",))).check == "hours"
    assert isinstance(decide(with_(timezones=("Asia/Hong_Kong",)), NOON), DialPermit)


def test_who_refuses_surveys_may_still_be_called_about_his_own_business() -> None:
    facts = with_(do_not_call=frozenset({"survey"}))
    assert isinstance(decide(facts, NOON), DialPermit)
    assert refused(msgspec.structs.replace(facts, purpose="survey")).check == "do_not_call"
    assert refused(msgspec.structs.replace(facts, purpose="unstated")).check == "do_not_call"


def test_every_purpose_honours_a_general_objection() -> None:
    assert all("all" in forbidding for forbidding in FORBIDDEN_BY.values())


def test_a_number_may_be_dialled_again_when_the_last_permit_is_over() -> None:
    assert isinstance(decide(with_(permitted_at=NOON - 2_000), NOON), DialPermit)


any_facts = st.builds(
    GateFacts,
    attempt=st.just("a"),
    call=st.just("c"),
    tenant=st.just("t"),
    path=st.just("0001"),
    person=st.just("p"),
    number=st.sampled_from(["13800000001", "010"]),
    kind=st.sampled_from(["mobile", "landline", "service", "foreign", "premium", "satellite", "invalid"]),
    destinations=st.frozensets(st.sampled_from(["mobile", "landline", "service", "foreign", "premium"])),
    daily_limit=st.sampled_from([None, 1, 2]),
    dialled_today=st.integers(0, 3),
    purpose=st.sampled_from(sorted(FORBIDDEN_BY)),
    blacklisted=st.booleans(),
    do_not_call=st.frozensets(st.sampled_from(sorted(EVERY_TYPE))),
    hours=st.sampled_from([DAY, OpeningHours(), OpeningHours(weekly=((),) * 7)]),
    timezones=st.sampled_from([(), ("Asia/Shanghai",), ("Europe/London", "America/Los_Angeles")]),
    permitted_at=st.sampled_from([0, NOON - 5_000, NOON - 500]),
    trunk=st.sampled_from(["", "k"]),
)


@given(facts=any_facts, hour=st.integers(0, 47))
def test_any_failing_check_refuses_and_the_first_in_order_speaks(facts: GateFacts, hour: int) -> None:
    now = NOON + hour * 3_600_000
    objections = [refusal for check in gate.CHECKS if (refusal := check(facts, now))]
    verdict = decide(facts, now)
    if objections:
        assert verdict == objections[0]
    else:
        assert isinstance(verdict, DialPermit)
        assert verdict.expires_at == now + 2_000
        assert verdict.number == facts.number


@given(facts=any_facts)
def test_a_blacklisted_or_objecting_customer_never_gets_a_permit(facts: GateFacts) -> None:
    if facts.blacklisted or "all" in facts.do_not_call or facts.kind == "invalid":
        assert isinstance(decide(facts, NOON), Refusal)


def test_only_the_gate_makes_a_permit() -> None:
    """By reading every file of the house: nobody else calls `DialPermit(…)` or copies one with changes."""
    house = Path(zuoxi.__file__).parent
    makers = {
        path.relative_to(house).as_posix()
        for path in house.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"DialPermit"}
    }
    assert makers == {"engine/gate.py"}
