"""House customs on the line: the agent's number is announced, phones take calls up by themselves (T23)."""

from msgspec.structs import replace

from tests.engine.centre import Centre
from tests.engine.house import CONFIG, LINE, NODE, QUEUE, access, agent
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import Join, PlayPrompt, StartRecording, StopPrompt
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.facts import OfferEnded, SegmentEnded, SegmentStarted
from zuoxi.engine.media import wanted

NUMBER = ("agent-number", "say-yao", "say-0", "say-0", "say-yao", "agent-serves-you")


def house(whisper: str = "", **queue: object) -> FloorConfig:
    line = replace(LINE, whisper=whisper)
    return replace(
        CONFIG,
        queues=(replace(QUEUE, **queue),),
        access_numbers=(access("4008001234", service_line=line),),
    )


ANNOUNCES = house(announce_agent=True)
BY_ITSELF = house(auto_answer=True)
NAMES_IT = house(auto_answer=True, whisper="own-line")


def rings(config: FloorConfig, person: str = "li") -> tuple[Story, str]:
    story = Story(config)
    story.seat(person)
    return story, story.queue()


def in_the_bridge(story: Story, call: str) -> set[str]:
    return set(wanted(story.call(call)).members)


def agent_has_heard(story: Story, call: str) -> None:
    (party,) = story.call(call).hands
    assert party.sound is not None
    story.tell(events.PromptFinished(node=NODE, channel=story.line("li"), playback=party.sound.playback))


class TestTheAgentsNumber:
    def test_is_heard_by_the_caller_before_they_speak(self):
        story, call = rings(ANNOUNCES)
        story.ask(events.AnswerRequested, "li", call=call)
        assert story.call(call).state == "talking" and story.agent("li").doing == "talking"
        assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [NUMBER]
        assert in_the_bridge(story, call) == {story.line("li")}
        story.hear(call)
        assert in_the_bridge(story, call) == {"cust-1", story.line("li")}
        assert len(story.facts(SegmentStarted)) == 1 and len(story.said(StartRecording)) == 1

    def test_keeps_nobody_waiting_whose_end_is_never_told(self):
        story, call = rings(ANNOUNCES)
        story.ask(events.AnswerRequested, "li", call=call)
        story.wait(12_000)
        assert in_the_bridge(story, call) == {"cust-1", story.line("li")}

    def test_that_cannot_be_played_is_left_out(self):
        story, call = rings(ANNOUNCES)
        story.ask(events.AnswerRequested, "li", call=call)
        story.tell(
            events.CommandFailed(node=NODE, subject="cust-1", command="PlayPrompt", reason="bad_prompt")
        )
        assert in_the_bridge(story, call) == {"cust-1", story.line("li")}

    def test_gives_way_to_whatever_the_agent_does(self):
        story, call = rings(ANNOUNCES)
        story.ask(events.AnswerRequested, "li", call=call)
        assert story.ask(events.HoldRequested, "li", call=call).code == "ok"
        assert story.ask(events.ResumeRequested, "li", call=call).code == "ok"
        assert in_the_bridge(story, call) == {"cust-1", story.line("li")}
        story.ask(events.HangUpRequested, "li", call=call)
        assert not story.state.calls and not any("prompt" in one for one in story.state.timers)

    def test_is_heard_from_a_phone_as_well_and_by_a_caller_who_hangs_up_meanwhile(self):
        story, call = rings(ANNOUNCES, "qian")
        story.tell(events.LegAnswered(node=NODE, channel=story.phone(call)))
        assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [NUMBER]
        story.leave("cust-1")
        assert [one.ended_by for one in story.facts(SegmentEnded)] == ["customer"]

    def test_is_not_heard_where_the_queue_does_not_want_it(self):
        story, call = rings(CONFIG)
        story.ask(events.AnswerRequested, "li", call=call)
        assert not story.now_ordered(PlayPrompt)

    def test_is_spoken_in_the_callers_language(self):
        config = replace(ANNOUNCES, access_numbers=(access("4008001234", language="en"),))
        story, call = rings(config)
        story.ask(events.AnswerRequested, "li", call=call)
        assert story.now_ordered(PlayPrompt)[0].prompts[1] == "say-1"


class TestAPhoneThatTakesCallsUpByItself:
    def test_tells_its_agent_by_a_tone_and_then_they_speak(self):
        story, call = rings(BY_ITSELF)
        assert story.agent("li").doing == "ringing" and in_the_bridge(story, call) == {story.line("li")}
        heard = {one.channel: one.prompts for one in story.now_ordered(PlayPrompt)}
        assert heard == {story.line("li"): ("beep",)}
        agent_has_heard(story, call)
        assert story.agent("li").doing == "talking"
        assert in_the_bridge(story, call) == {"cust-1", story.line("li")}
        assert [one.outcome for one in story.facts(OfferEnded)] == ["answered"]

    def test_names_the_business_line(self):
        story, call = rings(NAMES_IT)
        (party,) = story.call(call).hands
        assert party.sound is not None and party.sound.prompts == ("beep", "own-line")

    def test_takes_it_up_also_when_nobody_tells_that_he_was_told(self):
        story, _ = rings(BY_ITSELF)
        story.wait(6_000)
        assert story.agent("li").doing == "talking"

    def test_may_be_answered_at_once_and_the_tone_is_broken_off(self):
        story, call = rings(BY_ITSELF)
        assert story.ask(events.AnswerRequested, "li", call=call).code == "ok"
        assert story.now_ordered(StopPrompt) and story.now_ordered(Join)
        assert not any("told" in one for one in story.state.timers)

    def test_lets_its_agent_decline_meanwhile(self):
        story, call = rings(BY_ITSELF)
        assert story.ask(events.DeclineRequested, "li", call=call, reason="rest").code == "ok"
        assert story.call(call).state == "queued" and not in_the_bridge(story, call)
        story.wait(6_000)
        assert story.agent("li").doing == "not_ready"

    def test_is_let_go_by_a_caller_who_hangs_up_meanwhile_and_by_a_line_that_is_lost(self):
        story, call = rings(BY_ITSELF)
        story.leave("cust-1")
        assert [one.outcome for one in story.facts(OfferEnded)] == ["abandoned"]
        assert story.agent("li").doing == "ready"
        story, call = rings(BY_ITSELF)
        story.tell(events.LegEnded(node=NODE, channel=story.line("li")))
        assert story.call(call).state == "queued"

    def test_is_a_setting_of_a_persons_device_as_well(self):
        li = agent("li")
        device = replace(li.devices[0], auto_answer=True)
        story, call = rings(replace(CONFIG, agents=(replace(li, devices=(device,)), *CONFIG.agents[1:])))
        agent_has_heard(story, call)
        assert story.agent("li").doing == "talking"

    def test_never_is_a_desk_phone_nor_one_of_several_at_whom_it_rings(self):
        story, call = rings(BY_ITSELF, "qian")
        assert not story.now_ordered(PlayPrompt)
        story = Story(house(auto_answer=True, strategy="ring_all"))
        for person in ("li", "wang"):
            story.seat(person)
        call = story.queue()
        assert len(story.call(call).of("ringing")) == 2 and not in_the_bridge(story, call)

    def test_announces_the_agents_number_after_the_tone(self):
        story, call = rings(house(auto_answer=True, announce_agent=True))
        agent_has_heard(story, call)
        assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [NUMBER]
        story.hear(call)
        assert in_the_bridge(story, call) == {"cust-1", story.line("li")}

    def test_takes_nothing_up_for_an_agent_whose_page_is_gone(self):
        story, call = rings(BY_ITSELF)
        story.tell(events.DesktopLost(person="li", desktop="page-1"))
        assert story.call(call).state == "queued" and not in_the_bridge(story, call)
        assert [one.outcome for one in story.facts(OfferEnded)] == ["withdrawn"]
        assert not any("told" in one for one in story.state.timers)

    def test_takes_nothing_up_while_its_switch_is_away(self):
        story, call = rings(BY_ITSELF)
        story.tell(events.SwitchLost(node=NODE))
        story.wait(story.state.house.config.timers.switch_grace_ms)
        assert story.call(call).state == "queued" and story.agent("li").doing != "talking"

    def test_takes_nothing_up_while_its_switch_is_away_and_the_callers_is_not(self):
        centre = Centre(BY_ITSELF, "far")
        centre.come_to_work("li", "far")
        centre.customer_calls(dialled="4008001234")
        while centre.agent("li").doing != "ringing":
            centre.wait(500)
        centre.tell(events.SwitchLost(node="far"))
        centre.wait(6_000)
        assert centre.only_call().state == "queued" and centre.agent("li").doing == "ready"
