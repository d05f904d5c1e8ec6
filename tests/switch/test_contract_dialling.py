"""What any switch does with calls out, on the fake and on a real Asterisk."""

import pytest

from tests.switch.lab import Lab, ends
from tests.switch.on_a_lab import CALLEE, dial_out, dialling
from zuoxi.engine import commands as c
from zuoxi.engine import events as e

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_customer_who_is_dialled_rings_answers_and_hangs_up(lab: Lab):
    await lab.callee(CALLEE, "answers")
    leg = await dial_out(lab, dialling(lab))
    await lab.expect(e.LegProgressed, channel=leg, progress="ringing")
    await lab.expect(e.LegAnswered, channel=leg)
    await lab.hung_up_by_far_end(CALLEE, leg)
    assert (await lab.expect(e.LegEnded, channel=leg)).cause == 16
    await lab.settle()
    assert ends(lab, leg) == 1


async def test_an_inventory_shows_whom_we_called_and_by_which_line(lab: Lab):
    await lab.expect(e.InventoryTaken)
    await lab.callee(CALLEE, "answers")
    leg = await dial_out(lab, dialling(lab))
    await lab.expect(e.LegAnswered, channel=leg)
    await lab.do(c.TakeInventory(node=lab.node))
    (seen,) = (await lab.expect(e.InventoryTaken)).channels
    assert (seen.direction, seen.trunk, seen.dialled, seen.call) == (
        "outbound",
        lab.trunk,
        CALLEE,
        "call-out",
    )
    assert (seen.endpoint, seen.state) == ("", "up"), "a line is no device"


async def test_a_busy_number_ends_as_busy(lab: Lab):
    await lab.callee(CALLEE, "busy")
    leg = await dial_out(lab, dialling(lab))
    assert (await lab.expect(e.LegEnded, channel=leg)).cause == 17
    await lab.settle()
    assert ends(lab, leg) == 1


async def test_a_number_that_nobody_answers_is_given_up_in_time(lab: Lab):
    await lab.callee(CALLEE, "no-answer")
    leg = await dial_out(lab, dialling(lab, timeout_ms=1_000))
    assert (await lab.expect(e.LegEnded, channel=leg)).cause == 19


async def test_what_the_carrier_says_before_the_answer_is_told(lab: Lab):
    await lab.callee(CALLEE, "powered-off")
    leg = await dial_out(lab, dialling(lab))
    await lab.expect(e.LegProgressed, channel=leg, progress="early_media")
    await lab.expect(e.LegEnded, channel=leg)
    await lab.settle()
    assert not any(isinstance(event, e.LegAnswered) for event in lab.events)


async def test_an_outbound_call_ordered_twice_is_dialled_once(lab: Lab):
    await lab.callee(CALLEE, "answers")
    order = dialling(lab)
    leg = await dial_out(lab, order)
    await dial_out(lab, order)
    await lab.expect(e.LegAnswered, channel=leg)
    await lab.do(c.HangUp(node=lab.node, channel=leg))
    await lab.expect(e.LegEnded, channel=leg)
    await lab.settle()
    assert sum(isinstance(event, e.LegAnswered) for event in lab.events) == 1
    assert ends(lab, leg) == 1
