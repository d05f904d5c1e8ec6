"""What goes on in a house while its database is away."""

import asyncio
from asyncio.subprocess import Process

from tests.live.home import ACCESS, Home, finish, is_at_rest, talking
from tests.live.robots import Robots
from tests.live.until import soon
from tests.live.whole import whole
from zuoxi.engine import events as e
from zuoxi.live.places import journals
from zuoxi.live.records import Step
from zuoxi.outbox.channel import ping_live
from zuoxi.switch.fake import FakeSwitch


def database_is(home: Home, there: bool) -> bool:
    """Whether the live process says so of its database."""
    pong = ping_live(home.socket)
    return pong is not None and pong.database is there


def all_recorded(home: Home) -> bool:
    """Whether the newest fact of the journal is in the database (which has them in order)."""
    folder = home.path / "live" / "main"
    found = home.rows("SELECT epoch, seq FROM calls_fact ORDER BY epoch DESC, seq DESC LIMIT 1")
    for part in reversed(journals(folder)):  # old files go when they are recorded
        written = [line.facts[-1] for line in whole(folder, part) if isinstance(line, Step) and line.facts]
        if written:
            return found == [(written[-1].epoch, written[-1].seq)]
    return True


async def close_the_day(home: Home, switch: FakeSwitch, robots: Robots, live: Process) -> None:
    """All customers hang up, all is recorded, and the books are whole."""
    for channel in [leg.id for leg in switch.channels.values() if leg.party == "customer"]:
        switch.customer_hangs_up(channel)
    await soon(lambda: is_at_rest(home, robots) and all_recorded(home), 30)
    await finish(home, switch, robots, live)


async def a_call(switch: FakeSwitch, robots: Robots, number: str) -> None:
    """A customer is answered, put on hold and fetched back, and hangs up."""
    customer = switch.customer_calls(number, ACCESS)
    await soon(lambda: talking(robots))
    (call,) = talking(robots)
    assert await robots.ask(e.HoldRequested, call.agent, call=call.id) == "ok"
    assert await robots.ask(e.ResumeRequested, call.agent, call=call.id) == "ok"
    await soon(lambda: switch.hears(customer))
    switch.customer_hangs_up(customer)
    await soon(lambda: not robots.calls)


def for_seconds(seconds: float):
    """A condition that holds so long from now."""
    clock = asyncio.get_running_loop().time
    end = clock() + seconds
    return lambda: clock() < end
