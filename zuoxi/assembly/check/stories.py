"""What happens in the self-test: five calls, and what must stand in the records afterwards."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from zuoxi.assembly.check.desk import Refused
from zuoxi.assembly.check.scene import AGENT_TONE, CALLEE_TONE, CUSTOMER_TONE, Scene
from zuoxi.assembly.check.trial import TrialFailed
from zuoxi.calls.selectors import sums
from zuoxi.live.settings import LiveSettings
from zuoxi.simulator import names
from zuoxi.simulator.sample import BLACKLISTED, DO_NOT_CALL, SALES_NUMBER
from zuoxi.switch.asterisk.carrier import Callee
from zuoxi.switch.tones import tones_in

ANSWERED, ABANDONED, CALLED = "13911110001", "13911110002", "13911110003"
WAITS_S, ENDS_S = 2.0, 15.0
TONES = (CUSTOMER_TONE, CALLEE_TONE, AGENT_TONE)


def expect(condition: bool, what: str) -> None:
    """Raise TrialFailed with what did not hold."""
    if not condition:
        raise TrialFailed(what=what)


async def inbound(scene: Scene) -> None:
    """A customer calls, the agent answers, they speak, the customer hangs up."""
    await scene.line.do("ready")
    customer = await scene.customer_calls(ANSWERED, SALES_NUMBER)
    call = await scene.talk()
    await customer.hang_up()
    await scene.after_the_call(call)
    record = await scene.record_of(ANSWERED)
    expect(record["outcome"] == "answered" and record["ended_by"] == "customer", f"answered: {_told(record)}")
    expect(record["talk_ms"] >= 1000, f"time of talk: {_told(record)}")


async def abandoned(scene: Scene) -> None:
    """Nobody is ready; the customer hangs up while waiting and is owed a call."""
    customer = await scene.customer_calls(ABANDONED, SALES_NUMBER)
    await asyncio.wait_for(customer.answered.wait(), ENDS_S)  # he hears music now
    await asyncio.sleep(WAITS_S)
    await customer.hang_up()
    record = await scene.record_of(ABANDONED)
    expect(record["outcome"] == "abandoned", f"abandoned: {_told(record)}")
    owed = (await scene.leader.call("GET", f"/api/callbacks?q={ABANDONED}"))["items"]
    expect(any(task["number"] == ABANDONED for task in owed), "a callback task for who hung up")


async def blacklisted(scene: Scene) -> None:
    """A barred caller is turned away: no queue, no agent, no recording."""
    number = names.customer_number(BLACKLISTED[0])
    customer = await scene.customer_calls(number, SALES_NUMBER)
    await asyncio.wait_for(customer.ended.wait(), ENDS_S)
    record = await scene.record_of(number)
    expect(record["outcome"] == "blacklisted", f"blacklisted: {_told(record)}")
    expect(not record["queued_at"] and not record["recordings"], f"turned away at the door: {_told(record)}")


async def outbound(scene: Scene) -> None:
    """The agent dials, the gate lets it pass, the customer answers, the agent hangs up."""
    await scene.carrier.callee(CALLED, Callee(tone=CALLEE_TONE))
    await scene.line.do("dial", number=CALLED)
    customer = await scene.carrier.dialled(CALLED)
    call = await scene.talk()
    await scene.line.do("hang_up", call=call)
    await asyncio.wait_for(customer.ended.wait(), ENDS_S)
    await scene.after_the_call(call)
    record = await scene.record_of(CALLED)
    expect(
        record["direction"] == "outbound" and record["outcome"] == "answered", f"outbound: {_told(record)}"
    )
    shown = customer.caller
    expect(bool(shown) and shown == record["house_number"], f"the caller id at the far end: {shown!r}")


async def refused(scene: Scene) -> None:
    """The agent dials somebody who does not want to be called: the gate says why, nobody is dialled."""
    number = names.customer_number(DO_NOT_CALL[0])
    try:
        await scene.line.do("dial", number=number)
    except Refused as answer:
        expect(answer.code == "do_not_call" and bool(answer.message), f"the reason was {answer.code}")
    else:
        raise TrialFailed(what="the gate let a number pass that must not be called")
    noted = (await scene.leader.call("GET", f"/api/refusals?q={number}"))["items"]
    expect(any(row["check"] == "do_not_call" for row in noted), "the refusal in the list")
    dialled = [party for party in scene.carrier.parties if party.number == number]
    expect(not dialled, "the carrier was asked to dial it")


STORIES: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "inbound": inbound,
    "abandoned": abandoned,
    "blacklisted": blacklisted,
    "outbound": outbound,
    "refused": refused,
}
"""Name -> story, in the order in which they happen."""


async def recordings(scene: Scene) -> int:
    """Each conversation has one checked recording with the customer left and the agent right; how many."""
    count = 0
    for call in scene.calls:
        for recording in call["recordings"]:
            customer = CUSTOMER_TONE if call["direction"] == "inbound" else CALLEE_TONE
            sound = await scene.leader.bytes_of(f"/api/recordings/{recording['id']}/audio")
            heard = await asyncio.to_thread(_heard, sound)
            expect(recording["state"] == "verified", f"a recording is {recording['state']}")
            expect(heard == ({customer}, {AGENT_TONE}), f"tones of both parties: {heard}")
            count += 1
    expect(count == 2, f"2 recordings, there are {count}")
    return count


async def facts(scene: Scene) -> int:
    """The facts of the trial follow each other without a gap; how many."""
    floor = LiveSettings(home=scene.trial.home, socket=scene.trial.home).floor
    found = await asyncio.to_thread(sums.facts_of, floor)
    expect(found.count > 0 and found.gapless and not found.parked, f"facts without gap: {found}")
    expect(not await asyncio.to_thread(sums.unfinished), "an end of each call")
    return found.count


def _heard(sound: bytes) -> tuple[set[int], set[int]]:
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        file.write(sound)
        file.flush()
        return tones_in(Path(file.name), TONES, 0, 1.0), tones_in(Path(file.name), TONES, 1, 1.0)


def _told(record: dict[str, Any]) -> str:
    return (
        f"{record['direction']} {record['outcome']} by {record['ended_by']}, {record['talk_ms']} ms of talk"
    )
