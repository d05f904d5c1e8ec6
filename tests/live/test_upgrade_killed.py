"""`kill -9` of one release in the middle of conversations; another release, in a process of its own, goes on.

Both are whole: the later one is a source tree beside this one (`later.py`).
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.live.child import Orders
from tests.live.home import ACCESS, Home, finish, is_at_rest, make_template, talking
from tests.live.later import RELEASE, make_later
from tests.live.until import soon
from zuoxi import __version__
from zuoxi.engine import events as e
from zuoxi.engine.formats import FORMAT
from zuoxi.live.places import journals
from zuoxi.live.reading import open_part

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    return make_later(tmp_path_factory.mktemp("later"))


@pytest.fixture
def home(tmp_path):
    template = tmp_path / "template"
    return Home((template, make_template(template)), tmp_path)


async def start_later(home, later):
    orders = msgspec.json.encode(Orders(home=str(home.path), house=True)).decode()
    return await home.run(sys.executable, "-m", "tests.live.child", orders, cwd=later)


def heads(home):
    """(epoch, release, format) of all journals."""
    folder = home.path / "live" / "main"
    found = set()
    for part in journals(folder):
        with open_part(folder, part) as file:
            head = json.loads(file.readline()[9:])
        found.add((head["epoch"], head["release"], head["format"]))
    return found


async def test_conversations_go_on_under_the_next_release_and_their_records_are_complete(home, later):
    async with home.open() as (switch, robots):
        first = await home.start()
        await soon(lambda: is_at_rest(home, robots), 30)
        speaking = []
        for number in range(3):
            speaking.append(switch.customer_calls(f"1380013800{number}", ACCESS))
            await soon(lambda: len(talking(robots)) == len(speaking))
        held = next(call for call in talking(robots) if call.customer_number == "13800138000")
        assert await robots.ask(e.HoldRequested, held.agent, call=held.id) == "ok"
        await soon(lambda: len(talking(robots)) == 2)
        waiting = switch.customer_calls("13800138003", ACCESS)
        await soon(lambda: [call for call in robots.calls if call.phase == "queue"])
        await soon(lambda: len(switch.recordings) == 3)
        known = {call.id for call in robots.calls}
        hears = {channel: switch.hears(channel) for channel in speaking}
        first.kill()
        await first.wait()

        heir = await start_later(home, later)
        await soon(lambda: robots.client.connected and len(talking(robots)) == 2, 30)
        assert {call.id for call in robots.calls} == known
        assert {channel: switch.hears(channel) for channel in speaking} == hears
        assert len(switch.recordings) == 3
        assert [call.phase for call in robots.calls if call.id == held.id] == ["hold"]
        await soon(lambda: robots.is_connected(held.agent))
        assert await robots.ask(e.ResumeRequested, held.agent, call=held.id) == "ok"
        await soon(lambda: len(talking(robots)) == 3)

        switch.customer_hangs_up(speaking[1])
        await soon(lambda: waiting in switch.channels and switch.hears(waiting), 20)
        for channel in (speaking[0], speaking[2], waiting):
            switch.customer_hangs_up(channel)
        await soon(lambda: is_at_rest(home, robots), 20)
        fresh = switch.customer_calls("13800138004", ACCESS)
        await soon(lambda: switch.hears(fresh), 20)
        await finish(home, switch, robots, heir)
    assert home.rows("SELECT outcome FROM calls_call") == [("answered",)] * 5
    assert home.rows("SELECT COUNT(*) FROM calls_recording WHERE finished_at IS NOT NULL") == [(5,)]
    assert heads(home) == {(1, __version__, FORMAT), (2, RELEASE, FORMAT + 1)}


READ_BACK = """
import json, sys
from pathlib import Path
from zuoxi import __version__
from zuoxi.live.recover import recover
from zuoxi.live.rules import house_rules
found = recover(Path(sys.argv[1]), house_rules())
calls = {call.channel: call.state for call in found.state.calls.values()}
print(json.dumps([__version__, list(found.lost), calls, sorted(found.state.agents)]))
"""


@pytest.mark.parametrize("release", sorted(path.parent.name for path in GOLDEN.glob("*/shapes.json")))
def test_what_each_release_left_is_taken_over_by_the_next_one(later, release, tmp_path):
    folder = tmp_path / "floor"
    shutil.copytree(GOLDEN / release / "floor", folder)
    command = [sys.executable, "-c", READ_BACK, str(folder)]
    told = subprocess.run(command, cwd=later, stdout=subprocess.PIPE, check=True).stdout
    assert json.loads(told) == [
        RELEASE,
        [],
        {"cust-1": "conversing", "cust-2": "conversing", "cust-3": "ringing"},
        ["li", "qian", "wang"],
    ]
