"""Data sources are asked beside the loop; whatever becomes of it, the floor is told."""

import asyncio
import threading

import structlog

from zuoxi.engine.commands import AskData
from zuoxi.engine.events import DataAnswered
from zuoxi.live.asking import MOST, Answer, DataDesk, nobody


def asked(number: int = 1) -> AskData:
    return AskData(
        call="c1", tenant="t", number=number, source="order", inputs={"number": "1"}, secret={"pin": "90210"}
    )


async def told(answer: Answer) -> DataAnswered:
    heard: asyncio.Queue[DataAnswered] = asyncio.Queue()
    DataDesk(answer, heard.put_nowait).ask(asked())
    return await heard.get()


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
    heard: list[DataAnswered] = []
    desk = DataDesk(lambda *asked: None, heard.append)
    for number in range(MOST + 1):
        desk.ask(asked(number))

    assert [one.number for one in heard] == [MOST] and heard[0].failed


async def test_a_source_that_hangs_holds_up_nothing_else_beside_the_loop():
    hangs = threading.Event()
    heard: list[DataAnswered] = []
    desk = DataDesk(lambda *asked: hangs.wait() and None, heard.append)
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
