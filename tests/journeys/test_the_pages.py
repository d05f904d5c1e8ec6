"""What the pages promise: a call pops anywhere, forms say what is wrong, people are told of each other."""

import asyncio
import re

import pytest
import pytest_asyncio
from playwright.async_api import TimeoutError as PlaywrightTimeout
from playwright.async_api import expect

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import chromium, desktop
from tests.journeys.sample import sample_centre
from zuoxi.simulator import names
from zuoxi.simulator.sample import BLACKLISTED, DO_NOT_CALL, SALES_NUMBER

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre({**TIMERS}) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as running:
        yield running


async def test_a_call_pops_on_any_page_and_declining_sends_it_on(sample, browser):
    async with desktop(browser, sample.url) as desk:
        page = desk.page
        await desk.sign_in("wangfang", sample.passwords["wangfang"])
        await desk.come_to_work()
        await page.locator("a[href='/customers']").click()
        party = await sample.carrier.customer_calls(names.customer_number(3), SALES_NUMBER)
        await desk.state("ringing")
        await expect(page.get_by_test_id("call-pop")).to_contain_text(names.customer_name(3))
        await expect(page).to_have_title(re.compile(names.customer_name(3)))
        await desk.act("decline")
        await page.get_by_role("menuitem").filter(has_text="会议").click()
        await desk.state("not_ready")
        await expect(page.get_by_test_id("agent-state")).to_contain_text("会议")
        await party.hang_up()
        await expect(page).to_have_title(re.compile("坐席 Zuoxi"))
        assert desk.faults == []


async def test_the_bar_keeps_its_places_and_a_double_click_is_one_click(sample, browser):
    async with desktop(browser, sample.url) as desk:
        await desk.sign_in("lina", sample.passwords["lina"])
        await desk.come_to_work()
        party = await sample.carrier.customer_calls(names.customer_number(5), SALES_NUMBER)
        await desk.act("answer")
        await desk.state("talking")
        end = desk.page.locator("[data-act=hang_up]")
        before = await end.bounding_box()
        await desk.page.locator("[data-act=hold]").dblclick()
        await desk.state("holding")
        assert await end.bounding_box() == before
        await desk.page.locator("[data-act=resume]").dblclick()
        await desk.state("talking")
        assert await end.bounding_box() == before
        assert not party.ended.is_set(), "resuming never hangs up"
        result = desk.page.get_by_role("radio").first
        lay = await result.bounding_box()
        await party.hang_up()
        await desk.state("wrap_up")
        await expect(desk.page.locator("[data-act=done-not-ready]")).to_be_enabled()
        assert await result.bounding_box() == lay, (
            "what is about to be pressed does not move as the call ends"
        )
        await desk.act("finish")
        await desk.state("ready")
        assert desk.faults == []


async def test_an_agent_works_his_callbacks_from_the_top_of_his_day(sample, browser):
    unwelcome = {names.customer_number(index) for index in (*DO_NOT_CALL, *BLACKLISTED)}
    async with sample.person("zhouting") as leader, desktop(browser, sample.url) as desk:
        owed = (await leader.call("GET", "/api/callbacks"))["items"]
        for task in owed:
            if task["number"] not in unwelcome:
                break
            await leader.call("POST", f"/api/callbacks/{task['id']}/close", {"result": "not_needed"})
        await desk.sign_in("yangfan", sample.passwords["yangfan"])
        await desk.come_to_work()
        await expect(desk.page.get_by_test_id("signed-in")).to_contain_text(":")
        first = desk.page.get_by_test_id("next-callback")
        await expect(first).to_contain_text(task["customer"])
        earlier = sum(party.number == task["number"] for party in sample.carrier.parties)
        await first.locator("[data-act=dial-callback]").click()
        party = await sample.carrier.dialled(task["number"], after=earlier)
        await desk.state("talking")
        await party.hang_up()
        await desk.state("wrap_up")
        await desk.act("finish")
        await desk.state("ready")
        await expect(first).to_contain_text(task["customer"])  # it is his, so it stays first
        await first.locator("[data-act=close-reached]").click()
        await expect(desk.page.get_by_test_id("said")).to_be_visible()
        closed = (await leader.call("GET", "/api/callbacks?state=closed"))["items"]
        assert [one["result"] for one in closed if one["id"] == task["id"]] == ["reached"]
        assert desk.faults == []


async def test_a_leader_takes_the_list_of_calls_along_and_the_page_stays(sample, browser):
    async with desktop(browser, sample.url) as desk:
        await desk.sign_in("zhouting", sample.passwords["zhouting"])
        await desk.page.goto("/calls")
        async with desk.page.expect_download() as told:
            await desk.act("export")
        assert (await told.value).suggested_filename.endswith(".xlsx")
        await expect(desk.page.locator("[data-act=export]")).to_be_visible()
        assert desk.faults == []


async def test_a_session_that_ends_asks_for_the_password_and_keeps_what_was_typed(sample, browser):
    async with desktop(browser, sample.url) as desk:
        page = desk.page
        await desk.sign_in("admin", sample.passwords["admin"])
        await page.goto("/compliance?tab=blacklist")
        await page.locator("[data-act=add]").first.click()
        number = page.locator("#number")
        await number.fill("13800138999")
        await page.locator("#reason").fill("多次骚扰")
        await page.context.clear_cookies(name="zuoxi_session")
        await page.locator("[data-act=save]").first.click()
        again = page.get_by_test_id("session-over")
        await again.locator("input[type=password]").fill(sample.passwords["admin"])
        await again.locator("[data-act=save]").click()
        await expect(again).to_have_count(0)
        await expect(number).to_have_value("13800138999")
        assert desk.faults == []


async def test_two_people_on_one_queue_are_told_of_each_other(sample, browser):
    async with desktop(browser, sample.url) as one, desktop(browser, sample.url) as other:
        for desk in (one, other):
            await desk.sign_in("admin", sample.passwords["admin"])
            await desk.page.goto("/telephony?tab=queues")
            await desk.page.locator("[data-act=edit]").first.click()
        await one.page.locator("#capacity").fill("150")
        await one.page.locator("[data-act=save]").click()
        await expect(one.page.get_by_test_id("said")).to_be_visible()

        await other.page.locator("#priority").fill("5")
        await other.page.locator("[data-act=save]").click()
        told = other.page.get_by_test_id("conflict")
        await expect(told).to_contain_text("容量")
        await told.locator("button").first.click()
        await expect(other.page.locator("#capacity")).to_have_value("150")
        assert one.faults == [] and other.faults == []


async def test_hours_are_understood_as_typed_and_never_kept_unread(sample, browser):
    async with desktop(browser, sample.url) as desk:
        page = desk.page
        await desk.sign_in("admin", sample.passwords["admin"])
        await page.goto("/compliance?tab=hours")
        monday = page.get_by_role("group", name="周一")
        await monday.get_by_role("button", name="输入").click()
        await monday.locator("input").fill("abc")
        await page.locator("[data-act=save]").click()
        await expect(page.locator(".ant-form-item-explain-error")).to_contain_text("周一")
        await expect(page.get_by_test_id("said")).to_have_count(0)

        await monday.locator("input").fill("8：00～12：00，14点至20:00")
        await monday.locator("input").press("Enter")
        await page.locator("[data-act=save]").click()
        await expect(page.get_by_test_id("said")).to_be_visible()
        async with sample.person("admin") as admin:
            stored = await admin.call("GET", "/api/dial-hours")
            assert stored["weekly"][0] == [[480, 720], [840, 1200]]
            await admin.call("PUT", "/api/dial-hours", {"weekly": [[[0, 1440]]] * 7, "days": {}})
        assert desk.faults == []


async def test_taking_a_number_out_of_use_says_what_happens_and_can_be_taken_back(sample, browser):
    async with desktop(browser, sample.url) as desk:
        page = desk.page
        await desk.sign_in("admin", sample.passwords["admin"])
        await page.goto("/telephony?tab=numbers")
        await page.locator("[data-act=deactivate]").first.click()
        asked = page.locator(".ant-modal-confirm")
        await expect(asked).to_contain_text("停用")
        await asked.locator(".ant-btn-dangerous").click()
        await expect(page.get_by_test_id("said")).to_be_visible()
        await page.get_by_text("已停用", exact=True).first.click()
        await page.locator("[data-act=restore]").click()
        await page.get_by_text("在用", exact=True).click()
        await expect(page.locator("tbody tr.ant-table-row")).not_to_have_count(0)
        assert desk.faults == []


CUT = """() => {
  const edge = document.documentElement.clientWidth + 1
  const cut = []
  const acts = '[data-act], [data-testid=agent-card] *, .ant-table-thead th'
  for (const one of document.querySelectorAll(acts)) {
    const box = one.getBoundingClientRect()
    const shortened = one.scrollWidth > one.clientWidth + 1 && one.children.length === 0
    if (box.width && (box.right > edge || shortened)) {
      cut.push(`${one.dataset.act ?? one.className}: ${one.textContent}`)
    }
  }
  for (const one of document.querySelectorAll('.ant-table-content, .ant-table-body')) {
    if (one.scrollWidth > one.clientWidth + 1) cut.push(`table: ${one.scrollWidth} > ${one.clientWidth}`)
  }
  for (const one of document.querySelectorAll('[data-missing]')) cut.push(`no word: ${one.dataset.missing}`)
  return cut
}"""
"""What cannot be seen whole without scrolling sideways: acts, heads of columns, what stands on a tile; and
values for which there is no word."""


async def nothing_is_cut(page):
    """What comes later (names, texts) makes columns wider, and then they give way one after the other, a
    frame each: asked once nothing is fetched any more, and never a second time."""
    await page.wait_for_load_state("networkidle")
    try:
        await page.wait_for_function(f"({CUT})().length === 0")
    except PlaywrightTimeout:
        raise AssertionError(f"cut at {page.url}: {await page.evaluate(CUT)}") from None


async def test_on_a_narrow_screen_in_english_nothing_is_cut(sample, browser):
    async with (
        desktop(browser, sample.url) as agent,
        sample.person("zhouting") as leader,
        desktop(browser, sample.url) as desk,
    ):
        page = desk.page
        await agent.sign_in("lina", sample.passwords["lina"])
        await agent.come_to_work()
        await agent.page.get_by_test_id("agent-state").click()
        await agent.page.get_by_role("menuitem").filter(has_text="会议").click()
        await agent.state("not_ready")
        await desk.sign_in("zhouting", sample.passwords["zhouting"])
        await leader.call("PATCH", "/api/session", {"language": "en"})
        try:
            await page.goto("/floor")
            card = page.get_by_test_id("agent-card").filter(has_text="Meeting")
            await expect(card).to_be_visible()
            await nothing_is_cut(page)
            for path in ("/calls", "/callbacks"):
                await page.goto(path)
                await expect(page.locator("tbody tr.ant-table-row").first).to_be_visible()
                await nothing_is_cut(page)
            await the_desk_in_english(sample, agent)
        finally:
            await leader.call("PATCH", "/api/session", {"language": "zh"})
        assert desk.faults == []


async def the_desk_in_english(sample, agent):
    """The agent's bar and work list, and every word of the states that he can choose."""
    async with sample.person("lina") as person:
        await person.call("PATCH", "/api/session", {"language": "en"})
        try:
            await agent.page.goto("/work")
            await expect(agent.page.get_by_test_id("softphone")).to_contain_text("Meeting")
            await nothing_is_cut(agent.page)
            han = await agent.page.evaluate(HAN)
            assert han == [], "everything but names is English"
        finally:
            await person.call("PATCH", "/api/session", {"language": "zh"})


HAN = """() => [...document.querySelectorAll('[data-testid=softphone] [data-act], nav a, nav button, h2, h3')]
  .map(one => one.textContent.trim())
  .filter(words => /[\\u4e00-\\u9fff]/.test(words) && !/[\\d*]{4} \\d{4}$/.test(words))"""
"""Acts, ways and headings that are still Chinese; a customer's name stands with his number."""


async def closed(leader, task: str) -> list[str]:
    """The result of a task that is closed."""
    found = (await leader.call("GET", "/api/callbacks?state=closed"))["items"]
    return [one["result"] for one in found if one["id"] == task]


async def test_a_callback_that_is_given_to_the_system_rings_at_both_by_itself(sample, browser):
    unwelcome = {names.customer_number(index) for index in (*DO_NOT_CALL, *BLACKLISTED)}
    async with sample.person("zhouting") as leader, desktop(browser, sample.url) as desk:
        owed = (await leader.call("GET", "/api/callbacks"))["items"]
        task = next(one for one in owed if one["number"] not in unwelcome and one["queue"])
        earlier = sum(party.number == task["number"] for party in sample.carrier.parties)
        # of the first line: whom the house counts on serves the queue from the first moment on
        await desk.sign_in("wangfang", sample.passwords["wangfang"])
        await desk.come_to_work()
        given = await leader.call("POST", f"/api/callbacks/{task['id']}/calling", {"by": "automatic"})
        assert given["house"]["state"] == "waiting"
        party = await sample.carrier.dialled(task["number"], after=earlier, timeout_s=60)
        # he hears first who calls, and that he is recorded
        softphone = desk.page.get_by_test_id("softphone")
        await expect(softphone).to_have_attribute("data-state", "ringing", timeout=60_000)
        await desk.page.keyboard.press("F4")
        await desk.state("talking")
        await expect(desk.page.get_by_text("自动回呼", exact=True).first).to_be_visible()
        await party.hang_up()
        await desk.state("wrap_up")
        await desk.act("finish")
        await desk.state("ready")
        async with asyncio.timeout(30):
            while not (done := await closed(leader, task["id"])):
                await asyncio.sleep(0.2)
        assert done == ["reached"]
        calls = (await leader.call("GET", f"/api/calls?number={task['number']}"))["items"]
        detail = await leader.call("GET", f"/api/calls/{calls[0]['id']}")
        assert (detail["called_back"]["number"], detail["called_back"]["reason"]) == (1, task["reason"])
        assert desk.faults == []
