"""A leader on an agent's call: he listens, speaks to the agent alone, speaks with both (T12)."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.engine.centre import Centre
from tests.engine.house import CONFIG, NODE, TENANT
from tests.engine.ledger import Ledger
from tests.engine.shown import as_wanted
from tests.engine.story import Story
from tests.engine.truths import check
from zuoxi.engine import events, floor
from zuoxi.engine.commands import DestroyBridge, HangUp, Join, Leave, Snoop, SwitchCommand
from zuoxi.engine.config_edit import ConfigEdit
from zuoxi.engine.encoding import dump, load
from zuoxi.engine.events import SuperviseRequested, SupervisionStopRequested
from zuoxi.engine.facts import HelpEnded, LegStarted, SupervisionBegan, SupervisionEnded
from zuoxi.engine.refusals import REFUSALS
from zuoxi.engine.state import Party
from zuoxi.engine.view import CallView

LEADER = events.Leader(name="陈班长", tenant=TENANT, paths=("/root/hall/",))
ELSEWHERE = events.Leader(name="外人", tenant=TENANT, paths=("/root/other/",))


def at_work(config: Any = CONFIG, *, leader: str = "zhao") -> tuple[Story, str]:
    """Li speaks with a customer; his leader is signed in and takes no calls himself."""
    story = Story(config)
    story.seat("li")
    story.seat(leader, ready=False)
    call = story.talk("li")
    story.wait(5_000)
    return story, call


def moved(story: Story, person: str, path: str) -> ConfigEdit:
    """The edit by which an agent belongs somewhere else."""
    agent = replace(story.state.house.agents[person], path=path)
    return ConfigEdit(version=story.state.house.config.version + 1, agents=(agent,))


def comes(story: Story, call: str, way: str = "monitor", who: str = "zhao", **fields: Any) -> str:
    asked = {"leader": LEADER, "agent": "li", "call": call, "way": way} | fields
    return story.ask(SuperviseRequested, who, None, **asked).code


class TestWhoHearsWhom:
    @pytest.fixture
    def centre(self) -> Centre:
        centre = Centre()
        centre.come_to_work("li")
        self.customer = centre.customer_calls()
        self.call = centre.only_call().id
        centre.ask(events.AnswerRequested, "li", call=self.call)
        centre.come_to_work("zhao")
        centre.ask(events.NotReadyRequested, "zhao", reason="rest")
        return centre

    def line(self, centre: Centre, person: str) -> str:
        leg = centre.agent(person).line
        assert leg is not None
        return leg.channel

    def hear(self, centre: Centre, *leaders: str) -> dict[str, set[str]]:
        """Who hears whom, by name."""
        names = {self.customer: "customer"}
        names |= {self.line(centre, person): person for person in ("li", *leaders)}
        hears = centre.switch.hears
        return {name: {names.get(one, one) for one in hears(channel)} for channel, name in names.items()}

    def comes(self, centre: Centre, way: str, who: str = "zhao") -> None:
        fields = {"leader": LEADER, "agent": "li", "call": self.call, "way": way}
        assert centre.ask(SuperviseRequested, who, **fields) == "ok"

    def test_a_leader_who_listens_hears_both_and_neither_hears_him(self, centre: Centre):
        self.comes(centre, "monitor")
        both = {"customer", "li"}
        assert self.hear(centre, "zhao") == {"customer": {"li"}, "li": {"customer"}, "zhao": both}

    def test_whispering_only_the_agent_hears_him(self, centre: Centre):
        self.comes(centre, "whisper")
        both = {"customer", "li"}
        assert self.hear(centre, "zhao") == {"customer": {"li"}, "li": {"customer", "zhao"}, "zhao": both}

    def test_barging_in_all_hear_all(self, centre: Centre):
        self.comes(centre, "barge")
        assert self.hear(centre, "zhao") == {
            "customer": {"li", "zhao"},
            "li": {"customer", "zhao"},
            "zhao": {"customer", "li"},
        }

    def test_he_changes_between_the_three_and_leaves_without_a_trace(self, centre: Centre):
        alone = self.hear(centre)
        for way in ("monitor", "whisper", "barge", "whisper", "monitor", "barge", "monitor"):
            self.comes(centre, way)
        assert self.hear(centre, "zhao")["customer"] == {"li"}
        assert centre.ask(SupervisionStopRequested, "zhao") == "ok"
        assert self.hear(centre) == alone
        assert self.line(centre, "zhao") in centre.switch.channels, "his line stands"
        assert len(centre.switch.bridges) == 1
        assert not [one for one in centre.switch.channels.values() if one.party == "ear"]
        assert not centre.refused

    def test_two_leaders_are_on_one_call_each_in_his_way(self, centre: Centre):
        centre.come_to_work("wang")
        centre.ask(events.NotReadyRequested, "wang", reason="rest")
        self.comes(centre, "monitor")
        self.comes(centre, "whisper", "wang")
        heard = self.hear(centre, "zhao", "wang")
        assert heard["customer"] == {"li"} and heard["li"] == {"customer", "wang"}
        assert heard["zhao"] >= {"customer", "li"} and heard["wang"] == {"customer", "li"}
        self.comes(centre, "barge")
        assert self.hear(centre, "zhao", "wang")["customer"] == {"li", "zhao"}
        assert centre.ask(events.HangUpRequested, "li", call=self.call) == "ok"
        assert not centre.state.calls and not centre.switch.bridges
        for leader in ("zhao", "wang"):
            assert centre.agent(leader).doing == "not_ready"
            assert [word.kind for word in centre.agent(leader).words] == ["call_over"]

    def test_a_customer_on_hold_hears_music_while_leader_and_agent_speak(self, centre: Centre):
        assert centre.ask(events.HoldRequested, "li", call=self.call) == "ok"
        self.comes(centre, "barge")
        assert self.hear(centre, "zhao") == {"customer": set(), "li": {"zhao"}, "zhao": {"li"}}

    def test_a_leader_goes_on_to_another_agents_call(self, centre: Centre):
        centre.come_to_work("wang")
        centre.customer_calls("13800000002")
        other = next(call.id for call in centre.state.calls.values() if call.id != self.call)
        assert centre.ask(events.AnswerRequested, "wang", call=other) == "ok"
        self.comes(centre, "barge")
        fields = {"leader": LEADER, "agent": "wang", "call": other, "way": "monitor"}
        assert centre.ask(SuperviseRequested, "zhao", **fields) == "ok"
        assert centre.agent("zhao").calls == (other,)
        assert self.hear(centre, "zhao")["customer"] == {"li"}

    def test_our_process_dies_and_he_is_on_the_call_still(self, centre: Centre):
        self.comes(centre, "whisper")
        before = self.hear(centre, "zhao")
        centre.switch.disconnect()
        centre.state = load(dump(centre.state))
        ordered = len(centre.switch.commands)
        centre.tell(events.EpochStarted(epoch=2, seed="again"))
        centre.tell(events.ConfigChanged(config=CONFIG))
        centre.switch.connect(centre._told.append)  # type: ignore[arg-type]
        centre.settle()
        assert self.hear(centre, "zhao") == before
        kinds = {type(one) for one in centre.switch.commands[ordered:]}
        assert not kinds & {Snoop, Join, Leave, HangUp, DestroyBridge}, "what stands is left standing"

    def test_the_records_are_lost_and_nobody_listens_unknown(self, centre: Centre):
        self.comes(centre, "monitor")
        centre.switch.disconnect()
        centre.state, centre.ledger = floor.empty(), Ledger()
        centre.tell(events.EpochStarted(epoch=2, seed="again"))
        centre.tell(events.ConfigChanged(config=CONFIG))
        centre.switch.connect(centre._told.append)  # type: ignore[arg-type]
        centre.settle()
        assert not [one for one in centre.switch.channels.values() if one.party == "ear"]
        assert not [one for one in centre.switch.bridges if one.startswith("zl-")]
        assert centre.only_call().state == "talking", "the conversation goes on"


class TestWhoComes:
    @pytest.mark.parametrize("way", ["monitor", "whisper", "barge"])
    def test_facts_say_who_was_on_whose_call_in_which_way_and_how_long(self, way: str):
        story, call = at_work()
        assert comes(story, call, way) == "ok"
        story.wait(7_000)
        assert story.ask(SupervisionStopRequested, "zhao").code == "ok"
        (began,) = story.facts(SupervisionBegan)
        assert (began.call, began.leader, began.agent, began.way) == (call, "zhao", "li", way)
        assert began.path == "/root/hall/team"
        (ended,) = story.facts(SupervisionEnded)
        assert (ended.leader, ended.way, ended.ms) == ("zhao", way, 7_000)
        assert [leg.kind for leg in story.facts(LegStarted)][-1] == "supervisor"
        assert story.agent("zhao").doing == "not_ready"

    def test_he_is_seen_to_supervise_and_an_agent_sees_only_whom_he_hears(self):
        story, call = at_work()

        def leaders() -> list[tuple[str, str]]:
            view = story.shown[f"call:{call}"]
            assert isinstance(view, CallView)
            return [(one.person, one.way) for one in view.leaders]

        comes(story, call, "monitor")
        supervises = story.look("zhao").supervises
        assert supervises is not None
        assert (supervises.agent, supervises.call, supervises.way) == ("li", call, "monitor")
        assert story.look("zhao").state == "supervising" and leaders() == []
        comes(story, call, "whisper")
        assert leaders() == [("zhao", "whisper")]
        story.check_views()

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"leader": ELSEWHERE}, "not_in_reach"),
            ({"leader": replace(LEADER, tenant="other")}, "not_in_reach"),
            ({"agent": "nobody"}, "not_in_reach"),
            ({"agent": "wang"}, "agent_absent"),
            ({"agent": "zhao"}, "not_yourself"),
        ],
    )
    def test_what_is_not_his_to_hear_is_refused(self, changes: dict[str, Any], code: str):
        story, call = at_work()
        assert comes(story, call, **changes) == code
        assert code in REFUSALS and not story.facts(SupervisionBegan)

    def test_a_call_that_has_just_ended_is_over_for_him_too(self):
        story, call = at_work()
        story.leave("cust-1")
        assert comes(story, call, "barge") == "no_such_call"
        assert story.agent("zhao").doing == "not_ready"

    def test_he_needs_a_line_and_free_hands(self):
        story, call = at_work()
        story.leave(story.line("zhao"))
        assert comes(story, call) == "line_down"
        story.take_line("zhao")
        phone, its_call = at_work(leader="qian")
        assert comes(phone, its_call, who="qian") == "listen_in_browser"
        busy, first = at_work()
        busy.seat("wang")
        busy.talk("wang", "cust-2")
        assert comes(busy, first, who="wang") == "in_call"
        assert comes(story, call, who="sun") == "no_session"

    def test_while_it_rings_at_the_agent_there_is_nothing_to_hear(self):
        story = Story()
        story.seat("li")
        story.seat("zhao", ready=False)
        assert comes(story, story.queue()) == "wrong_state"

    def test_a_ready_leader_takes_no_calls_meanwhile_and_is_ready_again(self):
        story, call = at_work()
        story.ready("zhao")
        comes(story, call)
        story.queue("cust-2")
        story.wait(25_000)
        assert story.agent("zhao").doing == "supervising"
        story.leave("cust-1")
        assert story.agent("zhao").doing == "ringing", "who waits is offered to him at once"


class TestHowItEnds:
    def test_his_line_is_lost_and_he_with_it(self):
        story, call = at_work()
        comes(story, call, "barge")
        story.leave(story.line("zhao"))
        assert not story.call(call).leaders and story.call(call).state == "talking"
        assert story.agent("zhao").doing == "not_ready"

    @pytest.mark.parametrize("way", ["monitor", "whisper", "barge"])
    def test_the_agents_line_is_lost_and_he_is_told_that_he_hears_nobody(self, way: str):
        story, call = at_work()
        comes(story, call, way)
        story.leave(story.line("li"))
        assert story.call(call).state == "reconnecting" and not story.call(call).leaders
        assert [word.kind for word in story.agent("zhao").words] == ["ear_lost"]

    def test_his_ear_is_lost_and_he_is_told(self):
        story, call = at_work()
        comes(story, call)
        (snoop,) = story.said(Snoop)
        story.leave(snoop.channel)
        assert [(word.kind, word.by) for word in story.agent("zhao").words] == [("ear_lost", "Li")]
        assert story.agent("zhao").doing == "not_ready" and story.call(call).state == "talking"

    def test_the_switch_would_not_let_him_hear(self):
        story, call = at_work()
        comes(story, call)
        (snoop,) = story.said(Snoop)
        story.tell(
            events.CommandFailed(node=NODE, command="Snoop", subject=snoop.channel, reason="no", gone=True)
        )
        assert story.agent("zhao").doing == "not_ready"

    def test_the_customer_is_passed_on_and_he_stays_with_neither(self):
        story, call = at_work()
        story.seat("wang")
        comes(story, call, "whisper")
        target = events.Target(kind="agent", id="wang")
        assert story.ask(events.TransferRequested, "li", call=call, target=target).code == "ok"
        assert not story.call(call).leaders
        assert [word.kind for word in story.agent("zhao").words] == ["call_over"]

    def test_his_agent_moves_to_where_he_does_not_lead(self):
        story, call = at_work()
        comes(story, call, "whisper")
        (leader,) = story.call(call).leaders
        story.tell(events.ConfigEdited(edit=moved(story, "li", "/root/hall/other-team")))
        assert story.call(call).leaders == (leader,), "there he leads too"
        story.tell(events.ConfigEdited(edit=moved(story, "li", "/root/elsewhere")))
        self.is_off(story, call, leader)
        assert [(word.kind, word.by) for word in story.agent("zhao").words] == [("out_of_reach", "Li")]
        assert comes(story, call) == "not_in_reach"

    def test_only_leaders_who_do_not_lead_him_there_leave_an_agent_who_moves(self):
        story, call = at_work()
        story.seat("wang", ready=False)
        comes(story, call)
        comes(story, call, who="wang", leader=replace(LEADER, paths=("/root/",)))
        story.tell(events.ConfigEdited(edit=moved(story, "li", "/root/elsewhere")))
        assert [one.person for one in story.call(call).leaders] == ["wang"]

    def test_he_is_judged_by_the_reach_that_he_asked_with_last(self):
        story, call = at_work()
        comes(story, call)
        comes(story, call, leader=replace(LEADER, paths=("/root/",)))
        story.tell(events.ConfigEdited(edit=moved(story, "li", "/root/elsewhere")))
        assert [one.person for one in story.call(call).leaders] == ["zhao"]

    @pytest.mark.parametrize("ready", [True, False])
    def test_he_is_taken_out_of_the_house(self, ready: bool):
        story, call = at_work()
        if ready:
            story.ready("zhao")
        comes(story, call, "barge")
        (leader,) = story.call(call).leaders
        story.tell(events.ConfigEdited(edit=ConfigEdit(version=2, gone={"agents": ("zhao",)})))
        self.is_off(story, call, leader)
        assert "zhao" not in story.state.agents

    def test_his_rights_are_lost_and_he_is_told(self):
        story, call = at_work()
        comes(story, call, "barge")
        (leader,) = story.call(call).leaders
        assert story.ask(SupervisionStopRequested, "zhao", None, lost="wang").code == "not_on_a_call"
        assert story.call(call).leaders == (leader,), "it is not him whom he lost"
        assert story.ask(SupervisionStopRequested, "zhao", None, lost="li").code == "ok"
        self.is_off(story, call, leader)
        assert [(word.kind, word.by) for word in story.agent("zhao").words] == [("out_of_reach", "Li")]

    def test_his_page_is_gone_and_nobody_knows_whether_he_still_may(self):
        story, call = at_work()
        comes(story, call)
        (leader,) = story.call(call).leaders
        story.tell(events.DesktopLost(person="zhao", desktop=story.agent("zhao").desktop))
        story.wait(CONFIG.timers.desktop_grace_ms - 1)
        assert story.call(call).leaders == (leader,), "it may be a reload"
        story.wait(1)
        self.is_off(story, call, leader)
        assert [word.kind for word in story.agent("zhao").words] == ["ear_lost"]
        assert comes(story, call) == "no_session", "whatever another page of his asks"

    def is_off(self, story: Story, call: str, leader: Party) -> None:
        """The two speak on, and nobody hears them."""
        assert story.call(call).state == "talking" and not story.call(call).leaders
        assert leader.ear is None or leader.ear.channel not in story.known()
        assert [one.leader for one in story.facts(SupervisionEnded)] == [leader.person]
        check(story.state)

    def test_hanging_up_leaves_the_call_to_the_two(self):
        story, call = at_work()
        comes(story, call, "barge")
        assert story.ask(events.HangUpRequested, "zhao", call=call).code == "ok"
        assert story.call(call).state == "talking" and not story.call(call).leaders

    def test_help_that_has_come_is_asked_for_no_more(self):
        story, call = at_work()
        assert story.ask(events.HelpRequested, "li", wanted=True).code == "ok"
        asked = story.look("li").help_since
        assert asked == story.now
        story.wait(4_000)
        comes(story, call, "whisper")
        assert story.look("li").help_since == 0
        (ended,) = story.facts(HelpEnded)
        assert (ended.how, ended.by, ended.ms) == ("came", "zhao", 4_000)

    def test_an_inventory_that_shows_what_should_be_orders_nothing(self):
        story, call = at_work()
        for way in ("monitor", "barge", "whisper"):
            comes(story, call, way)
            seen = as_wanted(story.state, NODE, asked=story.now + 1)
            _, commands = floor.step(story.state, seen, story.now)
            assert not [one for one in commands if isinstance(one, SwitchCommand)]
            check(story.state)

    def test_his_ear_goes_with_a_call_that_had_to_be_cut_off(self):
        story, call = at_work()
        comes(story, call)
        (leader,) = story.call(call).leaders
        story.tell(events.StepBroke(what="", subjects=(f"call:{call}",), hardness=2))
        assert leader.ear is not None
        assert leader.ear.channel in [one.channel for one in story.now_ordered(HangUp)]
        assert leader.ear.channel not in story.known() and not story.state.calls
        assert [one.leader for one in story.facts(SupervisionEnded)] == ["zhao"]

    def test_a_leader_whose_session_had_to_be_taken_out_leaves_the_call_to_the_two(self):
        story, call = at_work()
        comes(story, call)
        (leader,) = story.call(call).leaders
        story.tell(events.StepBroke(what="", subjects=("agent:zhao",), hardness=2))
        assert story.agent("li").doing == "talking" and not story.call(call).leaders
        assert leader.ear is not None and leader.ear.channel not in story.known()
        assert [one.leader for one in story.facts(SupervisionEnded)] == ["zhao"]
        check(story.state)
