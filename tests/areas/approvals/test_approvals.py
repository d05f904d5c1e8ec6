"""Requests on their way: who finds what, who decides, what is kept, what is refused."""

import datetime as dt

from tests.areas.approvals.conftest import file
from tests.company import Door
from zuoxi.approvals.models import Approval, ApprovalChain
from zuoxi.approvals.services import running
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import AuditEvent, RoleAssignment
from zuoxi.organisation.rules import Role


def waits_for(person):
    return [row["name"] for row in Door(person).get("/approvals")["items"]]


def decide(person, approval, what, step, reason=""):
    door = Door(person)
    answer = door.post(f"/approvals/{approval.id}/{what}", {"step": step, "reason": reason})
    return door.status, answer


def state_of(approval):
    return Approval.objects.get(pk=approval.id).state


def open_steps(answer):
    return [step["key"] for step in answer["steps"] if step["state"] == "open"]


def test_a_request_of_the_whole_region_goes_through_three_people_and_is_approved(house, filed):
    assert (filed.chain, filed.state, filed.requested) == ("业务联系单·全区统一", "running", True)
    assert waits_for(house.leader) == ["宽带提速回访"]
    assert waits_for(house.service) == waits_for(house.team) == waits_for(house.owner) == []
    decide(house.leader, filed, "approve", "department")
    assert (waits_for(house.leader), waits_for(house.service)) == ([], ["宽带提速回访"])
    decide(house.service, filed, "approve", "service", "同意")
    assert decide(house.team, filed, "approve", "plan")[0] == 409, "the plan is what this step is for"
    _, answer = decide(house.team, filed, "approve", "plan", "方案：分两批，三天打完")
    assert open_steps(answer) == ["department_check", "service_check"]
    decide(house.service, filed, "approve", "service_check")
    status, answer = decide(house.leader, filed, "approve", "department_check")
    assert (status, answer["state"]) == (200, "approved")
    told = [(line["act"], line["person"]["name"], line["step"], line["reason"]) for line in answer["history"]]
    assert told[0] == ("begin", "owner", "", "")
    assert told[3] == ("approve", "team", "市外呼团队写方案", "方案：分两批，三天打完")
    assert len(told) == 6


def test_size_and_track_choose_the_form(house):
    house.company.person("county", house.company.city, Role.COUNTY_LEAD)
    house.company.person("county_team", house.company.city, Role.COUNTY_OUTBOUND_TEAM)
    assert file(house, customers=4999).chain == "业务联系单·全区统一"
    assert file(house, customers=5000).chain == "呈批件·全区统一"
    assert file(house, customers=5000, track="county").chain == "呈批件·县公司自行"


def test_a_step_lies_with_the_nearest_who_holds_its_role_and_never_with_the_requester(house):
    mine = file(house, person=house.leader)
    assert waits_for(house.leader) == []
    assert waits_for(house.director) == ["宽带提速回访"], "the next above decides a leader's own request"
    assert decide(house.leader, mine, "approve", "department")[1]["data"] == {"why": "own_request"}


def test_who_rejects_or_sends_back_says_why(house, filed):
    for what in ("reject", "return"):
        status, answer = decide(house.leader, filed, what, "department", "  ")
        assert (status, answer["data"]) == (409, {"why": "reason_needed"})
    assert state_of(filed) == "running"


def test_what_was_sent_back_is_corrected_and_handed_in_again_and_each_round_is_kept(house, filed):
    decide(house.leader, filed, "return", "department", "客户数请核实")
    assert waits_for(house.leader) == []
    form = {"title": "宽带提速回访二", "track": "region", "customers": 900, "text": "核实后"}
    answer = filed.door.put(f"/requests/{filed.subject}", form)
    assert (filed.door.status, answer["round"], answer["state"]) == (200, 2, "running")
    assert answer["request"]["customers"] == 900
    assert waits_for(house.leader) == ["宽带提速回访二"]
    assert [(line["round"], line["act"]) for line in answer["history"]] == [
        (1, "begin"),
        (1, "return"),
        (2, "hand_in"),
    ]


def test_a_request_that_was_sent_back_does_not_grow_past_those_who_decide_such_ones(house, filed):
    decide(house.leader, filed, "return", "department", "人数不对")
    corrected = {"title": "宽带提速回访", "track": "region", "customers": 4999, "text": "已改。"}
    for larger in ({"customers": 5000}, {"track": "county"}):
        refused = filed.door.put(f"/requests/{filed.subject}", corrected | larger)
        assert filed.door.status == 422
        assert set(larger) <= set(refused["data"]["fields"])
    filed.door.put(f"/requests/{filed.subject}", corrected)
    assert (filed.door.status, Approval.objects.get(pk=filed.id).facts["customers"]) == (200, 4999)


def test_only_its_writer_corrects_a_request_and_only_when_it_was_sent_back(house, filed):
    form = {"title": "别的", "track": "region", "customers": 9, "text": "别的"}
    stranger = Door(house.leader)
    stranger.put(f"/requests/{filed.subject}", form)
    assert stranger.status == 404
    filed.door.put(f"/requests/{filed.subject}", form)
    assert filed.door.status == 409
    assert filed.door.get(f"/approvals/{filed.id}")["request"]["title"] == "宽带提速回访"


def test_whoever_may_file_no_requests_any_more_hands_none_in_again(house, filed):
    decide(house.leader, filed, "return", "department", "人数不对")
    RoleAssignment.objects.filter(person=Approval.objects.get(pk=filed.id).requester).delete()
    form = {"title": "别的", "track": "region", "customers": 9, "text": "别的"}
    refused = filed.door.put(f"/requests/{filed.subject}", form)
    assert (filed.door.status, refused["data"]["permission"]) == (403, "requests.file")


def test_the_requester_takes_it_back_and_nobody_decides_it_any_more(house, filed):
    filed.door.post(f"/approvals/{filed.id}/withdraw", {})
    assert state_of(filed) == "withdrawn"
    status, answer = decide(house.leader, filed, "approve", "department")
    assert (status, answer["data"]) == (409, {"why": "over"})


def test_of_two_who_decide_the_same_step_the_second_is_told(house, filed):
    second = house.company.person("second", house.department, Role.DEPARTMENT_LEADER)
    decide(house.leader, filed, "approve", "department")
    status, answer = decide(second, filed, "approve", "department")
    assert (status, answer["data"]) == (409, {"why": "not_open"})


def test_a_chain_that_is_changed_does_not_touch_what_is_under_way(house, filed):
    admin = Door(house.company.administrator)
    chain = next(
        row for row in admin.get("/approval-chains")["items"] if row["name"] == "业务联系单·全区统一"
    )
    admin.patch(f"/approval-chains/{chain['id']}", {"steps": [chain["steps"][1] | {"stage": 1}]})
    assert admin.status == 200
    _, answer = decide(house.leader, filed, "approve", "department")
    assert len(answer["steps"]) == 5
    assert [step["key"] for step in file(house).steps] == ["service"]


def test_a_chain_with_a_fault_is_refused_at_its_place(house):
    admin = Door(house.company.administrator)
    chain = admin.get("/approval-chains")["items"][0]
    steps = [step | {"stage": 7} for step in chain["steps"]]
    answer = admin.patch(f"/approval-chains/{chain['id']}", {"steps": steps})
    assert (admin.status, list(answer["data"]["fields"])) == (422, ["steps"])
    when = [{"fact": "weather", "test": "eq", "value": 1}]
    answer = admin.patch(f"/approval-chains/{chain['id']}", {"when": when})
    assert (admin.status, list(answer["data"]["fields"])) == (422, ["when.0.fact"])


def test_what_no_chain_holds_for_cannot_be_handed_in(house):
    ApprovalChain.objects.update(hidden_at=utc_now())
    status, answer = file(house)
    assert (status, answer["code"]) == (409, "no_approval_chain")


def test_a_chain_on_which_nobody_could_decide_is_told_before_it_begins(house):
    RoleAssignment.objects.filter(role=Role.CITY_OUTBOUND_TEAM.value).delete()
    status, answer = file(house)
    assert (status, answer["code"]) == (409, "nobody_decides")
    assert answer["data"]["steps"] == "市外呼团队写方案"
    assert not Approval.objects.exists()


def test_a_colleague_who_stands_in_decides_and_the_history_says_for_whom(house, filed):
    now = utc_now()
    span = {"since": now.isoformat(), "until": (now + dt.timedelta(days=3)).isoformat()}
    absent = Door(house.leader)
    absent.post("/deputies", {"deputy": house.company.agent.id, **span})
    assert absent.status == 201
    assert waits_for(house.company.agent) == ["宽带提速回访"]
    _, answer = decide(house.company.agent, filed, "approve", "department")
    line = answer["history"][-1]
    assert (line["person"]["name"], line["instead_of"]["name"]) == ("agent", "head")
    absent.delete(f"/deputies/{absent.get('/deputies')['items'][0]['id']}")
    assert absent.get("/deputies")["items"] == []


def test_who_stands_in_for_a_requester_does_not_decide_his_request_for_him(house):
    now = utc_now()
    span = {"since": now.isoformat(), "until": (now + dt.timedelta(days=3)).isoformat()}
    Door(house.director).post("/deputies", {"deputy": house.company.agent.id, **span})
    RoleAssignment.objects.filter(person=house.leader).delete()
    RoleAssignment.objects.create(
        tenant=house.company.tenant,
        org_unit=house.company.city,
        person=house.director,
        role=Role.PROJECT_OWNER.value,
    )
    house.company.person("other", house.company.city, Role.DEPARTMENT_LEADER)
    filed = file(house, person=house.director)
    assert waits_for(house.company.agent) == []
    assert decide(house.company.agent, filed, "approve", "department")[0] == 404


def test_what_waits_too_long_is_reminded_of_and_then_the_next_above_may_decide(house, filed):
    begun = Approval.objects.get(pk=filed.id).begun_at + dt.timedelta(milliseconds=1)
    assert running.lapse(begun + dt.timedelta(hours=23)) == {"reminded": 0, "escalated": 0, "failed": 0}
    assert running.lapse(begun + dt.timedelta(hours=24)) == {"reminded": 1, "escalated": 0, "failed": 0}
    assert waits_for(house.director) == []
    assert running.lapse(begun + dt.timedelta(hours=72)) == {"reminded": 1, "escalated": 1, "failed": 0}
    assert waits_for(house.director) == waits_for(house.leader) == ["宽带提速回访"]
    assert decide(house.director, filed, "approve", "department")[0] == 200
    assert waits_for(house.leader) == []


def test_a_step_of_the_whole_company_that_waits_too_long_may_be_decided_by_another_role(house, filed):
    steps = Approval.objects.get(pk=filed.id).steps
    steps[0] |= {"lies": "company", "escalate_to": "customer_service_leader"}
    Approval.objects.update(steps=steps)
    later = Approval.objects.get(pk=filed.id).begun_at + dt.timedelta(hours=73)
    assert running.lapse(later) == {"reminded": 1, "escalated": 1, "failed": 0}
    assert waits_for(house.service) == ["宽带提速回访"]


def test_one_that_breaks_keeps_nobody_else_waiting(house, filed):
    other = file(house)
    broken = Approval.objects.get(pk=filed.id)
    broken.steps = [{"key": "nobody can read this"}]
    broken.save(update_fields=["steps"])
    late = broken.begun_at + dt.timedelta(hours=25)
    assert running.lapse(late) == {"reminded": 1, "escalated": 0, "failed": 1}
    step = Approval.objects.get(pk=other.id).progress.get(key="department")
    assert step.reminded == 1


def test_an_approval_is_seen_by_those_whom_it_concerns_and_by_nobody_else(house, filed, other_company):
    def sees(person):
        door = Door(person)
        door.get(f"/approvals/{filed.id}")
        return door.status == 200

    assert all(map(sees, (house.owner, house.leader, house.company.administrator)))
    assert not any(map(sees, (house.company.agent, house.company.leader, other_company.administrator)))


def test_every_act_stands_in_the_trail(house, filed):
    decide(house.leader, filed, "reject", "department", "预算不足")
    lines = AuditEvent.objects.filter(subject_type="approval").order_by("id")
    assert [(line.action, line.person_name) for line in lines] == [
        ("approval.begin", "owner"),
        ("approval.reject", "head"),
    ]
    assert lines[1].after == {"state": "rejected", "step": "department", "reason": "预算不足"}


def test_a_company_starts_with_the_ready_chains(house):
    names = [row["name"] for row in Door(house.company.administrator).get("/approval-chains")["items"]]
    assert names == [
        "业务联系单·全区统一",
        "业务联系单·县公司自行",
        "业务联系单·策划试点",
        "呈批件·全区统一",
        "呈批件·县公司自行",
        "呈批件·策划试点",
    ]
