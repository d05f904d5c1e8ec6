"""An agent calls for help: his leader listens, whispers, barges in, writes to him and ends his call."""

import asyncio

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.journeys.conftest import TIMERS
from tests.journeys.desktop import Desktop, chromium, desktop
from tests.journeys.sample import Sample, sample_centre
from zuoxi.simulator import names
from zuoxi.simulator.sample import SALES_NUMBER
from zuoxi.switch.asterisk.carrier import Party

AGENT, AGENT_NUMBER = "王芳", "1001"
LEADER = "周婷"
CALLER = names.customer_number(11)
WORD = "先安抚客户，再查物流"
WHY = "客户辱骂坐席员"

COUNT_LINES = """() => {
  const Line = window.RTCPeerConnection
  window.lines = []
  window.RTCPeerConnection = class extends Line {
    constructor(...how) {
      super(...how)
      window.lines.push(this)
    }
  }
}"""
"""Before the page's own program: every line that it opens can be asked what it carries."""

HEARS = """async (more) => {
  let heard = 0
  for (const one of window.lines) {
    for (const told of (await one.getStats()).values()) {
      if (told.type === 'inbound-rtp') heard += told.totalAudioEnergy ?? 0
    }
  }
  window.silence ??= heard
  return heard > window.silence + more
}"""
"""Whether more sound has come in by the page's lines since it was first asked."""

SOUND = 0.001
"""Energy (share of full scale², seconds) that silence does not come to: a tone brings it in a moment."""

pytestmark = [pytest.mark.browser, pytest.mark.switch, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sample():
    async with sample_centre(TIMERS) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    async with chromium() as running:
        yield running


def tile(page: Page) -> Locator:
    """The agent's, on the floor."""
    return page.locator(f"[data-testid=agent-card][data-number='{AGENT_NUMBER}']")


async def calls_for_help(agent: Desktop, leader: Desktop) -> None:
    """His tile goes before the leader's own; on his bar nothing moves."""
    cards = leader.page.get_by_test_id("agent-card")
    await expect(cards).to_have_count(2)
    hangs_up = agent.page.locator("[data-act=hang_up]")
    place = await hangs_up.bounding_box()
    await agent.page.keyboard.press("Control+F2")
    await expect(agent.page.get_by_test_id("help-me")).to_have_attribute("aria-pressed", "true")
    assert await hangs_up.bounding_box() == place
    await expect(tile(leader.page)).to_have_attribute("data-help", "true")
    await expect(cards.first).to_have_attribute("data-number", AGENT_NUMBER)


async def nobody_is_said_to_speak(agent: Desktop) -> None:
    """The strip of who is on the call stays away: of a leader who only listens the agent knows nothing."""
    await expect(agent.page.get_by_test_id("leader-on-call")).to_have_count(0)


async def is_on_the_call(leader: Desktop, way: str) -> None:
    await leader.state("supervising")
    await expect(leader.page.get_by_test_id("supervising")).to_have_attribute("data-way", way)


async def is_said_to_speak(agent: Desktop, way: str) -> None:
    told = agent.page.get_by_test_id("leader-on-call")
    await expect(told).to_have_attribute("data-way", way)
    await expect(told).to_contain_text(LEADER)


async def comes_by_the_keys_of_the_tile(leader: Desktop, agent: Desktop) -> None:
    await leader.page.evaluate(HEARS, SOUND)
    await tile(leader.page).focus()
    await leader.page.keyboard.press("l")
    await is_on_the_call(leader, "monitor")
    await leader.page.wait_for_function(HEARS, arg=SOUND)
    await nobody_is_said_to_speak(agent)
    await leader.page.keyboard.press("w")
    await is_on_the_call(leader, "whisper")
    await is_said_to_speak(agent, "whisper")
    await leader.page.keyboard.press("b")
    await is_on_the_call(leader, "barge")
    await is_said_to_speak(agent, "barge")
    await leader.page.keyboard.press("x")
    await leader.state("ready")
    await expect(leader.page.get_by_test_id("supervising")).to_have_count(0)
    await nobody_is_said_to_speak(agent)
    await agent.state("talking")


async def comes_by_the_panel(leader: Desktop, agent: Desktop) -> None:
    """Whispering, then listening again: the agent is told of the one and that it is over."""
    await tile(leader.page).click()
    acts = leader.page.get_by_test_id("agent-acts")
    await acts.locator("[data-act=whisper]").click()
    await is_on_the_call(leader, "whisper")
    await is_said_to_speak(agent, "whisper")
    strip = leader.page.get_by_test_id("supervising")
    await strip.locator("[data-act=monitor]").click()
    await is_on_the_call(leader, "monitor")
    await nobody_is_said_to_speak(agent)
    await strip.locator("[data-act=leave_call]").click()
    await leader.state("ready")


async def writes_to_him(leader: Desktop, agent: Desktop) -> None:
    """It stands on his desk until he has seen it."""
    await leader.page.get_by_test_id("agent-acts").locator("[data-act=text]").click()
    await leader.page.get_by_role("dialog").locator("textarea").fill(WORD)
    await leader.page.keyboard.press("Control+Enter")
    word = agent.page.get_by_test_id("leader-word")
    await expect(word).to_contain_text(WORD)
    await expect(word).to_contain_text(LEADER)
    await agent.page.reload()
    await expect(word).to_contain_text(WORD)
    await word.get_by_role("button").click()
    await expect(word).to_have_count(0)


async def ends_his_call(leader: Desktop, agent: Desktop, party: Party) -> None:
    """With the reason, which the agent is told."""
    await agent.state("talking")
    acts = leader.page.get_by_test_id("agent-acts")
    await acts.locator("input").fill(WHY)
    await acts.locator("[data-act=force_release]").click()
    await leader.page.locator(".ant-popconfirm-buttons .ant-btn-primary").click()
    await asyncio.wait_for(party.ended.wait(), 20)
    await agent.state("wrap_up")
    word = agent.page.locator("[data-testid=leader-word][data-kind=released]")
    await expect(word).to_contain_text(WHY)


async def way_of(leader: Desktop) -> str:
    """What the page of the call says of it."""
    await leader.page.goto(f"/calls?q={CALLER}")
    await leader.page.locator("tbody tr.ant-table-row").first.click()
    way = leader.page.get_by_test_id("call-way")
    await expect(way).to_contain_text(f"{LEADER} 强拆 {AGENT} 的通话")
    return await way.inner_text()


async def test_a_leader_who_is_called_for_help_comes_onto_the_call_in_every_way(sample: Sample, browser):
    async with desktop(browser, sample.url) as leader, desktop(browser, sample.url) as agent:
        await leader.page.add_init_script(f"({COUNT_LINES})()")
        await leader.sign_in("zhouting", sample.passwords["zhouting"])
        await leader.come_to_work()
        # not loaded anew: for as long as that takes he would count as away, and not be ready after it
        await leader.page.locator("a[href='/floor']").first.click()
        await agent.sign_in("wangfang", sample.passwords["wangfang"])
        await agent.come_to_work()
        party = await sample.carrier.customer_calls(CALLER, SALES_NUMBER, tone=440)
        await agent.state("ringing")
        await agent.page.keyboard.press("F4")
        await agent.talk_for_a_while()
        await expect(tile(leader.page)).to_have_attribute("data-state", "talking")

        await calls_for_help(agent, leader)
        await comes_by_the_keys_of_the_tile(leader, agent)
        await comes_by_the_panel(leader, agent)
        await writes_to_him(leader, agent)
        assert not party.ended.is_set(), "nothing of it has touched the conversation"
        await ends_his_call(leader, agent, party)

        way = await way_of(leader)
        assert f"{LEADER} 对 {AGENT} 耳语" in way
        assert f"{LEADER} 强插" in way
        assert "监听" not in way, "who only listened stands in the trail, not on the call's way"
        assert leader.faults == [] and agent.faults == []
