"""While the database is away: people keep their sign-ins and their line, and work their call."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.live.far_switch import SwitchHost
from tests.live.home import ACCESS, Home, device_of
from tests.live.until import soon
from tests.outage.web import Web
from tests.routes.operations import operations
from zuoxi.outbox.channel import Touch, ping_live, touch_live


@dataclass
class Outage:
    home: Home
    begin: Callable[[], object]
    end: Callable[[], object]


@pytest.fixture
def sqlite_moved(sqlite_home):
    file = sqlite_home.path / "zuoxi.sqlite3"
    aside = file.with_suffix(".aside")
    return Outage(sqlite_home, lambda: file.rename(aside), lambda: aside.rename(file))


@pytest.fixture
def postgresql_crashed(postgresql_home, cluster):
    return Outage(postgresql_home, cluster.stop, cluster.start)


@pytest.fixture(params=["sqlite_moved", pytest.param("postgresql_crashed", marks=pytest.mark.postgres)])
def outage(request):
    return request.getfixturevalue(request.param)


@contextlib.asynccontextmanager
async def at_work(home):
    """Live and web run; agent0 is signed in and ready on his page."""
    web = Web(home)
    person = home.company.people[0]
    async with SwitchHost(home.path / "switch.sock") as switch:
        switch.device_registers("line-0")
        try:
            await home.start()
            await web.start()
            await soon(web.listens, 30)
            await soon(lambda: (pong := ping_live(home.socket)) and pong.database, 30)
            assert (await web.sign_in("agent0")).status_code == 200
            page = await web.open("d1")
            await soon(lambda: page.got("welcome"))
            await page.follow("desk")
            assert (await page.order("sign_in", device=device_of(person)))["t"] == "ack"
            await soon(lambda: mine(page, person).get("line") == "up")
            assert (await page.order("ready"))["t"] == "ack"
            yield switch, web, page
        finally:
            await web.http.aclose()
            for process in home.processes:
                if process.returncode is None:
                    process.kill()
                    await process.wait()


def mine(page, person):
    return page.boards["desk"].get(f"agent:{person}", {})


async def test_the_desk_goes_on_and_every_other_door_says_in_one_sentence_why_not(outage):
    home, person = outage.home, outage.home.company.people[0]
    async with at_work(home) as (switch, web, page):
        customer = switch.customer_calls("13800138000", ACCESS)
        await soon(lambda: mine(page, person).get("state") == "ringing")
        call = mine(page, person)["call"]
        outage.begin()

        assert (await page.order("answer", call=call))["t"] == "ack"
        await soon(lambda: switch.hears(customer))
        assert (await page.order("hold", call=call))["t"] == "ack"
        assert (await page.order("resume", call=call))["t"] == "ack"
        refused = await page.order("dial", number="13800138001")
        assert (refused["t"], refused["code"]) == ("nack", "database_away")
        assert "数据库" in refused["message"]["zh"] and "database" in refused["message"]["en"]

        touch_live(home.socket, Touch(what="person"))
        late = await web.open("d2")
        await soon(lambda: late.closed == 4503)
        away = 0
        for operation in operations():
            answer = await web.send(
                operation.method.upper(), f"/api{operation.url()}", operation.body, **operation.query
            )
            told = answer.json()
            assert answer.status_code < 500 or answer.status_code == 503, (operation, answer.text)
            assert answer.status_code < 400 or set(told) == {"code", "message", "data"}, operation
            if answer.status_code == 503:
                away += 1
                assert told["code"] == "database_away", operation
                assert set(told["message"]) == {"zh", "en"}
            assert "zuoxi_session" not in answer.headers.get("set-cookie", ""), operation
        assert away > len(operations()) * 0.9
        session = await web.http.get("/api/session")
        assert (session.status_code, session.json()["code"]) == (503, "database_away")
        assert (await web.http.get("/")).headers["content-type"].startswith("text/")

        assert (await page.order("hang_up", call=call))["t"] == "ack"
        await soon(lambda: mine(page, person).get("state") == "wrap_up")
        outage.end()

        async def signed_in():
            answer = await web.http.get("/api/session")
            return answer.status_code == 200 and answer.json()["signed_in"]

        assert await signed_in()
        assert page.closed is None
        assert page.told() == []
        await soon(
            lambda: home.rows("SELECT outcome, ended_by FROM calls_call") == [("answered", "agent")], 20
        )
        assert (await web.send("GET", "/api/calls")).json()["total"] == 1
        await page.close()
        log = (home.path / "web.log").read_text()
        assert "gateway_recheck_failed" in log
        assert "Traceback" not in log
