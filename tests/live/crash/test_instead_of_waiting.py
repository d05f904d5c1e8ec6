"""What a caller does instead of waiting, on the real Asterisk: he presses a key, and leaves a message or is
called back in his turn; also through a `kill -9` of live while he speaks on the tape."""

import contextlib
import sqlite3

import pytest

from tests.live.crash.lab import CUSTOMER_TONE
from tests.live.crash.test_calling_back import NUMBER, OUTBOUND, TASK, all_rest, called, they_talk
from tests.live.until import soon

pytestmark = pytest.mark.switch

MESSAGES = "SELECT number, result, ms > 3000 FROM calls_voicemessage"
KEPT = "SELECT state FROM calls_recording"
THREE_SECONDS = 48_000
"""Bytes of a recording's side."""


async def offers(lab, *what):
    """The queue offers this to who waits, and nobody is ready to serve it."""
    with contextlib.closing(sqlite3.connect(lab.home / "zuoxi.sqlite3", timeout=20)) as database:
        database.execute(f"UPDATE telephony_queue SET {', '.join(f'{name} = 1' for name in what)}")
        database.commit()
    await lab.kill()
    await lab.start()
    await soon(lab.at_rest, 30)
    await all_rest(lab)


async def waits_and_presses(lab, key):
    customer = await lab.customer_calls(NUMBER)
    await soon(lambda: lab.call("queue"), 30)
    await customer.press(key)
    return customer


def spoken(lab):
    """Bytes of what is on the tape of a caller so far."""
    return sum(file.stat().st_size for file in (lab.home / "recordings" / "spool").glob("*-in.wav"))


async def speaks(lab):
    """He hears the tone and speaks for a while."""
    before = spoken(lab)
    await soon(lambda: spoken(lab) > before + THREE_SECONDS, 60)


async def it_is_kept(lab):
    """There is one message, and he is on it alone."""
    await soon(lambda: lab.rows(MESSAGES) == [(NUMBER, "", 1)], 30)
    await lab.call_back()  # the jobs, which store what was recorded
    await soon(lambda: lab.rows(KEPT) == [("verified",)], 60)
    assert [customer for customer, _ in lab.kept()] == [{CUSTOMER_TONE}]
    assert lab.rows(TASK) == [], "he is not owed a call as well"
    lab.robots.idle = set()
    await lab.finish()


async def test_he_leaves_a_message_and_it_is_kept(lab):
    await offers(lab, "voicemail_by_key")
    customer = await waits_and_presses(lab, "2")
    await soon(lambda: lab.call("voicemail"), 30)
    await speaks(lab)
    await customer.hang_up()
    await it_is_kept(lab)


async def test_live_is_killed_while_he_speaks_and_the_message_is_whole(lab):
    await offers(lab, "voicemail_by_key")
    customer = await waits_and_presses(lab, "2")
    await soon(lambda: lab.call("voicemail"), 30)
    await speaks(lab)
    await lab.kill()
    await speaks(lab)
    await lab.start()
    await soon(lambda: lab.call("voicemail"), 30)
    await customer.hang_up()
    await it_is_kept(lab)


async def test_who_goes_before_the_tone_has_left_nothing_and_is_owed_a_call(lab):
    await offers(lab, "voicemail_by_key")
    customer = await waits_and_presses(lab, "2")
    await soon(lambda: lab.call("voicemail"), 30)
    await customer.hang_up()
    await soon(lambda: [calls for _, _, calls, _ in lab.rows(TASK)] == [1], 30)
    assert [row for row in lab.rows(MESSAGES) if row[2]] == []
    lab.robots.idle = set()
    await lab.finish()


async def test_he_asks_by_a_key_to_be_called_back_and_is_when_an_agent_is_ready(lab):
    await offers(lab, "callback_by_key")
    customer = await waits_and_presses(lab, "1")
    await customer.ended.wait()  # he is told that it is noted, and released
    await soon(lambda: len(lab.rows(TASK)) == 1, 30)
    assert lab.rows("SELECT reason, place_at IS NULL FROM calls_callbacktask") == [("requested", 0)]
    await soon(lambda: not lab.robots.calls, 30)
    party = await called(lab)
    await they_talk(lab, party)
    await party.hang_up()
    await soon(lambda: lab.rows(TASK) == [("reached", 1, 1, "")], 30)
    await lab.finish()
    assert lab.rows(OUTBOUND) == [("answered", "customer")]
