"""The policy of a number is set on one screen, and real callers feel it: who is known, who is barred, who is
called back."""

import asyncio
import contextlib
import re

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import Desktop, chromium, desktop
from tests.journeys.sample import Sample, sample_centre
from zuoxi.assembly.check.desk import Line, Person
from zuoxi.simulator import names
from zuoxi.simulator.sample import SALES_NUMBER
from zuoxi.switch.asterisk.carrier import Callee, Party

VIP = names.customer_number(0)
OWN, OWN_NAME = "13911110001", "郭老板"
"""Somebody whose customer he is: 陈静 looks after him."""
BARRED = "13911110002"
OWED = names.customer_number(2)

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre(TIMERS) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as running:
        yield running


class Leader:
    """Who sets the policy up in his browser, and sees on his line when the floor goes by it."""

    def __init__(self, desk: Desktop, sample: Sample, line: Line) -> None:
        self.page = desk.page
        self._sample = sample
        self._line = line
        self._names = iter(f"客户服务{number}" for number in range(100))

    async def opens_the_policy(self) -> None:
        await self.page.goto("/telephony?tab=numbers")
        await self.page.locator("tbody tr.ant-table-row").filter(has_text="400 800 1234").click()
        await expect(self.page.get_by_test_id("way")).to_be_visible()

    async def sees(self, step: str, *, off: bool) -> None:
        drawn = self.page.get_by_test_id("way").locator(f"[data-step={step}]")
        await expect(drawn).to_have_attribute("data-off", "true" if off else "false")

    @contextlib.asynccontextmanager
    async def sets(self, step: str):
        """From a step of the drawing into the form where it is set, and back when the floor goes by it."""
        await self.opens_the_policy()
        await self.page.get_by_test_id("way").locator(f"[data-step={step}] a").first.click()
        await expect(self.page.locator("[data-act=save]")).to_be_visible()
        yield self.page
        # the floor shows a queue by its name, so it shows too that it goes by what was saved with it
        name = next(self._names)
        await self.page.locator("#name").fill(name)
        await self.page.locator("[data-act=save]").click()
        await expect(self.page.get_by_test_id("said")).to_be_visible()
        shown = lambda: any(one["name"] == name for one in self._line.seen("queue", "floor"))  # noqa: E731
        await self._line.until(shown, "a floor that goes by the new policy")
        await self.opens_the_policy()

    async def reads_the_way(self, number: str) -> str:
        """Of his latest call, on its page."""
        await self.page.goto(f"/calls?q={number}")
        await self.page.locator("tbody tr.ant-table-row").first.click()
        way = self.page.get_by_test_id("call-way")
        await expect(way).to_contain_text("通话")
        return await way.inner_text()


async def rings_at(sample: Sample, number: str, desk: Desktop) -> Party:
    """He calls, this agent takes it and finishes; nobody else was asked before."""
    party = await sample.carrier.customer_calls(number, SALES_NUMBER)
    await desk.state("ringing")
    await desk.page.keyboard.press("F4")
    await desk.talk_for_a_while()
    await party.hang_up()
    await desk.state("wrap_up")
    await desk.page.get_by_role("radio").first.click()
    await desk.act("finish")
    await desk.state("ready")
    return party


async def test_a_policy_is_drawn_changed_and_felt_by_callers(sample: Sample, browser):
    async with (
        desktop(browser, sample.url) as boss,
        desktop(browser, sample.url) as first,
        desktop(browser, sample.url) as second,
        sample.person("admin") as person,
    ):
        await person.call("POST", "/api/customers", await customer_of_chen(person))
        line = await person.line()
        await line.watch("floor")
        await boss.sign_in("admin", sample.passwords["admin"])
        leader = Leader(boss, sample, line)
        for desk, name in ((first, "wangfang"), (second, "chenjing")):
            await desk.sign_in(name, sample.passwords[name])
            await desk.come_to_work()

        await who_is_known_rings_at_his_own(sample, leader, first, second)
        await who_is_barred_reaches_nobody(sample, leader, first)
        await who_waited_too_long_is_called_back(sample, leader, first, second)
        assert boss.faults == first.faults == second.faults == []
        await line.close()


async def customer_of_chen(person: Person) -> dict[str, object]:
    people = (await person.call("GET", "/api/people?q=chenjing"))["items"]
    return {
        "name": OWN_NAME,
        "owner": people[0]["id"],
        "numbers": [{"number": OWN}],
    }


async def who_is_known_rings_at_his_own(
    sample: Sample, leader: Leader, first: Desktop, second: Desktop
) -> None:
    """王芳 has been ready for longer and serves at once; 陈静 is of the second line, which helps late."""
    await leader.opens_the_policy()
    await leader.sees("returning", off=True)
    async with leader.sets("vip") as page:
        await chosen(page, "vip_group", names.SECOND_LINE)
    async with leader.sets("returning") as page:
        await page.locator("#returning").click()
    await leader.sees("vip", off=False)
    await leader.sees("returning", off=False)

    await rings_at(sample, VIP, second)
    way = await leader.reads_the_way(VIP)
    assert "VIP 客户" in way and "陈静" in way and "振铃 王芳" not in way

    await rings_at(sample, OWN, second)
    assert "陈静 负责的客户" in await leader.reads_the_way(OWN)

    async with leader.sets("vip") as page:
        await page.locator(".ant-form-item").filter(has=page.locator("#vip_group")).hover()
        await (
            page.locator(".ant-form-item")
            .filter(has=page.locator("#vip_group"))
            .locator(".ant-select-clear")
            .click()
        )
        await page.locator("#vip_priority").fill("0")
    async with leader.sets("returning") as page:
        await page.locator("#returning").click()
    await leader.sees("vip", off=True)
    await rings_at(sample, VIP, first)
    assert "振铃 陈静" not in await leader.reads_the_way(VIP)


async def chosen(page: Page, field: str, text: str) -> None:
    await page.locator(f"#{field}").click()
    await (
        page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
        .get_by_text(text, exact=True)
        .click()
    )


async def who_is_barred_reaches_nobody(sample: Sample, leader: Leader, agent: Desktop) -> None:
    """From the drawing to the list; he calls again and again until he is turned away, and that is counted."""
    page = leader.page
    await leader.opens_the_policy()
    await page.get_by_test_id("way").locator("[data-step=blacklist] a").click()
    # the page before has a button to add too, and a field for a number
    await page.get_by_role("button", name="加入黑名单").first.click()
    await page.locator("#reason").wait_for()
    await page.locator("#number").fill(BARRED)
    await page.locator("#reason").fill("反复骚扰")
    await page.locator("[data-act=save]").click()
    await expect(page.get_by_test_id("said")).to_be_visible()
    row = page.locator("tbody tr.ant-table-row").filter(has_text="反复骚扰")
    await expect(row).to_be_visible()
    async with sample.person("admin") as person, asyncio.timeout(40):
        while not (await person.call("GET", f"/api/blacklist?q={BARRED}"))["items"][0]["hits"]:
            party = await sample.carrier.customer_calls(BARRED, SALES_NUMBER)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(party.ended.wait(), 3)
            if not party.ended.is_set():
                await party.hang_up()
    assert not party.answered.is_set()
    await agent.state("ready")
    await page.reload()
    await expect(row).to_contain_text(re.compile(r"\b[1-9]\d*\b"))


async def who_waited_too_long_is_called_back(
    sample: Sample, leader: Leader, first: Desktop, second: Desktop
) -> None:
    """Nobody is ready: his time is over, he is owed a call; who becomes ready first is given him."""
    async with sample.person("admin") as person:  # nobody else is owed one, who would be called before him
        for task in (await person.call("GET", "/api/callbacks"))["items"]:
            await person.call("POST", f"/api/callbacks/{task['id']}/close", {"result": "not_needed"})
    for desk in (first, second):
        await desk.page.keyboard.press("F2")
        await desk.page.get_by_role("menuitem").filter(has_text="会议").click()
        await desk.state("not_ready")
    async with leader.sets("timeout") as page:
        await page.locator("#timeout_ms").fill("3")
        await page.locator("#callback_automatic").click()
    await leader.sees("callback", off=False)
    await sample.carrier.callee(OWED, Callee(ring_s=1))
    party = await sample.carrier.customer_calls(OWED, SALES_NUMBER)
    await asyncio.wait_for(party.ended.wait(), 30)
    page = leader.page
    await page.goto("/callbacks")
    await expect(
        page.locator("tbody tr.ant-table-row").filter(has_text=names.customer_name(2))
    ).to_be_visible()

    await first.page.keyboard.press("F2")
    called = await sample.carrier.dialled(OWED, after=1, timeout_s=40)
    await first.state("ringing")
    await first.page.keyboard.press("F4")
    await first.talk_for_a_while()
    await called.hang_up()
    await first.state("wrap_up")
    await page.goto("/callbacks")
    await expect(
        page.locator("tbody tr.ant-table-row").filter(has_text=names.customer_name(2))
    ).to_have_count(0)
