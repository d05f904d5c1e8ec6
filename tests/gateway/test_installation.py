"""The line of a real installation: sessions, roles and the gate in the database."""

import asyncio

import pytest
from django.conf import settings

from tests.company import Company, Door
from tests.gateway.played import House, agent, call, queue
from zuoxi.gateway.people import Installation
from zuoxi.organisation.models import Person, RoleAssignment
from zuoxi.organisation.rules import Role
from zuoxi.outbox.channel import Touch

pytestmark = pytest.mark.django_db(transaction=True)


def session_of(person: Person) -> str:
    cookie: str = Door(person).client.cookies[settings.SESSION_COOKIE_NAME].value
    return cookie


def agent_of(person: Person, **changes):
    return agent(str(person.id), person.path, tenant=str(person.tenant_id), **changes)


def touch(live) -> None:
    live.server.pass_on(Touch(what="person"))


@pytest.fixture
def north() -> Company:
    return Company("north")


@pytest.fixture
def south() -> Company:
    return Company("south")


@pytest.fixture
async def installed(tmp_path, limits, live, eventually):
    house = House(tmp_path, Installation(), limits)
    await house.start()
    await eventually(lambda: not house.hub.away)
    yield house
    await house.stop()


def test_a_viewer_has_each_permission_where_his_roles_hold(north):
    viewer = Installation().viewers([session_of(north.leader)]).popitem()[1]
    assert viewer.reach["floor.watch"] == (north.team_one.path,)
    assert "people.manage" not in viewer.reach
    assert Installation().viewers(["forged"]) == {}


async def test_a_leader_watches_his_team_and_no_other_company(installed, north, south, live, eventually):
    live.put(
        agent_of(north.agent, call="c1"),
        agent_of(north.stranger),
        agent_of(south.agent),
        call("c1", north.team_one.path, tenant=str(north.tenant.id)),
        queue("q1", north.team_two.path, tenant=str(north.tenant.id)),
    )
    page = await installed.enter(await asyncio.to_thread(session_of, north.leader))
    await page.follow("floor")
    assert set(page.boards["floor"]) == {f"agent:{north.agent.id}", "call:c1"}
    assert page.boards["floor"]["call:c1"]["customer_number"] == "13800000001"


async def test_a_role_that_is_taken_away_while_connected(installed, north, live, eventually):
    live.put(agent_of(north.agent))
    page = await installed.enter(await asyncio.to_thread(session_of, north.leader))
    await page.follow("floor")
    await asyncio.to_thread(RoleAssignment.objects.filter(person=north.leader).delete)
    touch(live)
    await eventually(lambda: page.got("nack"))
    assert page.got("nack")[0]["code"] == "not_allowed"


@pytest.mark.parametrize("how", ["hidden", "password", "signed_out"])
async def test_somebody_who_may_no_longer_be_here_is_shown_out(installed, north, live, eventually, how):
    door = await asyncio.to_thread(Door, north.agent)
    page = await installed.enter(door.client.cookies[settings.SESSION_COOKIE_NAME].value)

    def act() -> None:
        if how == "hidden":
            Person.objects.filter(id=north.agent.id).update(hidden_at=north.agent.created_at)
        elif how == "password":
            north.agent.set_password("another-Teapot-8")
            north.agent.save()
        else:
            door.delete("/session")

    await asyncio.to_thread(act)
    touch(live)
    await eventually(lambda: page.closed == 4401)
    assert page.told() == ["signed_out"]


async def test_the_gates_refusal_reaches_the_page_in_both_languages(installed, north, live):
    page = await installed.enter(await asyncio.to_thread(session_of, north.agent))
    answer = await page.order("dial", number="not a number")
    assert answer["t"] == "nack"
    assert answer["message"]["zh"]
    assert answer["message"]["en"]
    assert live.asked == []


async def test_an_assessor_cannot_dial(installed, north, live):
    def assessor() -> str:
        person = north.person("qa", north.hall, Role.QUALITY_ASSESSOR)
        return session_of(person)

    page = await installed.enter(await asyncio.to_thread(assessor))
    assert (await page.order("dial", number="13800000001"))["code"] == "not_allowed"
