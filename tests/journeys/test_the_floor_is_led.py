"""A leader gives a caller to an agent and puts another ahead; agents are seen where they sit in the room."""

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import Desktop, chromium, desktop
from tests.journeys.sample import Sample, sample_centre
from zuoxi.simulator import names
from zuoxi.simulator.sample import SALES_NUMBER
from zuoxi.switch.asterisk.carrier import Party

LEADER, WANG, LI, ZHANG = "周婷", "王芳", "李娜", "张伟"
TALKS, LONGEST, GIVEN, AHEAD = map(names.customer_number, (21, 22, 23, 24))
"""Who calls, in this order: the first is served, the others wait."""

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre(TIMERS) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as running:
        yield running


def shown(number: str) -> str:
    """A number as pages write it."""
    return f"{number[:3]} {number[3:7]} {number[7:]}"


def row(page: Page, number: str) -> Locator:
    """Of somebody who waits."""
    return page.get_by_test_id("caller").filter(has_text=shown(number))


async def in_turn(page: Page, *numbers: str) -> None:
    """These wait, in this order."""
    await expect(page.get_by_test_id("caller")).to_have_count(len(numbers))
    for place, number in enumerate(numbers):
        await expect(page.get_by_test_id("caller").nth(place)).to_contain_text(shown(number))


async def takes(desk: Desktop, number: str) -> None:
    """It rings at this agent with this caller, and he answers."""
    await desk.state("ringing")
    await desk.page.keyboard.press("F4")
    await desk.talk_for_a_while()
    await expect(desk.page.get_by_test_id("softphone")).to_contain_text(
        await name_of(desk.page, number), use_inner_text=True
    )


async def name_of(page: Page, number: str) -> str:
    """By which the house knows the customer of this number."""
    found = await page.evaluate(
        "async number => (await (await fetch(`/api/customers?q=${number}`)).json()).items[0].name", number
    )
    return str(found)


async def comes_to_ringing(desk: Desktop) -> None:
    """Somebody waits already: he is hardly ready, and it rings."""
    await desk.act("sign_in")
    await desk.state("not_ready")
    await desk.act("ready")


async def finishes(desk: Desktop, party: Party) -> None:
    """The customer hangs up; the agent gives the result and is ready."""
    await party.hang_up()
    await desk.state("wrap_up")
    await desk.page.get_by_role("radio").first.click()
    await desk.act("finish")


async def way_of(page: Page, number: str) -> str:
    """What the page of his latest call says of it."""
    await page.goto(f"/calls?q={number}")
    await page.locator("tbody tr.ant-table-row").first.click()
    way = page.get_by_test_id("call-way")
    await expect(way).to_contain_text(LEADER)
    return await way.inner_text()


async def puts_him_ahead(page: Page) -> None:
    """By mouse; his row moves up, and closing the choice leaves the hand where it was."""
    await row(page, AHEAD).locator("[data-act=give]").click()
    await page.get_by_test_id("give-choice").get_by_text("提前 5 分").click()
    await in_turn(page, AHEAD, LONGEST, GIVEN)
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("give-choice")).to_have_count(0)
    await expect(row(page, AHEAD)).to_be_focused()


async def gives_him(page: Page) -> None:
    """By key: from row to row, Enter, a part of the name, Enter."""
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await expect(row(page, GIVEN)).to_be_focused()
    await page.keyboard.press("Enter")
    choice = page.get_by_test_id("give-choice")
    await choice.locator("input").last.fill(WANG[:1])
    await expect(choice.locator("[data-target]")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(row(page, GIVEN).get_by_test_id("why-not")).to_contain_text(f"等 {WANG} 空闲")


async def test_a_leader_gives_a_caller_to_an_agent_and_puts_another_ahead(sample: Sample, browser):
    async with (
        desktop(browser, sample.url) as leader,
        desktop(browser, sample.url) as wang,
        desktop(browser, sample.url) as li,
    ):
        await leader.sign_in("zhouting", sample.passwords["zhouting"])
        await leader.page.goto("/floor")
        await wang.sign_in("wangfang", sample.passwords["wangfang"])
        await wang.come_to_work()
        parties = {TALKS: await sample.carrier.customer_calls(TALKS, SALES_NUMBER)}
        await takes(wang, TALKS)
        for number in (LONGEST, GIVEN, AHEAD):
            parties[number] = await sample.carrier.customer_calls(number, SALES_NUMBER)
            await expect(row(leader.page, number)).to_be_visible()
        await in_turn(leader.page, LONGEST, GIVEN, AHEAD)

        await puts_him_ahead(leader.page)
        await gives_him(leader.page)

        await li.sign_in("lina", sample.passwords["lina"])
        await comes_to_ringing(li)
        await takes(li, AHEAD)
        await in_turn(leader.page, LONGEST, GIVEN)
        await finishes(wang, parties[TALKS])
        await takes(wang, GIVEN)
        await in_turn(leader.page, LONGEST)
        await finishes(li, parties[AHEAD])
        await takes(li, LONGEST)
        await expect(leader.page.get_by_test_id("caller")).to_have_count(0)
        for desk, number in ((wang, GIVEN), (li, LONGEST)):
            await parties[number].hang_up()
            await desk.state("wrap_up")

        assert f"{LEADER} 把客户指给 {WANG}，作为他的下一通" in await way_of(leader.page, GIVEN)
        assert f"{LEADER} 把客户提前 05:00" in await way_of(leader.page, AHEAD)
        assert leader.faults == wang.faults == li.faults == []


async def makes_seats(sample: Sample, *seats: str) -> None:
    """As they are set up under Company, in the leader's hall."""
    async with sample.person("admin") as person:
        units = await person.call("GET", "/api/org-units")
        hall = next(one["id"] for one in units if one["name"] == names.HALL)
        for name in seats:
            await person.call("POST", "/api/seats", {"org_unit": hall, "name": name})


async def opens_the_plan(page: Page) -> None:
    await page.goto("/floor")
    await page.get_by_text("座位图", exact=True).click()
    await expect(page.get_by_test_id("seat-plan")).to_be_visible()


async def place_of(page: Page, seat: str) -> tuple[float, float]:
    """Where it is drawn."""
    box = await page.locator(f"[data-testid=seat][data-seat={seat}]").bounding_box()
    assert box is not None
    return box["x"], box["y"]


async def seats_somebody(page: Page, seat: str, name: str) -> None:
    """At the seat that is chosen."""
    chooses = page.get_by_role("combobox").last
    await chooses.fill(name)
    await chooses.press("Enter")
    await expect(page.locator(f"[data-testid=seat][data-seat={seat}]")).to_contain_text(name)


async def arranges_the_room(page: Page) -> None:
    """A01 is put and moved by key, A02 pulled by the mouse to where there is room."""
    await page.locator("[data-act=edit-plan]").click()
    await page.locator("[data-loose=A01]").click()
    seat = page.locator("[data-testid=seat][data-seat=A01] button")
    await expect(seat).to_be_focused()
    first = await place_of(page, "A01")
    async with page.expect_response("**/api/seats/*") as moved:
        await page.keyboard.press("ArrowRight")
    assert (await moved.value).ok
    assert (await place_of(page, "A01"))[0] > first[0]
    await seats_somebody(page, "A01", ZHANG)
    await page.locator("[data-loose=A02]").drag_to(page.locator("[data-spot='3 1']"))
    await expect(page.locator("[data-testid=seat][data-seat=A02]")).to_be_visible()
    await seats_somebody(page, "A02", LI)
    await page.locator("[data-act=edit-plan]").click()


async def test_the_room_is_arranged_and_agents_are_seen_where_they_sit(sample: Sample, browser):
    async with (
        desktop(browser, sample.url) as boss,
        desktop(browser, sample.url) as leader,
        desktop(browser, sample.url) as zhang,
    ):
        await makes_seats(sample, "A01", "A02")
        await boss.sign_in("admin", sample.passwords["admin"])
        await opens_the_plan(boss.page)
        await expect(boss.page.get_by_test_id("seat-plan")).to_contain_text("席位还没有摆到图上")
        await arranges_the_room(boss.page)
        drawn = await place_of(boss.page, "A01")
        await opens_the_plan(boss.page)
        assert await place_of(boss.page, "A01") == drawn, "it stands there after a reload"

        await zhang.sign_in("zhangwei", sample.passwords["zhangwei"])
        await zhang.come_to_work()
        await leader.sign_in("zhouting", sample.passwords["zhouting"])
        await opens_the_plan(leader.page)
        seat = leader.page.locator("[data-testid=seat][data-seat=A01]")
        await expect(seat.get_by_test_id("agent-card")).to_have_attribute("data-state", "ready")
        await expect(leader.page.locator("[data-testid=seat][data-seat=A02]")).to_contain_text("未签入")
        party = await sample.carrier.customer_calls(TALKS, SALES_NUMBER)
        await takes(zhang, TALKS)
        await expect(seat.get_by_test_id("agent-card")).to_have_attribute("data-state", "talking")
        await seat.get_by_test_id("agent-card").click()
        await expect(leader.page.get_by_test_id("agent-acts")).to_be_visible()
        await party.hang_up()
        await expect(seat.get_by_test_id("agent-card")).to_have_attribute("data-state", "wrap_up")
        assert boss.faults == leader.faults == zhang.faults == []
