"""How smooth the floor page is: `python -m tests.journeys.floor_frames [--agents N] [--changes N] [FOLDER]`.

The built page in Chromium, with a gateway and an API that are played here: so many agents, so many
changes a second. Frames are counted by the browser itself and told as JSON, with what a second of it costs in
processor time (`page_…`: the page's own thread; `cpu_ms`: all of Chromium's processes, drawing too), which a
busy machine hardly changes; pictures go into FOLDER.
"""

import argparse
import asyncio
import contextlib
import json
import mimetypes
import os
import random
import sys
from pathlib import Path
from typing import Any

from playwright.async_api import CDPSession, Error, Page, Route, WebSocketRoute

from tests.journeys.desktop import chromium
from tests.run.needs import NEEDS
from zuoxi.kernel.clock import now_ms

DIST = Path(__file__).parents[2] / "desktop" / "dist"
ORIGIN = "http://localhost:59999"
STATES = ("ready", "talking", "talking", "talking", "holding", "wrap_up", "not_ready", "ringing")
COUNT = """async ms => {
  const gaps = []; let last = performance.now(); const end = last + ms
  await new Promise(done => requestAnimationFrame(function step(now) {
    gaps.push(now - last); last = now
    if (now < end) requestAnimationFrame(step); else done() }))
  gaps.sort((a, b) => a - b)
  const at = share => gaps[Math.floor(share * (gaps.length - 1))]
  return { frames: gaps.length, fps: gaps.length / ms * 1000, p50_ms: at(0.5), p95_ms: at(0.95),
           p99_ms: at(0.99), longest_ms: at(1), over_34_ms: gaps.filter(one => one > 34).length }
}"""
STILL = """document.getAnimations().every(
  one => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity)"""
PERSON = {
    "id": "lead",
    "name": "周婷",
    "number": "",
    "username": "lead",
    "language": "zh",
    "permissions": ["floor.watch", "floor.lead", "numbers.see", "telephony.manage"],
    "tenant": {"id": "t", "name": "样例公司", "timezone": "Asia/Shanghai"},
    "org_unit": {"id": "u", "name": "一号大厅", "name_en": "Hall one", "path": "0001"},
    "roles": [],
}
SESSION = {
    "signed_in": True,
    "demo": False,
    "setup_needed": False,
    "setup_token_needed": False,
    "person": PERSON,
}
EMPTY: dict[str, Any] = {"items": [], "total": 0, "more": False, "page": 1, "size": 500}


def agent(number: int, at: int, state: str, version: int = 1) -> dict[str, Any]:
    """One agent as the gateway tells of him."""
    talks = state in ("talking", "holding", "ringing")
    return {
        "kind": "agent",
        "id": f"p{number}",
        "session": f"s{number}",
        "tenant": "t",
        "path": f"0001000{number % 8}",
        "name": f"坐席{number:03}",
        "number": str(1000 + number),
        "state": state,
        "reason": "meal" if state == "not_ready" else "",
        "since": at,
        "next_reason": "",
        "device": "d",
        "device_kind": "webrtc",
        "line": "up",
        "desktop": "x",
        "connected": True,
        "call": f"c{number}" if talks else "",
        "groups": ["g"],
        "missed": 0,
        "wrap_up_until": 0,
        "version": version,
        "help_since": at if number == 7 else 0,
        "supervises": None,
        "words": [],
    }


def call(number: int, at: int, phase: str) -> dict[str, Any]:
    """One call, with an agent or waiting."""
    waits = phase == "queue"
    return {
        "kind": "call",
        "id": f"c{number}",
        "tenant": "t",
        "path": "0001",
        "direction": "inbound",
        "phase": phase,
        "state": "queued" if waits else "talking",
        "since": at,
        "started_at": at,
        "queued_at": at if waits else 0,
        "answered_at": 0 if waits else at,
        "customer_number": f"138{number:08}",
        "house_number": "4008001234",
        "service_line": "订购热线",
        "service_line_en": "Orders",
        "called_for": "",
        "queue": "q0",
        "agent": "" if waits else f"p{number}",
        "segment": "",
        "muted": False,
        "recording": True,
        "hung_up_by": "",
        "version": 1,
        "standing": "vip" if number % 3 == 0 else "",
        "priority": 30 if number % 3 == 0 else 0,
        "given_to": "p1" if number == 901 else "",
        "hands": [],
    }


def floor(agents: int) -> dict[str, Any]:
    """Everybody, at some time of a busy day."""
    now, dice = now_ms(), random.Random(7)
    views: dict[str, Any] = {}
    for number in range(agents):
        at, state = now - dice.randrange(400_000), dice.choice(STATES)
        views[f"agent:p{number}"] = agent(number, at, state)
        if state in ("talking", "holding", "ringing"):
            views[f"call:c{number}"] = call(number, at, "talk")
    for number in range(900, 912):
        views[f"call:c{number}"] = call(number, now - dice.randrange(90_000), "queue")
    for number, name in enumerate(("销售热线", "售后服务", "电视购物")):
        views[f"queue:q{number}"] = {
            "kind": "queue",
            "id": f"q{number}",
            "tenant": "t",
            "path": "0001",
            "name": name,
            "name_en": name,
            "waiting": 12 if number == 0 else 0,
            "longest_since": now - 90_000 if number == 0 else 0,
            "version": 1,
            "place_ms": 0,
        }
    return views


async def gateway(socket: WebSocketRoute, agents: int, changes: int) -> None:
    """Say hello, give the floor, then so many changes a second in four frames, as the gateway does."""
    views, dice = floor(agents), random.Random(11)

    async def move() -> None:
        n = 1
        while True:
            await asyncio.sleep(0.25)
            put = {}
            for _ in range(max(1, changes // 4)):
                number = dice.randrange(agents)
                put[f"agent:p{number}"] = agent(number, now_ms(), dice.choice(STATES), n + 1)
            n += 1
            socket.send(json.dumps({"t": "ev", "id": "floor", "n": n, "put": put, "gone": []}))

    moving: list[asyncio.Task[None]] = []

    def hear(text: str | bytes) -> None:
        frame = json.loads(text)
        if frame["t"] == "hello":
            me = {key: PERSON[key] for key in ("id", "name", "number", "permissions")} | {"tenant": "t"}
            socket.send(json.dumps({"t": "welcome", "v": 1, "now": now_ms(), "person": me}))
        elif frame["t"] == "sub" and frame["topic"] == "floor":
            socket.send(json.dumps({"t": "snap", "id": frame["id"], "n": 1, "data": views}))
            if changes:
                moving.append(asyncio.ensure_future(move()))
        elif frame["t"] == "ping":
            socket.send(json.dumps({"t": "pong", "now": now_ms()}))

    socket.on_message(hear)


async def answer(route: Route) -> None:
    """The built files, and as much of an API as the page needs."""
    path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
    if path.startswith("/api/"):
        await route.fulfill(json=api(path))
        return
    file = DIST / path.lstrip("/")
    if not file.is_file():
        file = DIST / "index.html"
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    await route.fulfill(body=file.read_bytes(), content_type=kind)


def api(path: str) -> Any:
    """What the house answers."""
    now = "2026-01-01T00:00:00Z"
    seats = [
        {
            "id": f"seat{number}",
            "name": f"A{number:02}",
            "org_unit": {"id": "u", "name": "一号大厅", "name_en": "Hall one"},
            "plan_column": number % 10,
            "plan_row": number // 10,
            "person": {"id": f"p{number}", "name": f"坐席{number:03}", "name_en": ""},
            "hidden": False,
        }
        for number in range(40)
    ]
    limits = [
        {"of": of, "unit": "ms", "amber": 300_000, "red": 390_000, "below": False}
        for of in ("talking", "holding", "wrap_up", "not_ready", "wait")
    ]
    answers: dict[str, Any] = {
        "/api/session": SESSION,
        "/api/seats": EMPTY | {"items": seats, "total": len(seats)},
        "/api/thresholds": {"limits": limits, "changed": None},
        "/api/floor-day": {"at": now, "running": now, "whole": [], "queues": [], "half_hours": []},
        "/api/floor-breaks": {"at": now, "taken": []},
        "/api/measures": {"measures": [], "columns": []},
        "/api/alarms": [],
        "/api/org-units": [],
        "/api/figures": [],
    }
    return answers.get(path, EMPTY)


def complain(error: Error) -> None:
    """What the page's console complains of."""
    sys.stderr.write(f"{error}\n")


COSTS = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration")
TICKS = os.sysconf("SC_CLK_TCK")


def processor_ms() -> float:
    """Processor time of everything below this process, as far as it still lives, ms."""
    parents: dict[int, int] = {}
    spent: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            number = int(stat.parent.name)
            parents[number], spent[number] = int(fields[1]), int(fields[11]) + int(fields[12])
    below = {os.getpid()}
    while more := {one for one, parent in parents.items() if parent in below} - below:
        below |= more
    return sum(spent[one] for one in below if one != os.getpid()) / TICKS * 1000


async def costs(devtools: CDPSession) -> dict[str, float]:
    """What the page's thread has spent so far, ms by kind."""
    told = await devtools.send("Performance.getMetrics")
    found = {one["name"]: one["value"] * 1000 for one in told["metrics"]}
    return {f"page_{name.removesuffix('Duration').lower()}_ms": found[name] for name in COSTS}


async def counted(page: Page, seconds: int) -> dict[str, float]:
    """Frames of so long a time, and what each second of it has cost."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    before, spent = await costs(devtools), processor_ms()
    frames: dict[str, float] = await page.evaluate(COUNT, seconds * 1000)
    after = await costs(devtools)
    each = {key: (after[key] - before[key]) / seconds for key in after}
    return frames | each | {"cpu_ms": (processor_ms() - spent) / seconds}


async def main(agents: int, changes: int, seconds: int, folder: Path | None) -> None:
    """Count, and look."""
    for need in ("chromium", "fonts"):
        os.environ.update(NEEDS[need]())
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1440, "height": 900}, base_url=ORIGIN)
        page.on("pageerror", complain)
        await page.route("**/*", answer)
        await page.route_web_socket("**/ws", lambda socket: gateway(socket, agents, changes))
        await page.goto("/floor")
        await page.get_by_test_id("agent-card").nth(agents - 1).wait_for(state="attached")
        rounded = {key: round(value, 1) for key, value in (await counted(page, seconds)).items()}
        sys.stdout.write(json.dumps({"agents": agents, "changes_per_s": changes, **rounded}) + "\n")
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            await page.screenshot(path=folder / "floor.png")
            await page.get_by_test_id("caller").nth(1).focus()
            await page.keyboard.press("Enter")
            await page.get_by_test_id("give-choice").wait_for()
            await page.wait_for_function(STILL)
            await page.screenshot(path=folder / "give.png")
            await page.keyboard.press("Escape")
            await page.get_by_test_id("agent-card").nth(2).click(force=True)
            await page.get_by_test_id("agent-acts").wait_for()
            await page.screenshot(path=folder / "panel.png")
            await page.keyboard.press("Escape")
            await page.locator(".ant-segmented-item", has_text="座位图").click()
            await page.get_by_test_id("seat-plan").wait_for()
            await page.screenshot(path=folder / "plan.png")
            await page.locator("[data-act=edit-plan]").click(force=True)
            await page.screenshot(path=folder / "plan-edit.png")


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("--agents", type=int, default=300)
    words.add_argument("--changes", type=int, default=20)
    words.add_argument("--seconds", type=int, default=10)
    words.add_argument("folder", type=Path, nargs="?")
    told = words.parse_args()
    asyncio.run(main(told.agents, told.changes, told.seconds, told.folder))
