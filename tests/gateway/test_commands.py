"""What a page asks for, and what becomes of it."""

import msgspec
import pytest
from django.db import OperationalError

from tests.gateway.played import HALL_A, agent, until, viewer
from zuoxi.engine import events
from zuoxi.engine.view import AgentView, SupervisesView, WordView
from zuoxi.gateway.commands import RULES
from zuoxi.gateway.mirror import covered
from zuoxi.gateway.protocol import ARGUMENTS
from zuoxi.kernel.errors import ZuoxiError
from zuoxi.outbox.channel import GateAsked

LEADER = {"name": "anna", "tenant": "t1", "paths": ("0001",)}
ORDERS = [
    (
        "sign_in",
        {"device": "v1"},
        events.SignInRequested,
        {"device": "v1", "desktop": "d1", "takeover": False},
    ),
    ("ready", {}, events.ReadyRequested, {}),
    ("not_ready", {"reason": "meal"}, events.NotReadyRequested, {"reason": "meal"}),
    ("answer", {"call": "c1"}, events.AnswerRequested, {"call": "c1"}),
    (
        "decline",
        {"call": "c1", "reason": "meal"},
        events.DeclineRequested,
        {"call": "c1", "reason": "meal"},
    ),
    ("hang_up", {"call": "c1"}, events.HangUpRequested, {"call": "c1"}),
    ("hold", {"call": "c1"}, events.HoldRequested, {"call": "c1"}),
    ("resume", {"call": "c1"}, events.ResumeRequested, {"call": "c1"}),
    ("mute", {"call": "c1", "muted": True}, events.MuteRequested, {"call": "c1", "muted": True}),
    ("invite_rating", {"call": "c1"}, events.RatingRequested, {"call": "c1"}),
    (
        "pause_recording",
        {"call": "c1", "paused": True},
        events.RecordingPauseRequested,
        {"call": "c1", "paused": True},
    ),
    ("keys", {"call": "c1", "digits": "12#"}, events.KeysRequested, {"call": "c1", "digits": "12#"}),
    (
        "transfer",
        {"call": "c1", "kind": "queue", "id": "q1"},
        events.TransferRequested,
        {"call": "c1", "target": {"kind": "queue", "id": "q1"}, "permit": None, "age_ms": 0},
    ),
    (
        "consult",
        {"call": "c1", "kind": "agent", "id": "ben"},
        events.ConsultRequested,
        {"call": "c1", "target": {"kind": "agent", "id": "ben"}, "permit": None, "age_ms": 0},
    ),
    ("complete", {"call": "c1"}, events.CompleteRequested, {"call": "c1"}),
    ("confer", {"call": "c1"}, events.ConferenceRequested, {"call": "c1"}),
    ("take_back", {"call": "c1"}, events.ReturnRequested, {"call": "c1"}),
    (
        "give",
        {"call": "c1", "agent": "ben"},
        events.GiveRequested,
        {"call": "c1", "to": "ben", "leader": LEADER},
    ),
    (
        "set_priority",
        {"call": "c1", "points": 30},
        events.PriorityRequested,
        {"call": "c1", "points": 30, "leader": LEADER},
    ),
    ("sign_out", {}, events.SignOutRequested, {}),
    ("call_colleague", {"agent": "ben"}, events.ColleagueCallRequested, {"to": "ben", "number": ""}),
    (
        "finish_wrap_up",
        {"call": "c1", "disposition": "sold", "ready": False},
        events.WrapUpFinished,
        {"call": "c1", "disposition": "sold", "ready": False},
    ),
]


LEADER = {"name": "lead", "tenant": "t1", "paths": (HALL_A,)}
OF_HIS_CALL = {"agent": "anna", "call": "c1"}
FOR_HIM = {"agent": "anna", "why": "换班"}
LEADING = [
    *(
        (way, OF_HIS_CALL, events.SuperviseRequested, {**OF_HIS_CALL, "way": way})
        for way in ("monitor", "whisper", "barge")
    ),
    ("talk_to", {"agent": "anna"}, events.TalkRequested, {"agent": "anna"}),
    ("pick_up", {"call": "c1"}, events.PickUpRequested, {"call": "c1"}),
    (
        "force_transfer",
        {**OF_HIS_CALL, "kind": "queue", "id": "q1"},
        events.ForcedTransferRequested,
        {**OF_HIS_CALL, "target": {"kind": "queue", "id": "q1"}, "permit": None, "age_ms": 0},
    ),
    ("force_release", {**FOR_HIM, "call": "c1"}, events.ForcedReleaseRequested, {**FOR_HIM, "call": "c1"}),
    ("force_ready", FOR_HIM, events.ForcedStateRequested, {**FOR_HIM, "reason": ""}),
    (
        "force_not_ready",
        {**FOR_HIM, "reason": "meal"},
        events.ForcedStateRequested,
        {**FOR_HIM, "reason": "meal"},
    ),
    ("force_sign_out", FOR_HIM, events.ForcedSignOutRequested, FOR_HIM),
    (
        "send_text",
        {"agents": ["anna"], "text": "请放慢语速"},
        events.TextSent,
        {"agents": ("anna",), "text": "请放慢语速"},
    ),
]
"""What a leader asks, with how far he leads."""
OTHERS = {"dial", "stop_supervising", "words_seen", "ask_help", "withdraw_help"}
"""Commands that are told of by themselves."""


def test_every_command_has_arguments_a_rule_and_a_test():
    assert set(RULES) == set(ARGUMENTS) == {order[0] for order in (*ORDERS, *LEADING)} | OTHERS


@pytest.mark.parametrize(("name", "args", "kind", "fields"), LEADING, ids=[order[0] for order in LEADING])
async def test_a_leader_asks_with_his_reach_and_nobody_else_may(house, live, name, args, kind, fields):
    agent_page = await house.enter("anna")
    assert (await agent_page.order(name, **args))["code"] == "not_allowed"
    page = await house.enter("lead")
    assert (await page.order(name, **args))["t"] == "ack"
    [asked] = live.asked
    assert type(asked) is kind
    told = msgspec.to_builtins(asked)
    assert told == {
        "type": kind.__name__,
        "request": told["request"],
        "person": "lead",
        "expect": None,
        "leader": LEADER,
        **fields,
    }


async def test_a_leader_leaves_a_call(house, live):
    assert (await (await house.enter("lead")).order("stop_supervising"))["t"] == "ack"
    assert isinstance(live.asked[0], events.SupervisionStopRequested)


async def test_an_agent_asks_for_help_and_sees_what_he_was_told(house, live):
    page = await house.enter("anna")
    for name, args in (("ask_help", {}), ("withdraw_help", {}), ("words_seen", {"ids": ["w1", "w2"]})):
        assert (await page.order(name, **args))["t"] == "ack"
    asked, withdrawn, seen = live.asked
    assert (asked.wanted, withdrawn.wanted, seen.ids) == (True, False, ("w1", "w2"))


async def test_whom_a_leader_signs_out_is_told_by_whom_and_why(house, live):
    page, lead = await house.enter("anna"), await house.enter("lead")
    assert (await lead.order("force_sign_out", agent="anna", why="换班"))["t"] == "ack"
    await until(page.told)
    [told] = page.got("told")
    assert (told["what"], told["by"], told["why"]) == ("signed_out_by_leader", "lead", "换班")


def test_what_leaders_tell_an_agent_is_no_colleagues_business():
    word = WordView(id="w1", at=1, kind="text", by="陈班长", text="请放慢语速")
    watched = SupervisesView(agent="bela", call="c1", way="monitor", since=1)
    shown = covered(agent("ben", words=(word,), help_since=5, supervises=watched))
    assert isinstance(shown, AgentView)
    assert (shown.words, shown.help_since, shown.supervises) == ((), 0, None)


@pytest.mark.parametrize(("name", "args", "kind", "fields"), ORDERS, ids=[order[0] for order in ORDERS])
async def test_a_command_becomes_a_request_of_the_floor(house, live, people, name, args, kind, fields):
    people.sessions["anna"] = viewer("anna", {**people.sessions["anna"].reach, "floor.lead": ("0001",)})
    page = await house.enter("anna")
    answer = await page.order(name, expect=7, **args)
    assert answer["t"] == "ack"
    [asked] = live.asked
    assert type(asked) is kind
    told = msgspec.to_builtins(asked)
    assert (told.pop("type"), told.pop("person"), told.pop("expect")) == (kind.__name__, "anna", 7)
    assert told.pop("request")
    assert told == fields


async def test_a_refusal_of_the_floor_is_a_sentence_in_both_languages(house, live):
    live.answers["ReadyRequested"] = ("stale", {"version": 9})
    page = await house.enter("anna")
    answer = await page.order("ready", expect=1)
    assert (answer["t"], answer["code"], answer["data"]) == ("nack", "stale", {"version": 9})
    assert answer["message"]["zh"] != answer["message"]["en"] != ""


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("fly", {}, "unknown_command"),
        ("answer", {}, "bad_arguments"),
        ("answer", {"call": 5}, "bad_arguments"),
        ("answer", {"call": "c1", "person": "bela"}, "bad_arguments"),
        ("keys", {"call": "c1", "digits": "1; reboot"}, "bad_arguments"),
        ("not_ready", {"reason": "x" * 100}, "bad_arguments"),
        ("dial", {"number": ""}, "bad_arguments"),
    ],
)
async def test_wrong_commands_never_reach_the_floor(house, live, name, args, code):
    page = await house.enter("anna")
    assert (await page.order(name, **args))["code"] == code
    assert live.asked == []
    assert (await page.order("ready"))["t"] == "ack", "the line goes on"


async def test_a_leader_without_a_phone_cannot_take_calls(house, live, people):
    page = await house.enter("lead")
    assert (await page.order("sign_in", device="v1"))["code"] == "not_allowed"
    people.sessions["in"] = viewer("in", {"calls.take": ("0001",)})
    inbound = await house.enter("in")
    assert (await inbound.order("dial", number="13800000001"))["code"] == "not_allowed"
    assert live.asked == []
    assert people.dialled == []


class TestDialling:
    async def test_the_permit_of_the_gate_goes_to_the_floor(self, house, live, people):
        page = await house.enter("anna")
        assert (await page.order("dial", expect=3, number="138 0000 0001"))["t"] == "ack"
        assert people.asked_for == people.dialled == [("anna", "138 0000 0001")]
        [asked] = live.asked
        assert isinstance(asked, events.DialRequested)
        assert asked.permit.number == "138 0000 0001"
        assert (asked.person, asked.expect) == ("anna", 3)

    @pytest.mark.parametrize("name", ["transfer", "consult"])
    async def test_somebody_outside_is_wanted_for_a_call_only_through_the_gate(
        self, house, live, people, name
    ):
        people.sessions["in"] = viewer("in", {"calls.take": ("0001",)})
        inbound = await house.enter("in")
        order = {"call": "c1", "kind": "outside", "number": "13900000009"}
        assert (await inbound.order(name, **order))["code"] == "not_allowed"
        assert (await inbound.order(name, call="c1", kind="outside"))["code"] == "bad_arguments"
        assert people.dialled == live.asked == []
        page = await house.enter("anna")
        assert (await page.order(name, **order))["t"] == "ack"
        assert people.asked_for == people.dialled == [("anna", "13900000009")]
        [asked] = live.asked
        assert (asked.target, asked.permit.number) == (events.Target(kind="outside"), "13900000009")

    async def test_a_masked_customer_is_dialled_by_the_id_of_his_number(self, house, people):
        people.numbers["n1"] = "13800000001"
        page = await house.enter("anna")
        assert (await page.order("dial", expect=3, customer_number="n1"))["t"] == "ack"
        assert people.dialled == [("anna", "13800000001")]
        assert people.asked_for == [], "he has not typed it"
        refused = await page.order("dial", expect=3, customer_number="somebody else's")
        assert (refused["t"], refused["code"]) == ("nack", "not_found")

    async def test_a_refusal_of_the_gate_says_why(self, house, live, people):
        class OnTheList(ZuoxiError):
            code = "do_not_call"
            zh = "号码 {number} 在免打扰名单中。"
            en = "{number} is on the do-not-call list."

        people.trouble = OnTheList(number="13800000001")
        page = await house.enter("bela") if False else None
        people.trouble = None
        page = await house.enter("anna")
        people.trouble = OnTheList(number="13800000001")
        answer = await page.order("dial", number="13800000001")
        assert (answer["t"], answer["code"]) == ("nack", "do_not_call")
        assert answer["message"] == {
            "zh": "号码 13800000001 在免打扰名单中。",
            "en": "13800000001 is on the do-not-call list.",
        }
        assert live.asked == []

    async def test_without_a_database_nobody_dials_and_a_sentence_says_so(self, house, live, people):
        page = await house.enter("anna")
        people.trouble = OperationalError("database is locked")
        answer = await page.order("dial", number="13800000001")
        assert answer["code"] == "database_away"
        assert "locked" not in str(answer)

    async def test_without_live_no_attempt_is_written(self, house, live, people, eventually):
        page = await house.enter("anna")
        await live.stop()
        await eventually(lambda: page.told() == ["live_away"])
        assert (await page.order("dial", number="13800000001"))["code"] == "live_away"
        assert people.dialled == []
        await live.start()

    async def test_an_error_of_ours_is_a_sentence_and_the_line_goes_on(self, house, people):
        page = await house.enter("anna")
        people.trouble = RuntimeError("secret detail")
        answer = await page.order("dial", number="13800000001")
        assert answer["code"] == "internal"
        assert "secret" not in str(answer)
        people.trouble = None
        assert (await page.order("ready"))["t"] == "ack"


class TestTwoBrowsersOfOneAgent:
    async def test_the_second_takes_over_after_asking_and_the_first_is_told(self, house, live, eventually):
        first = await house.enter("anna", desktop="d1")
        await first.order("sign_in", device="v1")
        second = await house.enter("anna", desktop="d2")
        refused = await second.order("sign_in", device="v1")
        assert refused["code"] == "desktop_in_use"
        assert first.told() == []
        taken = await second.order("sign_in", device="v1", takeover=True)
        assert taken["t"] == "ack"
        await eventually(lambda: first.told() == ["displaced"])
        assert second.told() == []
        assert first.closed is None

    async def test_a_look_from_a_second_window_displaces_nobody(self, house, live, eventually):
        first = await house.enter("anna", desktop="d1")
        await first.order("sign_in", device="v1")
        looking = await house.enter("anna", desktop="d2")
        await looking.follow("desk")
        live.put(agent("anna", state="talking", desktop="d1"))
        await eventually(lambda: looking.boards["desk"]["agent:anna"]["state"] == "talking")
        assert first.told() == looking.told() == []


class TestPagesThatGo:
    async def test_the_floor_hears_of_a_page_that_closes(self, house, live, eventually):
        page = await house.enter("anna")
        await page.order("sign_in", device="v1")
        await page.close()
        await eventually(lambda: live.lost == [events.DesktopLost(person="anna", desktop="d1")])

    async def test_a_page_that_only_looked_is_not_missed(self, house, live, eventually):
        looking, working = await house.enter("anna", desktop="d2"), await house.enter("anna", desktop="d1")
        await working.order("sign_in", device="v1")
        await looking.close()
        await working.close()
        await eventually(lambda: live.lost)
        assert [lost.desktop for lost in live.lost] == ["d1"]

    async def test_a_reload_that_is_quicker_than_the_old_sockets_end(self, house, live, eventually):
        old = await house.enter("anna", desktop="d1")
        await old.order("sign_in", device="v1")
        new = await house.enter("anna", desktop="d1")
        await old.close()
        assert (await new.order("ready"))["t"] == "ack"
        assert live.lost == []
        await new.close()
        await eventually(lambda: live.lost == [events.DesktopLost(person="anna", desktop="d1")])

    async def test_a_page_that_goes_while_live_is_away_is_reported_when_it_is_back(
        self, house, live, eventually
    ):
        gone, back = await house.enter("anna", desktop="d1"), await house.enter("bela", desktop="d2")
        await gone.order("sign_in", device="v1")
        await back.order("sign_in", device="v2")
        await live.stop()
        await eventually(lambda: gone.told() == back.told() == ["live_away"])
        await gone.close()
        await back.close()
        again = await house.enter("bela", desktop="d2")
        await eventually(lambda: again.told() == ["live_away"])
        await live.start()
        await eventually(lambda: again.told() == ["live_away", "live_back"])
        await eventually(lambda: [lost.person for lost in live.lost] == ["anna"])


async def test_live_away_and_back(house, live, eventually):
    live.put(agent("anna"))
    page = await house.enter("anna")
    await page.follow("desk")
    await live.stop()
    await eventually(lambda: page.told() == ["live_away"])
    refused = await page.order("ready")
    assert refused["code"] == "live_away"
    assert page.boards["desk"]["agent:anna"]["state"] == "ready", "what is known stays to be seen"
    live.put(agent("anna", state="talking"))  # while nobody could hear it
    await live.start()
    await eventually(lambda: page.told() == ["live_away", "live_back"])
    await eventually(lambda: page.boards["desk"]["agent:anna"]["state"] == "talking")
    assert (await page.order("ready"))["t"] == "ack"
    assert len(page.got("snap")) == 1, "a new floor comes as what has changed"


class TestTheGateAskedAgain:
    """An agent has taken up his phone: the floor has the gate asked once more, by the web process."""

    ASKED = GateAsked(call="c1", attempt="a1", person="anna")

    async def test_its_word_of_this_moment_goes_to_the_floor(self, house, live, people, eventually):
        await house.enter("anna")
        people.stands_against = "hours"
        assert live.server.ask_gate(self.ASKED)
        await eventually(lambda: live.gate_answers)
        assert live.gate_answers == [events.GateAnswered(call="c1", refusal="hours")]
        assert people.asked_again == ["a1"]

    async def test_without_a_database_nobody_is_dialled(self, house, live, people, eventually):
        await house.enter("anna")
        people.stands_against = OperationalError("gone")
        live.server.ask_gate(self.ASKED)
        await eventually(lambda: live.gate_answers)
        assert live.gate_answers == [events.GateAnswered(call="c1", refusal="broken")]

    async def test_a_permit_that_the_floor_refused_lets_its_number_go(self, house, live, people, eventually):
        live.answers["DialRequested"] = ("in_call", {})
        page = await house.enter("anna")
        assert (await page.order("dial", number="13800000001"))["code"] == "in_call"
        await eventually(lambda: people.let_gone == ["a1"])
