"""The database is locked, and the live process is killed in that time: calls go on, no fact is lost."""

import sqlite3

import pytest

from tests.live.crash.lab import CUSTOMER_TONE
from tests.live.until import soon

pytestmark = pytest.mark.switch


async def test_a_call_answered_before_and_ended_after_the_kill_is_recorded_when_the_database_is_back(lab):
    lock = sqlite3.connect(lab.home / "zuoxi.sqlite3", isolation_level=None, timeout=20)
    lock.execute("BEGIN EXCLUSIVE")
    customer = await lab.customer_calls()
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(customer))
    (tone,) = lab.heard_lately(customer)
    await lab.kill()
    await lab.start()
    await soon(lambda: lab.call("talk"), 15)
    assert lab.heard_lately(customer) == {tone}
    await customer.hang_up()
    await soon(lambda: not lab.robots.calls)
    another = await lab.customer_calls("13800138001")
    await soon(lambda: lab.call("talk"), 15)
    await soon(lambda: lab.heard_lately(another))
    await another.hang_up()
    await soon(lambda: not lab.robots.calls)
    lock.execute("ROLLBACK")
    lock.close()
    await soon(lambda: len(lab.rows("SELECT id FROM calls_call WHERE ended_at IS NOT NULL")) == 2, 30)
    await lab.finish()
    assert lab.rows("SELECT outcome FROM calls_call") == [("answered",), ("answered",)]
    assert all(CUSTOMER_TONE in heard for heard, _ in lab.recorded())
