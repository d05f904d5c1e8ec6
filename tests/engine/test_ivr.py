"""A caller goes through a flow on the floor: keys, announcements, look-ups, and what is told of it."""

import msgspec
import pytest
from immutables import Map
from msgspec.structs import replace

from tests.engine.house import CONFIG, NODE, QUEUE, TENANT, access
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import AskData, PlayPrompt, RecordFact, Remark, StopPrompt
from zuoxi.engine.config import FlowConfig
from zuoxi.engine.encoding import dump
from zuoxi.engine.facts import CallbackOwed, CallEnded, CallQueued, IvrEntered, IvrLeft, IvrPassed, IvrUnheard
from zuoxi.engine.ivr import flow as f
from zuoxi.kernel.calendars import OpeningHours

ASKED = (f.PromptPart(prompt="press-1"),)
SALES = replace(QUEUE, id="sales", name="销售")
MENU = f.Menu(
    id="menu",
    say=ASKED,
    keys=("1", "2", "3"),
    exits={"1": "sales", "2": "pin", "3": "bye", "invalid": "own", "no_input": "bye"},
)
PIN = f.Collect(
    id="pin",
    say=(f.PromptPart(prompt="enter-pin"),),
    variable="pin",
    secret=True,
    exits={"next": "ask", "invalid": "bye", "no_input": "bye"},
)
ASK = f.LookUp(
    id="ask",
    source="order",
    inputs={"number": "caller", "pin": "pin"},
    outputs={"state": "state"},
    exits={"found": "tell", "not_found": "own", "failed": "own"},
)
TELL = f.Play(id="tell", say=(f.ValuePart(variable="state", spoken_as="prompt"),), exits={"next": "bye"})
FLOW = f.Flow(
    start="menu",
    nodes=(
        MENU,
        PIN,
        ASK,
        TELL,
        f.ToQueue(id="sales", queue_id="sales"),
        f.ToQueue(id="own"),
        f.HangUpNode(id="bye", say=(f.PromptPart(prompt="goodbye"),)),
    ),
)


def published(flow=FLOW, version=1):
    one = FlowConfig(id="main", version=version, tenant=TENANT, flow=flow, calendar=OpeningHours())
    return replace(
        CONFIG,
        version=version,
        queues=(QUEUE, SALES),
        access_numbers=(access("4008009999", greeting="", recording_announcement="", flow=one.key),),
        flows=(one,),
    )


class Caller:
    """Somebody who is in the flow."""

    def __init__(self, story, channel="cust-1"):
        self.story = story
        self.id = story.arrive(channel, dialled="4008009999")
        story.tell(events.LegAnswered(node=NODE, channel=channel))

    @property
    def call(self):
        return self.story.state.calls.get(self.id)

    def presses(self, keys):
        for key in keys:
            self.story.tell(events.KeyPressed(node=NODE, channel=self.call.channel, digit=key))

    def hears(self):
        """Hears what is said to its end; what it was."""
        sound = self.call.customer.sound
        self.story.tell(events.PromptFinished(node=NODE, channel=self.call.channel, playback=sound.playback))
        return sound.prompts

    def hangs_up(self):
        self.story.tell(events.LegEnded(node=NODE, channel=self.call.channel))


@pytest.fixture
def story():
    return Story(published())


@pytest.fixture
def caller(story):
    return Caller(story)


def exits(story):
    return [(one.node, one.exit) for one in story.facts(IvrPassed)]


def test_a_caller_hears_the_menu_of_the_number_he_dialled(story, caller):
    assert caller.call.state == "in_ivr" and caller.call.phase == "ivr"
    assert caller.call.customer.sound.prompts == ("press-1",)
    assert [one.flow for one in story.facts(IvrEntered)] == ["main"]


def test_a_key_breaks_the_announcement_off_and_brings_him_into_its_queue(story, caller):
    caller.presses("1")

    assert story.said(StopPrompt)
    assert caller.call.queue.id == "sales" and caller.call.state == "queued"
    assert [one.queue for one in story.facts(CallQueued)] == ["sales"]
    assert [(one.to, one.queue) for one in story.facts(IvrLeft)] == [("queue", "sales")]


def test_who_waits_for_an_agent_is_answered_as_any_caller(story, caller):
    story.seat("wang")
    caller.presses("1")

    assert caller.call.state == "ringing"


def test_silence_is_told_and_at_last_he_is_bidden_goodbye(story, caller):
    caller.hears()
    story.wait(5_000)
    assert caller.hears() == ("press-1",)
    story.wait(5_000)
    assert caller.hears() == ("goodbye",)

    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.ended_by) == ("served_in_ivr", "system")
    assert exits(story) == [("menu", "no_input")]
    assert not story.facts(CallbackOwed)


def test_who_hangs_up_in_the_flow_is_told_apart_from_who_left_a_queue(story, caller):
    caller.hangs_up()

    (ended,) = story.facts(CallEnded)
    assert ended.outcome == "left_in_ivr" and set(ended.phases) == {"ivr"}
    assert [(one.to, one.node) for one in story.facts(IvrLeft)] == [("caller", "menu")]
    assert not story.facts(CallbackOwed) and not story.facts(CallQueued)


def test_where_the_number_says_so_who_hangs_up_in_the_flow_is_owed_a_call():
    config = published()
    numbers = tuple(replace(one, callback_in_flow=True) for one in config.access_numbers)
    story = Story(replace(config, access_numbers=numbers))
    Caller(story).hangs_up()

    (owed,) = story.facts(CallbackOwed)
    assert (owed.reason, owed.queue) == ("left_in_ivr", "orders")
    assert story.facts(CallEnded)[0].outcome == "left_in_ivr"


@pytest.mark.parametrize("keys", ["", "2", "2#", "29", "2902", "2902#", "3"])
def test_he_may_hang_up_at_each_step(story, keys):
    caller = Caller(story)
    caller.presses(keys)
    caller.hangs_up()

    assert len(story.facts(CallEnded)) == 1 and not story.state.calls
    assert not story.state.secrets and not any("ivr" in timer for timer in story.state.timers)


class TestLookUps:
    def asked(self, caller):
        caller.presses("2" + "90210#")
        (asked,) = [one for one in caller.story.last if isinstance(one, AskData)]
        return asked

    def test_a_data_source_is_asked_and_its_answer_is_said(self, story, caller):
        asked = self.asked(caller)
        assert (asked.source, asked.inputs, asked.secret) == (
            "order",
            {"number": caller.call.number},
            {"pin": "90210"},
        )
        assert story.state.secrets[caller.id]["pin"] == "90210"

        story.tell(events.DataAnswered(call=caller.id, number=asked.number, outputs={"state": "order-sent"}))

        assert caller.hears() == ("order-sent",)

    def test_what_takes_too_long_goes_on_without_it(self, story, caller):
        asked = self.asked(caller)
        story.wait(3_000)
        story.tell(events.DataAnswered(call=caller.id, number=asked.number, outputs={"state": "x"}))

        assert exits(story)[-1] == ("ask", "failed") and caller.call.queue.id == "orders"

    def test_he_has_not_left_before_an_answer_that_came_while_the_switch_was_away(self, story, caller):
        asked = self.asked(caller)
        story.tell(events.SwitchLost(node=NODE))
        story.now += 2_000
        story.tell(events.DataAnswered(call=caller.id, number=asked.number, outputs={"state": "x"}))
        story.now += 1_000
        story.tell(events.SwitchConnected(node=NODE))
        story.tell(events.LegEnded(node=NODE, channel="cust-1", ago_ms=2_500))

        told = [one for one in story.said(RecordFact) if isinstance(one.fact, IvrPassed | IvrLeft)]
        moments = [one.occurred_at for one in told]
        assert isinstance(told[-1].fact, IvrLeft) and moments == sorted(moments)

    def test_a_caller_who_is_sent_away_leaves_no_secret_behind(self, story, caller):
        self.asked(caller)
        story.tell(events.StepBroke(what="", subjects=(f"call:{caller.id}",), hardness=1))
        assert caller.call.state == "parting" and not story.state.secrets

    def test_secret_digits_stand_in_nothing_that_is_written(self, story, caller):
        asked = self.asked(caller)
        story.tell(events.DataAnswered(call=caller.id, number=asked.number, outputs=None))

        facts = [one for one in story.commands if isinstance(one, RecordFact)]
        written = dump(story.state) + dump(story.kept.state()[0]) + msgspec.json.encode(facts)
        assert b"90210" not in written and b"9021" not in written


def test_a_prompt_that_cannot_be_played_is_told_and_the_flow_goes_on(story, caller):
    story.tell(
        events.CommandFailed(node=NODE, command="PlayPrompt", subject=caller.call.channel, reason="no file")
    )

    assert [one.prompts for one in story.facts(IvrUnheard)] == [("press-1",)]
    assert [one.code for one in story.last if isinstance(one, Remark)] == ["ivr_unheard"]
    caller.presses("1")
    assert caller.call.state == "queued"


def test_a_call_in_progress_keeps_the_version_that_it_began_with(story, caller):
    other = replace(FLOW, nodes=(f.ToQueue(id="menu", queue_id="sales"),))
    story.tell(events.ConfigChanged(config=published(other, version=2)))

    caller.presses("3")
    assert caller.hears() == ("goodbye",)
    later = Caller(story, "cust-2")
    assert later.call.state == "queued"
    story.tell(events.ConfigChanged(config=published(other, version=3)))
    assert set(story.state.flows) == {"main@2"}, "only what calls are still in"


def test_a_queue_that_is_gone_leaves_the_caller_in_that_of_his_number(story, caller):
    story.tell(events.ConfigChanged(config=replace(published(), version=2, queues=(QUEUE,))))
    caller.presses("1")

    assert caller.call.queue.id == "orders"
    assert "ivr_queue_gone" in [one.code for one in story.commands if isinstance(one, Remark)]


def test_a_flow_that_cannot_go_on_leaves_the_caller_in_the_queue_of_his_number(story):
    story.tell(events.ConfigChanged(config=published(f.Flow(start="x"), version=2)))
    caller = Caller(story)

    assert caller.call.state == "queued" and caller.call.queue.id == "orders"
    assert [(one.to, one.why) for one in story.facts(IvrLeft)] == [("broken", "no_such_node")]


def test_keys_mean_nothing_outside_of_a_flow(story, caller):
    caller.presses("1")
    before = story.state
    caller.presses("123")

    assert story.state.calls == before.calls
    assert len(story.said(PlayPrompt)) <= 1


def test_a_flow_may_send_a_caller_to_leave_a_message(story):
    story.tell(events.ConfigChanged(config=published(f.Flow(start="v", nodes=(f.ToVoicemail(id="v"),)), 2)))
    caller = Caller(story)

    assert caller.call.state == "inviting"
    assert [one.to for one in story.facts(IvrLeft)] == ["voicemail"]


@pytest.mark.parametrize("heard", [False, True])
def test_whose_flow_could_not_be_read_again_waits_in_the_queue_of_his_number(story, caller, heard):
    if heard:
        caller.hears()
    story.tell(events.ConfigChanged(config=replace(published(version=2), flows=())))
    story.state = replace(story.state, flows=Map())
    story.wait(90_000)

    assert caller.call.state == "queued" and caller.call.queue.id == "orders"
    assert [(one.to, one.why) for one in story.facts(IvrLeft)] == [("broken", "no_such_node")]


def test_a_key_that_nobody_could_hear_is_waited_for_once_more(story, caller):
    caller.hears()
    story.tell(events.SwitchLost(node=NODE))
    story.wait(10_000)
    story.connect(events.ChannelSeen(channel="cust-1", state="up"))
    story.wait(4_999)
    assert caller.call.ivr.state == "listening" and not caller.call.ivr.no_input
    caller.presses("1")
    assert caller.call.state == "queued"


def test_a_node_that_says_more_than_one_long_prompt_is_heard_to_its_end():
    long = f.Play(
        id="menu",
        say=(f.PromptPart(prompt="own-terms"), f.PromptPart(prompt="own-more")),
        exits={"next": "bye"},
    )
    flow = replace(FLOW, nodes=(long, *FLOW.nodes[-1:]))
    story = Story(published(flow))
    caller = Caller(story)
    story.wait(179_000)
    assert caller.call.customer.sound.prompts == ("own-terms", "own-more")
    story.wait(1_000)
    assert caller.call.customer.sound.prompts == ("goodbye",), (
        "nobody waits for ever for an end that is not told"
    )
