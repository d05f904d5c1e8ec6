"""The house calls no more customers by itself than it has agents to spare."""

from zuoxi.engine.pacing import Spare
from zuoxi.engine.view import AgentView, CallView


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
