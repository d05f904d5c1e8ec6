"""The house calls no more customers by itself than it has agents to spare."""

from msgspec.structs import replace

from zuoxi.engine.pacing import NEAR_MS, Spare, turn_has_come
from zuoxi.engine.view import AgentView, CallView, QueueView


def agent(person: str, *groups: str, state="ready", call="", connected=True, line="up") -> AgentView:
    return AgentView(
        id=person,
        session="s",
        tenant="t",
        path="/",
        name=person,
        number="1",
        state=state,
        reason="",
        since=0,
        next_reason="",
        device="d",
        device_kind="webrtc",
        line=line,
        desktop="p",
        connected=connected,
        call=call,
        groups=groups,
        missed=0,
        wrap_up_until=0,
        version=1,
    )


def in_call(call: str, *, queue="", state="queued", number="13900000000", agent="") -> CallView:
    return CallView(
        id=call,
        tenant="t",
        path="/",
        direction="inbound",
        phase="queue",
        state=state,
        since=0,
        started_at=0,
        queued_at=0,
        answered_at=0,
        customer_number=number,
        house_number="4001",
        service_line="",
        service_line_en="",
        called_for="",
        queue=queue,
        agent=agent,
        segment="",
        muted=False,
        recording=False,
        hung_up_by="",
        version=1,
    )


SERVING = {"orders": frozenset({"one"}), "care": frozenset({"one", "two"}), "empty": frozenset({"three"})}


def test_a_free_agent_is_to_spare_for_the_queues_that_he_serves():
    spare = Spare([agent("li", "one")], SERVING)
    assert spare.queues() == {"orders", "care"}
    assert spare.take("orders")
    assert spare.queues() == frozenset()
    assert not spare.take("care")


def test_who_is_not_ready_busy_lost_or_without_a_line_is_not():
    people = [
        agent("a", "one", state="not_ready"),
        agent("b", "one", call="c"),
        agent("c", "one", connected=False),
        agent("d", "one", line="down"),
    ]
    assert Spare(people, SERVING).queues() == frozenset()


def test_who_waits_or_is_being_called_comes_before_one_more_call():
    for state in ("queued", "reaching", "greeting", "setting_up", "held", "reconnecting"):
        spare = Spare([agent("li", "one"), in_call("c", queue="orders", state=state)], SERVING)
        assert spare.queues() == frozenset(), state


def test_who_speaks_already_or_is_sent_away_needs_nobody():
    for state in ("talking", "ringing", "parting"):
        assert Spare([agent("li", "one"), in_call("c", queue="orders", state=state)], SERVING).queues()


def test_one_agent_is_counted_for_one_customer_over_all_his_queues():
    spare = Spare([agent("li", "one", "two"), agent("wang", "two")], SERVING)
    assert spare.take("care")
    assert spare.take("care")
    assert not spare.take("orders")


PLACE = 100_000
"""Since when somebody keeps his place, who has asked to be called back."""


def waiting(call: str, since: int, queue: str = "orders", **changes: object) -> CallView:
    return replace(in_call(call, queue=queue), queued_at=since, **changes)


def comes(*views: AgentView | CallView | QueueView, now: int = 200_000) -> bool:
    return turn_has_come(views, SERVING, "orders", PLACE, now)


def test_his_turn_has_come_when_nobody_is_before_him_and_an_agent_is_free():
    assert comes(agent("a", "one"))
    assert not comes(), "nobody is there"
    assert not comes(agent("a", "three")), "who serves others is nothing to him"


def test_whoever_came_later_waits_behind_him_and_whoever_came_before_him_goes_first():
    assert comes(agent("a", "one"), waiting("c", PLACE + 1))
    assert not comes(agent("a", "one"), waiting("c", PLACE - 1))
    assert comes(agent("a", "one"), agent("b", "one"), waiting("c", PLACE - 1))
    assert not comes(agent("a", "one"), waiting("c", PLACE - 1, queue="care")), "the same agents serve him"


def test_whom_the_house_calls_already_has_a_claim():
    called = waiting("c", PLACE + 1, state="reaching", called_for="callback")
    assert not comes(agent("a", "one"), called)
    assert comes(agent("a", "one"), agent("b", "one"), called)


def test_an_agent_who_is_about_to_end_his_wrap_up_is_as_good_as_free():
    ending = replace(agent("a", "one", state="wrap_up"), wrap_up_until=200_000 + NEAR_MS)
    assert comes(ending)
    assert not comes(replace(ending, wrap_up_until=200_001 + NEAR_MS))
    assert not comes(replace(ending, next_reason="meal"))


def test_where_conversations_follow_one_another_the_first_in_line_is_called_in_time():
    busy = agent("a", "one", state="talking", call="x")
    queue = QueueView(
        id="orders",
        tenant="t",
        path="/",
        name="",
        name_en="",
        waiting=0,
        longest_since=0,
        version=1,
        place_ms=NEAR_MS,
    )
    assert comes(busy, queue, waiting("c", PLACE + 1))
    assert not comes(busy, queue, waiting("c", PLACE - 1))
    assert not comes(busy, replace(queue, place_ms=NEAR_MS + 1))
    assert not comes(busy, replace(queue, place_ms=0)), "nobody knows"
