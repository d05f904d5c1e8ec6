"""A change in the database: only those whose rights hang on it are looked up again."""

import pytest

from tests.company import Company
from tests.gateway.played import viewer
from tests.gateway.test_installation import session_of
from zuoxi.gateway.concerned import concerned
from zuoxi.gateway.people import Installation
from zuoxi.outbox.channel import Touch


class Page:
    def __init__(self, person: str, tenant: str) -> None:
        self.viewer = viewer(person, {}, tenant)


PAGES = {name: [Page(name, tenant)] for name, tenant in (("anna", "t1"), ("bela", "t1"), ("carl", "t2"))}


@pytest.mark.parametrize(
    ("touch", "people"),
    [
        (Touch(what="person", tenant="t1", id="anna"), {"anna"}),
        (Touch(what="person", tenant="t1", id="nobody who is here"), set()),
        (Touch(what="person"), {"anna", "bela", "carl"}),
        (Touch(what="orgunit", tenant="t1", id="u"), {"anna", "bela"}),
        (Touch(what="queue", tenant="t1", id="q"), set()),
        (Touch(what="device", tenant="t1", id="d"), set()),
        (Touch(what="blacklist", tenant="t1"), set()),
    ],
)
def test_whom_a_change_concerns(touch, people):
    assert concerned(touch, PAGES) == people


async def test_a_change_of_one_person_looks_up_his_sessions_and_nobody_else_s(
    house, live, people, eventually
):
    await house.enter("anna")
    page = await house.enter("bela")
    for name in ("anna", "bela"):  # before the hello, and after it
        await eventually(lambda name=name: sum(name in keys for keys in people.looked_up) == 2)
    people.looked_up.clear()
    live.server.pass_on(Touch(what="queue", tenant="t1", id="q"))
    live.server.pass_on(Touch(what="person", tenant="t1", id="anna"))
    await eventually(lambda: people.looked_up)
    assert (await page.order("ready"))["t"] == "ack"
    assert people.looked_up == [["anna"]]


def test_fifty_sessions_cost_as_many_queries_as_one(db, django_assert_num_queries):
    north, south = Company("north"), Company("south")
    keys = [session_of(one) for one in (north.agent, north.leader, south.agent)] * 17
    with django_assert_num_queries(4):
        found = Installation().viewers(keys)
    assert {one.person for one in found.values()} == {
        str(one.id) for one in (north.agent, north.leader, south.agent)
    }
