"""Data sources are asked beside the loop; whatever becomes of it, the floor is told."""

import asyncio
import threading

import pytest
import structlog

from zuoxi.engine.commands import AskData, AskPermit
from zuoxi.engine.events import DataAnswered, PermitAnswered
from zuoxi.engine.gate import DialPermit, Refusal
from zuoxi.kernel.clock import steady_ms
from zuoxi.live import asking
from zuoxi.live.asking import AT_ONCE, MOST, Answer, Beside, DataDesk, Permit, nobody, shut

Told = DataAnswered | PermitAnswered
WISH = AskPermit(
    call="c1", tenant="t", path="/root", number=3, to="139", service_line="", service_line_name=""
)
PERMIT = DialPermit(
    attempt="a",
    call="c2",
    tenant="t",
    path="/root",
    person="",
    number="13900000009",
    caller_id="",
    trunk="trunk",
    service_line="",
    service_line_name="",
    expires_at=0,
    steady=steady_ms(),
)


def asked(number: int = 1) -> AskData:
    return AskData(
        call="c1", tenant="t", number=number, source="order", inputs={"number": "1"}, secret={"pin": "90210"}
    )


async def told(answer: Answer) -> DataAnswered:
    heard: asyncio.Queue[Told] = asyncio.Queue()
    DataDesk(Beside(answer=answer), heard.put_nowait).ask(asked())
    said = await heard.get()
    assert isinstance(said, DataAnswered)
    return said


async def test_a_source_is_given_all_inputs_and_its_answer_is_told():
    found = await told(
        lambda tenant, source, inputs: {"said": f"{tenant} {source} {inputs['number']} {inputs['pin']}"}
    )

    assert found == DataAnswered(call="c1", number=1, outputs={"said": "t order 1 90210"})


async def test_what_is_not_there_is_told_as_such():
    assert await told(lambda *asked: None) == DataAnswered(call="c1", number=1)


async def test_a_source_that_breaks_is_told_and_its_inputs_are_not_logged():
    with structlog.testing.capture_logs() as logs:
        assert (await told(nobody)).failed

    assert logs and "90210" not in repr(logs)


async def test_of_more_than_can_be_asked_at_once_the_rest_fails_at_once():
    heard: list[Told] = []
    desk = DataDesk(Beside(answer=lambda *asked: None), heard.append)
    for number in range(MOST + 1):
        desk.ask(asked(number))

    assert [one.number for one in heard] == [MOST] and heard[0].failed


async def test_a_source_that_hangs_holds_up_nothing_else_beside_the_loop():
    hangs = threading.Event()
    heard: list[Told] = []
    desk = DataDesk(Beside(answer=lambda *asked: hangs.wait() and None), heard.append)
    for number in range(MOST):
        desk.ask(asked(number))
    await asyncio.sleep(0)  # all of them are under way
    try:
        async with asyncio.timeout(5):
            assert await asyncio.to_thread(lambda: "a list is read") == "a list is read"
        assert heard == []
    finally:
        hangs.set()
        desk.close()


async def permitted(permit: Permit) -> PermitAnswered:
    heard: asyncio.Queue[Told] = asyncio.Queue()
    DataDesk(Beside(permit=permit), heard.put_nowait).ask(WISH)
    said = await heard.get()
    assert isinstance(said, PermitAnswered) and (said.call, said.number) == ("c1", 3)
    return said


async def test_the_gate_is_asked_for_whoever_is_put_through_and_its_permit_has_an_age():
    said = await permitted(lambda asked: PERMIT)

    assert said.permit == PERMIT and said.age_ms >= 0 and not said.refusal


async def test_what_the_gate_refuses_is_told_by_its_check():
    said = await permitted(lambda asked: Refusal(check="blacklist", zh="", en=""))

    assert said.permit is None and said.refusal == "blacklist"


@pytest.mark.parametrize(("waited_ms", "asked_for"), [(2_999, 1), (3_000, 0)])
async def test_a_permit_that_nobody_waits_for_any_more_is_not_asked_for(monkeypatch, waited_ms, asked_for):
    clock = {"ms": 1_000_000}
    monkeypatch.setattr(asking, "steady_ms", lambda: clock["ms"])
    hangs, gate = threading.Event(), []
    heard: asyncio.Queue[Told] = asyncio.Queue()
    beside = Beside(
        answer=lambda *asked: hangs.wait() and None,
        permit=lambda wish: gate.append(wish) or Refusal(check="blacklist", zh="", en=""),
    )
    desk = DataDesk(beside, heard.put_nowait)
    for number in range(AT_ONCE):
        desk.ask(asked(number))
    desk.ask(WISH)
    await asyncio.sleep(0)  # the sources have all threads, the wish waits
    clock["ms"] += waited_ms
    hangs.set()
    told = [await heard.get() for _ in range(AT_ONCE + 1)]
    assert [one.refusal for one in told if isinstance(one, PermitAnswered)] == [
        "blacklist" if asked_for else "nobody"
    ]
    assert len(gate) == asked_for
    desk.close()


async def test_a_gate_that_cannot_be_asked_refuses():
    assert (await permitted(shut)).refusal == "nobody"
