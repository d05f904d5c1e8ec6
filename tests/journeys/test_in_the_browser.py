"""A person's first five minutes, in a real browser with real calls."""

import asyncio
import tempfile
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import chromium, desktop
from tests.journeys.sample import sample_centre
from zuoxi.assembly.check.trial import trial
from zuoxi.simulator import names
from zuoxi.simulator.sample import DO_NOT_CALL, SALES_NUMBER
from zuoxi.switch.tones import seconds_with

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]

CUSTOMER_TONE = 440


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre({**TIMERS, "ZUOXI_TIMER_RECONNECT_MS": "20000"}) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as running:
        yield running


def customer(index: int) -> str:
    return names.customer_number(index)


async def record_of(sample, number):
    """The newest call with a number, when its recordings are stored and checked."""
    async with sample.person("zhouting") as leader, asyncio.timeout(40):
        while True:
            calls = (await leader.call("GET", f"/api/calls?q={number}&size=1"))["items"]
            if (
                calls
                and calls[0]["ended_at"]
                and all(one["state"] == "verified" for one in calls[0]["recordings"])
            ):
                return calls[0]
            await asyncio.sleep(0.2)


async def test_an_agent_takes_a_call_and_finds_it_in_the_list_with_both_voices(sample, browser):
    async with desktop(browser, sample.url) as desk:
        page = desk.page
        await desk.sign_in("wangfang", sample.passwords["wangfang"])
        await desk.come_to_work()

        party = await sample.carrier.customer_calls(customer(3), SALES_NUMBER, tone=CUSTOMER_TONE)
        await desk.state("ringing")
        await expect(page.get_by_test_id("call-strip")).to_contain_text(names.customer_name(3))
        await page.keyboard.press("F4")
        await desk.state("talking")
        await asyncio.wait_for(party.answered.wait(), 5)
        await expect(page.get_by_test_id("customer-card")).to_contain_text(names.customer_name(3))
        await page.get_by_test_id("note").fill("客户询问发货时间")

        await page.keyboard.press("F6")
        await desk.state("holding")
        await page.keyboard.press("F6")
        await desk.state("talking")
        spoken = await desk.seconds_in_state()
        await page.reload()
        await desk.state("talking")
        assert await desk.seconds_in_state() >= spoken, "neither a hold nor a reload begins the time anew"
        await expect(page.get_by_test_id("note")).to_have_value("客户询问发货时间")
        mute = page.locator("[data-act=mute]")
        await mute.click()
        await expect(mute).to_have_attribute("aria-pressed", "true")
        await mute.click()
        await expect(mute).to_have_attribute("aria-pressed", "false")
        await page.locator("[data-act=keys]").click()
        await page.get_by_role("button", name="5", exact=True).last.click()
        await asyncio.wait_for(_until(lambda: "5" in party.keys), 5)
        await page.keyboard.press("Escape")
        await desk.talk_for_a_while()
        await expect(page.get_by_test_id("note-status")).to_have_attribute("data-status", "saved")
        await page.keyboard.press("F8")
        await desk.state("wrap_up")
        await asyncio.wait_for(party.ended.wait(), 5)
        await page.get_by_role("radio").first.click()
        await desk.act("finish")
        await desk.state("ready")

        record = await record_of(sample, customer(3))
        assert (record["outcome"], record["ended_by"]) == ("answered", "agent")
        assert record["disposition"] and record["hold_ms"] > 0
        await page.goto("/calls")
        await page.get_by_text(names.customer_name(3)).or_(page.get_by_text("****").first).first.wait_for()
        await page.locator("tbody tr.ant-table-row").first.click()
        await expect(page.get_by_test_id("waveform")).to_be_visible()
        await desk.act("play")
        await expect(page.locator("audio")).to_have_js_property("paused", False)
        assert desk.faults == []

    async with sample.person("zhouting") as leader:
        sound = await leader.bytes_of(f"/api/recordings/{record['recordings'][0]['id']}/audio")
        note = await leader.call("GET", f"/api/calls/{record['id']}")
    assert [one["text"] for one in note["notes"]] == ["客户询问发货时间"]
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        Path(file.name).write_bytes(sound)
        assert seconds_with(Path(file.name), CUSTOMER_TONE, 0) > 1
        assert seconds_with(Path(file.name), CUSTOMER_TONE, 1) < 0.5  # a beep may hold a little of it
    assert await asyncio.to_thread(_beeps, sound)


async def test_an_agent_dials_out_and_the_gate_says_why_another_number_is_refused(sample, browser):
    async with desktop(browser, sample.url) as desk:
        await desk.sign_in("lina", sample.passwords["lina"])
        await desk.come_to_work()
        await desk.dial(customer(DO_NOT_CALL[0]))
        await expect(desk.page.locator("[data-code=do_not_call]")).to_be_visible()
        await desk.page.get_by_test_id("dial-number").fill("1390013")
        await desk.act("dial")
        await expect(desk.page.get_by_role("alert").first).to_be_visible()
        await desk.dial(customer(5))
        party = await sample.carrier.dialled(customer(5))
        await desk.state("talking")
        await desk.talk_for_a_while()
        await party.hang_up()
        await desk.state("wrap_up")
        await desk.act("finish")
        await desk.state("ready")
        record = await record_of(sample, customer(5))
        assert (record["direction"], record["outcome"], record["ended_by"]) == (
            "outbound",
            "answered",
            "customer",
        )
        assert desk.faults == []


async def test_an_agent_asks_a_colleague_confers_with_him_and_hands_the_customer_over(sample, browser):
    async with desktop(browser, sample.url) as first, desktop(browser, sample.url) as second:
        await first.sign_in("wangfang", sample.passwords["wangfang"])
        await first.come_to_work()
        party = await sample.carrier.customer_calls(customer(5), SALES_NUMBER, tone=CUSTOMER_TONE)
        await first.state("ringing")
        await first.page.keyboard.press("F4")
        await first.talk_for_a_while()
        await second.sign_in("lina", sample.passwords["lina"])
        await second.come_to_work()

        await first.page.keyboard.press("F9")
        await first.page.get_by_test_id("pass-search").fill("李娜")
        await expect(first.page.locator("[data-target^='agent:'] [data-act='consult']")).to_be_enabled()
        await first.page.keyboard.press("Enter")
        await first.state("holding")
        await second.state("ringing")
        await expect(second.page.get_by_test_id("call-strip")).to_contain_text("王芳")
        await second.page.keyboard.press("F4")
        await second.state("talking")
        await expect(first.page.get_by_test_id("other-party")).to_contain_text("李娜")

        await first.page.keyboard.press("Control+F9")
        await first.state("talking")
        await second.talk_for_a_while()
        await first.page.keyboard.press("F8")
        await first.state("wrap_up")
        await second.state("talking")
        assert not party.ended.is_set(), "the customer stays with whoever speaks to him"
        await second.page.keyboard.press("F8")
        await second.state("wrap_up")
        await asyncio.wait_for(party.ended.wait(), 5)
        assert first.faults == [] and second.faults == []
        for desk in (first, second):
            await desk.page.get_by_role("radio").first.click()
            await desk.act("finish")
            await desk.state("ready")

    record = await record_of(sample, customer(5))
    assert len(record["recordings"]) == 2, "one for each conversation"
    async with sample.person("zhouting") as leader:
        whole = await leader.call("GET", f"/api/calls/{record['id']}")
        sounds = [await leader.bytes_of(f"/api/recordings/{one['id']}/audio") for one in record["recordings"]]
    assert [one["step"] for one in whole["way"] if one["step"] in ("asked", "came_of_it")] == [
        "asked",
        "came_of_it",
    ]
    assert [one["person"]["name"] for one in whole["segments"]] == ["王芳", "李娜"]
    for sound in sounds:
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            Path(file.name).write_bytes(sound)
            assert seconds_with(Path(file.name), CUSTOMER_TONE, 0) > 1


async def test_a_leader_watches_in_a_second_window_as_states_move(sample, browser):
    async with desktop(browser, sample.url) as leader, desktop(browser, sample.url) as agent:
        await leader.sign_in("zhouting", sample.passwords["zhouting"])
        await leader.page.goto("/floor")
        await agent.sign_in("zhangwei", sample.passwords["zhangwei"])
        await agent.come_to_work()
        card = leader.page.locator("[data-testid=agent-card][data-number='1003']")
        await expect(card).to_have_attribute("data-state", "ready")
        party = await sample.carrier.customer_calls(customer(7), SALES_NUMBER)
        await expect(card).to_have_attribute("data-state", "ringing")
        await agent.act("answer")
        await expect(card).to_have_attribute("data-state", "talking")
        waiting = await sample.carrier.customer_calls(customer(8), SALES_NUMBER)
        queue = leader.page.get_by_test_id("queue").first
        await expect(queue).to_have_attribute("data-waiting", "1")
        await expect(leader.page.get_by_test_id("caller")).to_have_count(1)
        await waiting.hang_up()
        await expect(queue).to_have_attribute("data-waiting", "0")
        await party.hang_up()
        await expect(card).to_have_attribute("data-state", "wrap_up")
        assert leader.faults == [] and agent.faults == []


async def test_a_browser_that_closes_in_mid_call_comes_back_to_its_call_and_notes(sample, browser):
    async with desktop(browser, sample.url) as desk:
        await desk.sign_in("liuyang", sample.passwords["liuyang"])
        await desk.come_to_work()
        party = await sample.carrier.customer_calls(customer(9), SALES_NUMBER)
        await desk.act("answer")
        await desk.state("talking")
        await desk.page.get_by_test_id("note").fill("说到一半")
        await expect(desk.page.get_by_test_id("note-status")).to_have_attribute("data-status", "saved")
        cookies = await desk.page.context.cookies()
        await desk.page.context.close()
        assert not party.ended.is_set()
        async with desktop(browser, sample.url) as again:
            await again.page.context.add_cookies(cookies)
            await again.page.goto("/work")
            await again.state("talking")
            await expect(again.page.get_by_test_id("note")).to_have_value("说到一半")
            assert not party.ended.is_set()
            await again.act("hang_up")
            await again.state("wrap_up")
            await asyncio.wait_for(party.ended.wait(), 5)


async def test_a_second_browser_takes_over_after_asking_and_the_first_is_told(sample, browser):
    async with desktop(browser, sample.url) as first, desktop(browser, sample.url) as second:
        await first.sign_in("chenjing", sample.passwords["chenjing"])
        await first.come_to_work()
        await second.sign_in("chenjing", sample.passwords["chenjing"])
        await second.act("take_over")
        await second.page.locator(".ant-modal-confirm-btns .ant-btn-primary").click()
        await expect(first.page.locator("[data-trouble=displaced]")).to_be_visible()
        await second.state("ready")


async def test_the_first_administrator_of_an_empty_house_is_made_in_the_browser(browser):
    async with trial(sample=False) as empty:
        await empty.zuoxi("migrate", "--quiet")
        await empty.start()
        async with desktop(browser, empty.centre.url) as desk:
            page = desk.page
            word = (empty.home / "secrets" / "setup.token").read_text().strip()  # as the greeting says
            await page.goto(f"/#setup={word}")
            await page.locator("input[autocomplete=organization]").fill("晨光呼叫中心")
            await page.locator("input[autocomplete=name]").fill("李管理")
            await page.locator("input[autocomplete=username]").fill("boss")
            await page.locator("input[type=password]").fill("a-long-enough-phrase-7")
            await page.locator("button[type=submit]").click()
            await expect(page.get_by_test_id("person")).to_contain_text("李")
            assert desk.faults == []


async def _until(condition) -> None:
    while not condition():
        await asyncio.sleep(0.05)


def _beeps(sound: bytes) -> bool:
    """The agent's side is not silent: Chromium's microphone of tests beeps."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        Path(file.name).write_bytes(sound)
        from zuoxi.switch.tones import read_sound

        samples, _ = read_sound(Path(file.name))
        return bool(abs(samples[:, 1]).max() > 0.02)
