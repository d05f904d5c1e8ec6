"""At the door: what the dialled number and the caller's own number decide (T1, T2)."""

import pytest
from msgspec import structs

from tests.engine.house import CONFIG, NODE, TENANT, access
from tests.engine.story import Story
from zuoxi.engine import events
from zuoxi.engine.commands import AnswerChannel, HangUp, PlayPrompt, RecordFact, StartRecording
from zuoxi.engine.config import TrunkConfig
from zuoxi.engine.facts import BlacklistHit, CallbackOwed, CallEnded, CallStarted, OfferMade, PhaseEntered
from zuoxi.engine.house import House


@pytest.fixture
def story() -> Story:
    story = Story()
    story.seat("li")
    return story


def test_a_caller_who_found_nobody_at_the_door_has_a_record_and_is_owed_a_call():
    story = Story()
    away = events.CallTurnedAway(
        node="house",
        channel="house-7.1",
        trunk="carrier",
        dialled="4008001234",
        caller="013800000001",
        at=story.now - 9_000,
    )
    story.tell(away)
    assert {one.occurred_at for one in story.said(RecordFact)} == {away.at}
    (ended,) = story.facts(CallEnded)
    assert (ended.outcome, ended.started_at, ended.ended_at) == ("failed", away.at, away.at)
    (owed,) = story.facts(CallbackOwed)
    assert (owed.number, owed.service_line, owed.reason) == ("13800000001", "line-1", "switch_lost")
    assert not story.state.calls
    assert story.tell(away) == (), "told twice is told once"


def noted(story: Story, channel: str = "cust-1") -> events.CallTurnedAway:
    """The switch's note of a caller whom it saw nobody answer."""
    return events.CallTurnedAway(
        node=story.node,
        channel=channel,
        trunk="carrier",
        dialled="4008001234",
        caller="013800000001",
        at=story.now - 200,
    )


def test_a_caller_who_left_before_our_answer_and_is_noted_too_has_one_record(story: Story):
    call = story.arrive()
    story.leave("cust-1")
    story.wait(2_000)
    assert story.tell(noted(story)) == ()
    assert [one.call for one in story.facts(CallEnded)] == [call]
    assert len(story.facts(CallbackOwed)) == 1


def test_a_caller_who_left_while_nobody_lived_and_is_noted_before_the_inventory_has_one_record(story: Story):
    call = story.arrive()
    story.tell(events.SwitchLost(node=story.node))
    story.wait(2_000)
    assert story.tell(noted(story)) == ()
    story.connect(events.ChannelSeen(channel=story.line("li"), state="up"))
    assert [(one.call, one.outcome) for one in story.facts(CallEnded)] == [(call, "abandoned")]
    assert len(story.facts(CallbackOwed)) == 1


def test_who_rang_until_he_gave_up_has_waited_so_long():
    story = Story()
    story.tell(
        events.CallTurnedAway(
            node="house",
            channel="house-7.1",
            trunk="carrier",
            dialled="4008001234",
            caller="013800000001",
            at=story.now - 1_000,
            rang_ms=8_000,
        )
    )
    (ended,), (owed,) = story.facts(CallEnded), story.facts(CallbackOwed)
    assert (ended.started_at, ended.ended_at) == (story.now - 9_000, story.now - 1_000)
    assert ended.phases == {"ivr": 8_000} and owed.waited_ms == 8_000


def test_a_call_begins_when_it_rang_and_not_when_somebody_was_there_to_hear_of_it(story: Story):
    came = story.now - 4_000
    call = story.arrive(rang_ms=4_000)
    begins = CallStarted | PhaseEntered
    first = [one.occurred_at for one in story.said(RecordFact) if isinstance(one.fact, begins)]
    assert first == [came, came]
    story.wait(1_000)
    story.leave("cust-1")
    (ended,) = story.facts(CallEnded)
    assert (ended.call, ended.started_at, ended.ended_at) == (call, came, story.now)
    assert sum(ended.phases.values()) == ended.ended_at - ended.started_at == 5_000


def test_a_barred_caller_whom_only_an_inventory_shows_reaches_nobody():
    story = Story()
    story.seat("li")
    at_the_door = events.ChannelSeen(
        channel="cust-1",
        state="ringing",
        direction="inbound",
        trunk="carrier",
        dialled="4008001234",
        caller="13900000000",
        barred_by=(TENANT,),
        rang_ms=3_000,
    )
    story.connect(at_the_door, events.ChannelSeen(channel=story.line("li"), state="up"))
    assert [one.number for one in story.facts(BlacklistHit)] == ["13900000000"]
    assert not story.said(AnswerChannel) and not story.facts(OfferMade)


def test_an_unknown_number_is_told_so_and_released_unanswered(story: Story):
    call = story.arrive(dialled="10010")
    assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [("not-in-service",)]
    story.hear(call)
    assert story.now_ordered(HangUp)
    assert story.facts(CallEnded)[0].outcome == "not_in_service"
    assert not story.said(AnswerChannel) and not story.facts(OfferMade)
    assert not story.facts(CallbackOwed), "unless his line says so"
    assert {one.tenant for one in story.commands if isinstance(one, RecordFact)} == {TENANT}


def test_where_the_trunk_says_so_who_dials_a_number_that_stands_for_nothing_is_owed_a_call():
    trunks = tuple(structs.replace(one, callback_not_in_service=True) for one in CONFIG.trunks)
    story = Story(structs.replace(CONFIG, trunks=trunks))
    story.arrive(dialled="10010")

    (owed,) = story.facts(CallbackOwed)
    assert (owed.reason, owed.queue, owed.service_line) == ("not_in_service", "", "")


def test_a_blacklisted_caller_hears_that_the_system_is_busy_and_reaches_nobody(story: Story):
    call = story.arrive(caller="+86 139 0000 0000", barred_by=(TENANT,))
    assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [("busy",)]
    assert [one.number for one in story.facts(BlacklistHit)] == ["13900000000"]
    story.hear(call)
    assert [one.cause for one in story.now_ordered(HangUp)] == ["busy"]
    assert story.facts(CallEnded)[0].outcome == "blacklisted"
    assert not story.said(AnswerChannel) and not story.said(StartRecording)
    assert not story.facts(OfferMade) and not story.facts(CallbackOwed)


def test_another_company_s_blacklist_bars_nobody_here(story: Story):
    call = story.arrive(barred_by=("another company",))
    assert story.call(call).state == "setting_up"
    assert not story.facts(BlacklistHit)


def test_outside_the_hours_the_caller_is_told_and_owed_a_callback(story: Story):
    call = story.arrive(dialled="4008005678")
    assert [one.prompts for one in story.now_ordered(PlayPrompt)] == [("closed",)]
    assert [(one.reason, one.number) for one in story.facts(CallbackOwed)] == [("closed", "13800000001")]
    story.hear(call)
    assert story.facts(CallEnded)[0].outcome == "closed"


@pytest.mark.parametrize("dialled", ["4008001234", "+864008001234", "0086 400 800 1234"])
def test_a_carrier_may_write_the_access_number_in_its_own_way(story: Story, dialled: str):
    call = story.arrive(dialled=dialled)
    assert story.call(call).house_number == "4008001234"
    assert story.call(call).service_line == "line-1"


def test_a_line_without_announcements_queues_at_once(story: Story):
    call = story.arrive(dialled="4008009999")
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    assert story.call(call).state == "ringing"


def test_a_channel_that_arrives_twice_is_one_call(story: Story):
    story.arrive()
    story.tell(
        events.CallArrived(node=story.node, channel="cust-1", trunk="carrier", dialled="10010", caller="")
    )
    assert len(story.state.calls) == 1


def test_a_set_up_that_the_switch_never_confirms_is_released_and_the_caller_is_owed_a_call(story: Story):
    story.arrive()
    story.wait(10_000)
    assert story.facts(CallEnded)[0].outcome == "failed"
    assert story.facts(CallbackOwed)
    assert [one.channel for one in story.said(HangUp)] == ["cust-1"]


def test_an_announcement_whose_end_is_never_told_does_not_hold_the_caller_for_ever(story: Story):
    call = story.arrive()
    story.tell(events.LegAnswered(node=story.node, channel="cust-1"))
    story.wait(179_000)
    assert story.call(call).state == "greeting"
    story.wait(180_000)
    assert len(story.said(PlayPrompt)) == 2, "whether it was heard is not known"
    story.wait(1_000)
    assert story.call(call).state == "ringing" and not story.call(call).recorded


def test_the_same_digits_on_two_lines_are_two_companies_numbers():
    rival = TrunkConfig(id="rival-line", node=NODE, endpoint="rival", tenant="rival", path="/rival")
    ours = TrunkConfig(id="our-line", node=NODE, endpoint="carrier", tenant=TENANT, path="/root")
    config = structs.replace(
        CONFIG,
        trunks=(ours, rival),
        access_numbers=(
            access("4008001234", trunk="our-line"),
            access("4008001234", trunk="rival-line", tenant="rival", path="/rival/hall"),
            access("4008009999", trunk="rival-line", tenant="rival", path="/rival/hall"),
        ),
    )
    house = House(config)

    def owner(endpoint, dialled):
        found = house.access_number(NODE, endpoint, dialled)
        return found and found.tenant

    assert owner("carrier", "4008001234") == TENANT
    assert owner("rival", "4008001234") == "rival"
    assert owner("carrier", "4008009999") is None
    assert owner("elsewhere", "4008001234") is None


def test_who_owns_the_line_sees_a_call_to_a_number_that_stands_for_nothing():
    ours = TrunkConfig(id="our-line", node=NODE, endpoint="carrier", tenant="theirs", path="/theirs")
    story = Story(structs.replace(CONFIG, trunks=(ours,)))
    story.tell(
        events.CallArrived(
            node=NODE, channel="cust-1", trunk="carrier", dialled="10010", caller="13800138000"
        )
    )

    assert [fact.path for fact in story.facts(CallStarted)] == ["/theirs"]
    assert {one.tenant for one in story.said(RecordFact)} == {"theirs"}
