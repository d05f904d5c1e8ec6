"""A prompt is spoken into the browser and a flow drawn by mouse and keyboard; its caller hears the prompt and
speaks with somebody outside. An agent sends his customer through a flow and has him back."""

from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio
import soundfile
from playwright.async_api import Browser, Locator, Page, expect

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import Desktop, chromium, desktop
from tests.journeys.sample import Sample, sample_centre
from zuoxi.simulator import names
from zuoxi.simulator.sample import CALLER_ID, SALES_NUMBER, SERVICE_NUMBER
from zuoxi.switch.asterisk.carrier import CALLEE_TONE, Party
from zuoxi.switch.tones import tones_in

SPOKEN, CALLER_TONE = 800, 440
"""Hz: what is said into the microphone, what the caller says."""
ON_DUTY = names.customer_number(40)
CALLER = names.customer_number(41)

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre(TIMERS) as running:
        yield running


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the microphone hears: short words of one tone, for a steady one is taken for noise."""
    file = tmp_path_factory.mktemp("microphone") / "spoken.wav"
    moments = np.arange(48_000 * 4) / 48_000
    words = (moments % 0.6) < 0.4
    soundfile.write(file, 0.6 * np.sin(2 * np.pi * SPOKEN * moments) * words, 48_000, subtype="PCM_16")
    return file


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(spoken: Path):
    async with chromium(f"--use-file-for-fake-audio-capture={spoken}") as running:
        yield running


async def test_a_prompt_is_spoken_a_flow_drawn_and_its_caller_put_through(sample: Sample, browser: Browser):
    async with desktop(browser, sample.url) as boss:
        await boss.sign_in("admin", sample.passwords["admin"])
        await prompt_recorded(boss.page)
        await flow_begun(boss.page)
        await drawn_with_the_mouse(boss.page)
        await drawn_by_keyboard(boss.page)
        await filled_in(boss.page)
        await published(boss.page)
        await chosen(boss.page)
        await caller_is_put_through(sample)
        await told_on_the_call(boss.page)
        assert boss.faults == []


async def chosen_in(field: Locator, page: Page, text: str) -> None:
    """An entry of a list is chosen."""
    await field.click()
    await page.locator(".ant-select-item-option:visible").filter(has_text=text).last.click()


async def prompt_recorded(page: Page) -> None:
    """Three seconds at the microphone, heard again and kept."""
    await page.goto("/ivr?tab=prompts")
    await page.locator("[data-act=add]").first.click()
    await page.locator("#name").fill("值班说明")
    await page.locator("#org_unit").click()
    await page.locator(".ant-select-tree-title, .ant-select-item-option").first.click()
    await page.locator("[data-act=save]").click()
    await page.locator("tbody tr.ant-table-row").filter(has_text="值班说明").click()
    sound = page.get_by_test_id("sound-zh")
    await sound.locator("[data-act=record]").click()
    await expect(sound.locator(".z-figures")).to_contain_text("00:03")
    await sound.locator("[data-act=record]").click()
    await expect(sound.get_by_test_id("taken")).to_be_visible()
    await sound.locator("[data-act=keep]").click()
    await expect(page.get_by_test_id("said")).to_be_visible()
    await expect(sound.locator("audio")).to_have_count(1)


async def flow_begun(page: Page) -> None:
    await page.goto("/ivr")
    await page.locator("[data-act=add]").first.click()
    await page.locator("#name").fill("值班电话")
    await page.locator("#org_unit").click()
    await page.locator(".ant-select-tree-title, .ant-select-item-option").first.click()
    await page.locator("[data-act=save]").click()
    await page.locator("[data-act=design]").first.click()


def node(page: Page, id: str) -> Locator:
    return page.locator(f".react-flow__node[data-id={id}]")


def edge(page: Page, id: str) -> Locator:
    return page.locator(f".react-flow__edge[data-id='{id}']")


async def drawn_with_the_mouse(page: Page) -> None:
    """Two nodes are dragged to their places, and a line from the exit of one to the other."""
    canvas = page.locator(".react-flow__pane")
    await page.locator("[data-kind=play]").drag_to(canvas, target_position={"x": 40, "y": 60})
    await expect(node(page, "play-1")).to_be_visible()
    await page.locator("[data-kind=external]").drag_to(canvas, target_position={"x": 330, "y": 60})
    await expect(node(page, "external-1")).to_be_visible()
    await line(page, node(page, "play-1").locator("[data-handleid=next]"), node(page, "external-1"))
    await expect(edge(page, "play-1/next")).to_have_count(1)


async def line(page: Page, exit: Locator, to: Locator) -> None:
    begin = await exit.bounding_box()
    end = await to.locator(".react-flow__handle.target").bounding_box()
    assert begin and end
    await page.mouse.move(begin["x"] + begin["width"] / 2, begin["y"] + begin["height"] / 2)
    await page.mouse.down()
    await page.mouse.move(end["x"] - 20, end["y"] + 10, steps=5)
    await page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)
    await page.mouse.up()


async def drawn_by_keyboard(page: Page) -> None:
    """The node is chosen by Enter; each exit is led to a new node, or to one that is there, by its list."""
    await node(page, "external-1").focus()
    await page.keyboard.press("Enter")
    await led_by_keys(page, "忙或拒接", "留言")
    await expect(edge(page, "external-1/busy")).to_have_count(1)
    for exit in ("无人接听", "失败"):
        await node(page, "external-1").focus()
        await page.keyboard.press("Enter")
        await led_by_keys(page, exit, "留言")
    await expect(page.locator(".react-flow__edge")).to_have_count(4)
    await expect(page.locator(".react-flow__node")).to_have_count(3)


async def led_by_keys(page: Page, exit: str, to: str) -> None:
    """What is typed finds the first that is so called: a node that is there goes before a new one."""
    await page.get_by_test_id("exits").get_by_label(exit, exact=True).focus()
    await page.keyboard.type(to)
    await page.keyboard.press("Enter")


async def filled_in(page: Page) -> None:
    """The prompt that was spoken, and the number of who is on duty; he is heard as his line sounds."""
    await node(page, "play-1").click()
    settings = page.get_by_test_id("settings")
    await settings.locator("[data-act=say-prompt]").click()
    prompt = settings.locator(".ant-select input").last
    await prompt.fill("值班说明")  # the list is long: what is typed finds it
    await expect(page.locator(".ant-select-item-option:visible")).to_have_count(1)
    await prompt.press("Enter")
    await node(page, "external-1").click()
    await settings.locator("#number").fill(ON_DUTY)
    await settings.get_by_text("对方的回铃音").click()
    await expect(page.get_by_test_id("saving")).to_have_attribute("data-saved", "true")


async def published(page: Page) -> None:
    await expect(page.locator("[data-act=publish]")).to_be_enabled()
    await page.locator("[data-act=publish]").click()
    await page.locator(".ant-modal .ant-btn-primary").click()
    await expect(page.locator("[data-act=versions]")).to_contain_text("1")


async def chosen(page: Page) -> None:
    """The sales number leads through it."""
    await page.goto("/telephony?tab=numbers")
    row = page.locator("tbody tr.ant-table-row").filter(has_text="400 800 1234")
    await row.locator("[data-act=edit]").click()
    await chosen_in(page.locator("#flow"), page, "值班电话")
    await page.locator("[data-act=save]").click()
    await expect(page.get_by_test_id("said")).to_be_visible()


async def caller_is_put_through(sample: Sample) -> None:
    """He hears the prompt, then whoever is on duty, who sees the house's number and hears him."""
    caller = await sample.carrier.customer_calls(CALLER, SALES_NUMBER, tone=CALLER_TONE)
    on_duty = await sample.carrier.dialled(ON_DUTY, timeout_s=60)
    await on_duty.answered.wait()
    assert on_duty.caller == CALLER_ID
    await caller.press("1234567890")  # so long both hear each other
    await on_duty.hang_up()
    await caller.ended.wait()
    heard = tones_in(caller.heard, (SPOKEN, CALLEE_TONE))
    assert heard == {SPOKEN, CALLEE_TONE}
    assert tones_in(on_duty.heard, (SPOKEN, CALLER_TONE)) == {CALLER_TONE}, (
        "the prompt was the caller's alone"
    )


async def told_on_the_call(page: Page) -> None:
    await page.goto("/calls")
    await page.locator("tbody tr.ant-table-row").first.click()
    way = page.get_by_test_id("call-way")
    await expect(way).to_contain_text("由自助语音拨打外线")
    await expect(way).to_contain_text("双方通话")


IDENTITY = {
    "start": "pin",
    "nodes": [
        {
            "kind": "collect",
            "id": "pin",
            "name": "输入密码",
            "say": [{"type": "prompt", "prompt": "ivr-order-number"}],
            "variable": "pin",
            "max_digits": 4,
            "secret": True,
            "exits": {"next": "right", "invalid": "back", "no_input": "back"},
        },
        {"kind": "set", "id": "right", "variable": "result", "value": "已核验", "exits": {"next": "back"}},
        {"kind": "agent", "id": "back", "shows": [{"variable": "result", "label": "密码"}]},
    ],
}


async def test_an_agent_sends_his_customer_through_a_flow_and_has_him_back(sample: Sample, browser: Browser):
    await identity_check_is_there(sample)
    async with desktop(browser, sample.url) as agent:
        await agent.sign_in("wangfang", sample.passwords["wangfang"])
        await agent.come_to_work()
        customer = await sample.carrier.customer_calls(names.customer_number(42), SERVICE_NUMBER)
        await agent.state("ringing")
        await agent.page.keyboard.press("F4")
        await agent.talk_for_a_while()
        await sent_into_the_flow(agent)
        await comes_back_with_what_it_found(agent, customer)
        await agent.page.keyboard.press("F8")
        await agent.state("wrap_up")
        await customer.ended.wait()
        assert agent.faults == []


async def identity_check_is_there(sample: Sample) -> None:
    async with sample.person("admin") as boss:
        queues = await boss.call("GET", "/api/queues")
        unit = queues["items"][0]["org_unit"]["id"]
        row = await boss.call("POST", "/api/ivr-flows", {"name": "身份核验", "org_unit": unit})
        path = f"/api/ivr-flows/{row['id']}"
        draft = await boss.call("PUT", f"{path}/draft", {"flow": IDENTITY, "layout": {}, "revision": 0})
        assert draft["faults"] == []
        await boss.call("POST", f"{path}/publish", {"revision": draft["revision"], "note": ""})


async def sent_into_the_flow(agent: Desktop) -> None:
    """By the keyboard; he sees where his customer is."""
    await agent.page.keyboard.press("F9")
    await agent.page.get_by_test_id("pass-search").fill("身份核验")
    await expect(agent.page.locator("[data-act=consult]")).to_be_enabled()
    await agent.page.keyboard.press("Enter")
    await agent.state("holding")
    await expect(agent.page.get_by_test_id("led")).to_contain_text("输入密码")


async def comes_back_with_what_it_found(agent: Desktop, customer: Party) -> None:
    """Never with the digits themselves."""
    led = agent.page.get_by_test_id("led")
    await customer.press("4711")
    await expect(led).to_have_attribute("data-came", "found")
    await expect(led).to_contain_text("密码 已核验")
    await expect(led).not_to_contain_text("4711")
    await agent.state("talking")
