"""The recorder as a process of its own: killed again and again it loses and doubles nothing."""

import signal
import sys

import pytest

from tests.areas.calls.stories import NINE, SECOND, Teller
from tests.live.home import Home, home_books, make_template
from tests.live.shelf import Floor
from tests.live.until import soon
from zuoxi.engine import events as e

CALLS = 400
LONG = 120.0
"""How long (s) thousands of facts may take on a machine that is busy with others: it only ends a hang."""


@pytest.fixture
def home(tmp_path):
    template = tmp_path / "template"
    return Home((template, make_template(template)), tmp_path)


def talked(company, number):
    """The facts of a day, call by call."""
    teller = Teller(company.tenant, company.path)
    for _ in range(number):
        told = len(teller.told)
        call = teller.call().wait(3 * SECOND).queued().wait(5 * SECOND)
        call.offered(company.people[0]).answered(talk_ms=60 * SECOND).ended().recorded().disposed()
        yield teller.told[told:]


def write(home, days, epoch=1):
    floor = Floor(home.path / "live" / "main", epoch)
    for number, facts in enumerate(days, start=1):
        floor.write(e.TimePassed(), tuple(facts))
        if number % 100 == 0:
            floor.journal.rotate(NINE)
    floor.journal.close()


async def begun(home):
    return await home.run(sys.executable, "-m", "zuoxi", "recorder")


async def test_killed_at_any_moment_it_loses_and_doubles_nothing(home):
    (home.path / "live" / "main").mkdir(parents=True)
    write(home, talked(home.company, CALLS))

    def recorded():
        return home.rows("SELECT COUNT(*) FROM calls_fact")[0][0]

    for enough in (1, 1_000, 2_500, 2_501):
        process = await begun(home)
        await soon(lambda enough=enough: recorded() >= enough, LONG)
        process.kill()
        await process.wait()
    process = await begun(home)
    await soon(lambda: home.rows("SELECT COUNT(*) FROM calls_call WHERE wrap_up_ms > 0") == [(CALLS,)], LONG)
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    home_books(home)
    assert home.rows("SELECT COUNT(*) FROM outbox_job WHERE kind = 'calls.store_recording'") == [(CALLS,)]


async def test_a_second_recorder_waits_until_the_first_is_gone(home):
    (home.path / "live" / "main").mkdir(parents=True)
    first = await begun(home)
    await soon(lambda: (home.path / "live" / "main" / "recorder").exists(), LONG)
    second = await begun(home)
    days = list(talked(home.company, 6))
    write(home, days[:3])
    await soon(lambda: home.rows("SELECT COUNT(*) FROM calls_call") == [(3,)], LONG)
    first.kill()
    await first.wait()
    write(home, days[3:], epoch=2)
    await soon(lambda: home.rows("SELECT COUNT(*) FROM calls_call") == [(6,)], LONG)
    second.send_signal(signal.SIGTERM)
    assert await second.wait() == 0
    home_books(home)
