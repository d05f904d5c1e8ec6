"""What happened to a call and why, as it is read on the call (T3, T4)."""

import pytest

from tests.areas.calls.stories import Teller
from tests.company import Door
from zuoxi.calls.events import ResultGiven
from zuoxi.calls.handlers import remember_whose_customer
from zuoxi.calls.models import Disposition
from zuoxi.calls.services.dispositions import sow
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.contacts.models import Customer, CustomerNumber
from zuoxi.engine import facts
from zuoxi.kernel.clock import now_ms, utc_now
from zuoxi.kernel.ids import new_id
from zuoxi.organisation.models import AuditEvent
from zuoxi.telephony.models import IvrFlow, Queue, SkillGroup

NUMBER = "13800000001"


@pytest.fixture
def vips(house):
    return SkillGroup.objects.create(tenant=house.tenant, org_unit=house.root, name="VIP 组")


@pytest.fixture
def queue(house, vips):
    return Queue.objects.create(tenant=house.tenant, org_unit=house.root, name="订购", vip_group=vips)


@pytest.fixture
def call(house, queue, vips):
    """A VIP whose group is busy: he rings at the colleague in vain, then at the agent."""
    told = Teller(house.tenant.id, path=house.north.path)
    one = told.call(number=NUMBER, at=now_ms() - 60_000)
    one.queue = str(queue.id)
    one.tell(facts.CallerKnown(call=one.id, vip=True, agent=str(house.leader.id), because="order"))
    one.wait(3_000).queued()
    one.tell(
        facts.FirstChoiceGone(
            call=one.id, choice="vip_group", why="busy", ahead_ms=300_000, group=str(vips.id)
        )
    )
    one.tell(
        facts.FirstChoiceGone(
            call=one.id, choice="own_agent", why="signed_out", ahead_ms=300_000, agent=str(house.leader.id)
        )
    )
    one.offered(house.colleague.id, ring_ms=15_000).missed()
    one.offered(house.agent.id).answered(talk_ms=5_000).ended()
    record(told.told)
    return one


def _name(step):
    return (step["person"] or step["group"] or step["queue"] or {}).get("name", "")


def way(house, call):
    found = Door(house.administrator).get(f"/calls/{call.id}")["way"]
    return [
        (
            step["step"],
            (step["person"] or step["group"] or step["queue"] or {}).get("name", ""),
            step["reason"],
        )
        for step in found
    ]


def test_the_way_of_a_vip_is_told_from_his_coming_to_his_end(house, call):
    assert way(house, call) == [
        ("came", "", ""),
        ("known", "leader", "order"),
        ("queued", "订购", ""),
        ("vip_group", "VIP 组", "busy"),
        ("own_agent", "leader", "signed_out"),
        ("offered", "colleague", "missed"),
        ("offered", "agent", "answered"),
        ("talked", "agent", ""),
        ("ended", "", "answered"),
    ]


def test_the_way_says_how_far_ahead_he_was_and_how_long_it_rang(house, call):
    steps = Door(house.administrator).get(f"/calls/{call.id}")["way"]
    assert [step["ahead_ms"] for step in steps if step["step"] == "vip_group"] == [300_000]
    assert [step["ring_ms"] for step in steps if step["step"] == "offered"] == [15_000, 2_000]
    assert [step["position"] for step in steps if step["step"] == "queued"] == [1]


def test_the_way_is_made_of_facts_and_can_be_made_again(house, call):
    before = way(house, call)
    rebuild()
    assert way(house, call) == before


def test_a_caller_who_got_through_to_nobody_sees_what_he_is_owed(house, queue):
    told = Teller(house.tenant.id, path=house.north.path)
    one = told.call(number=NUMBER, at=now_ms() - 60_000)
    one.queue = str(queue.id)
    one.wait(1_000).queued().wait(20_000)
    one.tell(
        facts.CallbackOwed(
            call=one.id,
            number=NUMBER,
            service_line="",
            queue=str(queue.id),
            path=house.north.path,
            reason="queue_timeout",
            waited_ms=20_000,
        )
    )
    one.ended("queue_timeout", by="system")
    record(told.told)
    assert way(house, one)[-2:] == [("owed", "", "queue_timeout"), ("ended", "", "queue_timeout")]


def test_the_way_tells_who_was_asked_who_was_passed_on_and_what_came_of_it(house, queue):
    told = Teller(house.tenant.id, path=house.north.path)
    one = told.call(number=NUMBER, at=now_ms() - 60_000)
    one.queue = str(queue.id)
    one.wait(1_000).queued().offered(house.agent.id).answered(talk_ms=5_000)
    agent = str(house.agent.id)

    def began(way, target, to):
        one.tell(facts.TransferBegan(call=one.id, person=agent, way=way, target=target, to=to))
        one.wait(1_000)

    def came(outcome, then=""):
        one.tell(facts.TransferEnded(call=one.id, person=agent, outcome=outcome, then=then, ms=1_000))
        one.wait(1_000)

    began("attended", "agent", str(house.colleague.id))
    came("missed", "agent")
    began("attended", "outside", "13900000009")
    came("conference")
    began("blind", "queue", str(queue.id))
    one.ended()
    record(told.told)
    steps = [
        step
        for step in Door(house.administrator).get(f"/calls/{one.id}")["way"]
        if step["step"] in ("asked", "passed_on", "came_of_it")
    ]
    assert [
        (step["step"], _name(step), (step["to"] or {}).get("name", ""), step["reason"], step["then"])
        for step in steps
    ] == [
        ("asked", "agent", "colleague", "", ""),
        ("came_of_it", "", "", "missed", "agent"),
        ("asked", "agent", "", "", ""),
        ("came_of_it", "", "", "conference", ""),
        ("passed_on", "agent", "", "", ""),
    ]
    assert steps[2]["number"] == "13900000009" and steps[4]["queue"]["name"] == "订购"


@pytest.mark.parametrize(("code", "owner"), [("order_taken", "agent"), ("thinking", None)])
def test_a_result_that_is_an_order_makes_him_the_agents_customer(house, code, owner):
    sow(house.tenant.id)
    customer = Customer.objects.create(
        tenant=house.tenant, org_unit=house.root, name="张伟", created_at=utc_now(), changed_at=utc_now()
    )
    CustomerNumber.objects.create(tenant=house.tenant, customer=customer, number=NUMBER, last_four="0001")
    told = Teller(house.tenant.id, path=house.north.path)
    one = told.call(number=NUMBER, at=now_ms() - 60_000).wait(1_000).queued()
    one.offered(house.agent.id).answered(talk_ms=5_000).ended().disposed(code)
    record(told.told)
    assert Disposition.objects.get(tenant=house.tenant, code=code).order is (owner is not None)
    remember_whose_customer(
        ResultGiven(
            tenant=str(house.tenant.id),
            call=one.id,
            number=NUMBER,
            person=str(house.agent.id),
            disposition=code,
            at=one.now,
        )
    )
    customer.refresh_from_db()
    assert customer.order_agent_id == (house.agent.id if owner else None)


def test_the_way_and_the_trail_tell_what_a_leader_did_about_a_caller(house, queue):
    told = Teller(house.tenant.id, path=house.north.path)
    one = told.call(number=NUMBER, at=now_ms() - 60_000)
    one.queue = str(queue.id)
    leader, agent = str(house.leader.id), str(house.agent.id)
    one.wait(1_000).queued()
    for fact in (
        facts.PrioritySet(call=one.id, by=leader, ahead_ms=300_000),
        facts.CallerGiven(call=one.id, by=leader, person=agent, at_once=False),
        facts.GiftEnded(call=one.id, person=agent, why="withdrawn", by=leader),
        facts.CallerGiven(call=one.id, by=leader, person=agent, at_once=False),
        facts.GiftEnded(call=one.id, person=agent, why="not_ready"),
        facts.CallerGiven(call=one.id, by=leader, person=str(house.colleague.id), at_once=True),
    ):
        one.tell(fact)
        one.wait(1_000)
    one.offered(house.colleague.id).answered(talk_ms=5_000).ended()
    record(told.told)
    steps = Door(house.administrator).get(f"/calls/{one.id}")["way"][2:8]
    assert [
        (step["step"], _name(step), (step["to"] or {}).get("name", ""), step["reason"], step["ahead_ms"])
        for step in steps
    ] == [
        ("priority_set", "leader", "", "", 300_000),
        ("given", "leader", "agent", "next", 0),
        ("gift_ended", "leader", "agent", "withdrawn", 0),
        ("given", "leader", "agent", "next", 0),
        ("gift_ended", "", "agent", "not_ready", 0),
        ("given", "leader", "colleague", "at_once", 0),
    ]
    trail = AuditEvent.objects.filter(action__startswith="caller.").order_by("at")
    assert [(line.action, line.person_name, line.subject_id, line.path) for line in trail] == [
        (f"caller.{done}", "leader", one.id, house.north.path)
        for done in ("priority_set", "given", "withdrawn", "given", "given")
    ]
    rebuild()
    assert AuditEvent.objects.filter(action__startswith="caller.").count() == 5


def test_each_use_of_a_leaders_functions_is_in_the_trail_and_a_silent_ear_not_on_the_way(house, queue):
    told = Teller(house.tenant.id, path=house.north.path)
    one = told.call(number=NUMBER, at=now_ms() - 60_000)
    one.queue = str(queue.id)
    leader, agent, path = str(house.leader.id), str(house.agent.id), house.agent.path
    one.wait(1_000).queued().offered(house.agent.id).answered(talk_ms=5_000)
    who = {"call": one.id, "leader": leader, "agent": agent}
    for fact in (
        facts.HelpAsked(session=str(new_id()), person=agent, call=one.id),
        facts.SupervisionBegan(**who, way="monitor", path=path),
        facts.SupervisionEnded(**who, way="monitor", ms=1_000),
        facts.SupervisionBegan(**who, way="whisper", path=path),
        facts.SupervisionEnded(**who, way="whisper", ms=1_000),
        facts.SupervisionBegan(**who, way="barge", path=path),
        facts.LeaderActed(**who, act="released", path=path, why="骚扰电话"),
        facts.SupervisionEnded(**who, way="barge", ms=1_000),
        facts.LeaderActed(leader=leader, act="made_not_ready", agent=agent, path=path, why="先去吃饭"),
        facts.LeaderActed(leader=leader, act="text", agent="", path=path, why="开会", agents=(agent, "x")),
    ):
        one.tell(fact)
        one.wait(1_000)
    one.ended()
    record(told.told)
    steps = Door(house.administrator).get(f"/calls/{one.id}")["way"]
    assert [
        (step["step"], _name(step), (step["to"] or {}).get("name", ""))
        for step in steps
        if step["step"].startswith(("leader_", "help"))
    ] == [
        ("help_asked", "agent", ""),
        ("leader_whisper", "leader", "agent"),
        ("leader_left", "leader", "agent"),
        ("leader_barge", "leader", "agent"),
        ("leader_released", "leader", "agent"),
        ("leader_left", "leader", "agent"),
    ]
    trail = AuditEvent.objects.filter(action__startswith="agent.").order_by("at")
    assert {(line.person_name, line.path) for line in trail} == {("leader", path)}
    assert [(line.action, line.subject_id, line.after) for line in trail] == [
        ("agent.monitor", agent, {"call": one.id}),
        ("agent.whisper", agent, {"call": one.id}),
        ("agent.barge", agent, {"call": one.id}),
        ("agent.released", agent, {"call": one.id, "why": "骚扰电话"}),
        ("agent.made_not_ready", agent, {"why": "先去吃饭"}),
        ("agent.text", "", {"why": "开会", "people": 2}),
    ]
    rebuild()
    assert AuditEvent.objects.filter(action__startswith="agent.").count() == 6


def test_the_way_tells_into_which_flow_he_was_sent_and_what_it_found(house, queue):
    flow = IvrFlow.objects.create(tenant=house.tenant, org_unit=house.root, name="身份核验")
    told = Teller(house.tenant.id, path=house.north.path)
    one = told.call(number=NUMBER, at=now_ms() - 60_000)
    one.queue = str(queue.id)
    one.wait(1_000).queued().offered(house.agent.id).answered(talk_ms=5_000)
    name = {"call": one.id, "flow": str(flow.id), "version": 1}
    began = facts.TransferBegan(
        call=one.id, person=str(house.agent.id), way="attended", target="flow", to=str(flow.id)
    )
    found = (("身份核验", "通过"), ("来电", NUMBER))
    left = facts.IvrLeft(**name, node="back", to="agent", queue="", why="", ms=2_000, found=found)
    for fact in (began, facts.IvrEntered(**name), left):
        one.tell(fact)
        one.wait(1_000)
    one.ended()
    record(told.told)
    steps = Door(house.administrator).get(f"/calls/{one.id}")["way"]
    led = next(step for step in steps if step["step"] == "led")
    back = next(step for step in steps if step["step"] == "ivr_agent")
    assert (led["flow"]["name"], led["person"]["name"]) == ("身份核验", "agent")
    assert back["found"] == [{"label": "身份核验", "value": "通过"}, {"label": "来电", "value": NUMBER}]
    steps = Door(house.assessor).get(f"/calls/{one.id}")["way"]
    back = next(step for step in steps if step["step"] == "ivr_agent")
    assert back["found"][1]["value"] == "138****0001", "who sees no whole numbers sees none there either"


def test_the_way_tells_whom_outside_a_flow_called_for_him_and_why_nobody_was_reached(house):
    told = Teller(house.tenant.id, path=house.north.path)
    one = told.call(number=NUMBER, at=now_ms() - 60_000)
    name = {"call": one.id, "flow": str(new_id()), "version": 1}
    passed = {"node": "out", "kind": "external", "ms": 1_000}
    for fact in (
        facts.IvrEntered(**name),
        facts.IvrCalledOutside(**name, node="out", number="13900000009", attempt=str(new_id())),
        facts.IvrPassed(**name, **passed, exit="busy"),
        facts.IvrPassed(**name, **passed, exit="failed", why="destination"),
        facts.IvrLeft(**name, node="out", to="external", queue="", why="", ms=9_000),
    ):
        one.tell(fact)
        one.wait(1_000)
    one.ended("served_in_ivr")
    record(told.told)
    steps = Door(house.administrator).get(f"/calls/{one.id}")["way"]

    assert [(step["step"], step["number"], step["reason"]) for step in steps if "ivr" in step["step"]] == [
        ("ivr_entered", "", ""),
        ("ivr_calls", "13900000009", ""),
        ("ivr_unreached", "", "busy"),
        ("ivr_unreached", "", "destination"),
        ("ivr_external", "", ""),
    ]
    masked = Door(house.assessor).get(f"/calls/{one.id}")["way"]
    assert [step["number"] for step in masked if step["step"] == "ivr_calls"] == ["139****0009"]
