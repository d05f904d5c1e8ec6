"""How customers found their conversations: kept with the call, looked for, and counted (T15)."""

import pytest

from tests.areas.calls import measured
from tests.areas.calls.stories import NINE, Teller
from tests.company import Door
from zuoxi.calls.models import Rating
from zuoxi.calls.services.facts import record
from zuoxi.calls.services.rebuild import rebuild
from zuoxi.telephony.models import Queue

DAY = 24 * 3_600_000


@pytest.fixture
def told(house):
    return Teller(house.tenant.id, path=house.north.path)


@pytest.fixture
def queue(house):
    return Queue.objects.create(tenant=house.tenant, org_unit=house.root, name="订购")


@pytest.fixture
def spoke(house, told, queue):
    """A call whose customer has spoken to the agent."""

    def made(number="13800000001"):
        call = told.call(number=number, at=NINE)
        call.queue = str(queue.id)
        return call.queued().offered(house.agent.id).answered()

    return made


def listed(house, rating):
    return Door(house.administrator).get(f"/calls?rating={rating}")["items"]


def test_the_call_says_who_asked_and_what_the_customer_answered(house, told, spoke):
    call = spoke().asked(by="agent").rates(4).ended(by="agent")
    record(told.told)
    page = Door(house.administrator).get(f"/calls/{call.id}")
    (rating,) = page["ratings"]
    assert (rating["segment"], rating["by"], rating["way"], rating["score"]) == (
        call.segment,
        "agent",
        "keys",
        4,
    )
    steps = [(step["step"], step["position"]) for step in page["way"]]
    assert ("rating_asked", 0) in steps and ("rated", 4) in steps
    row = Rating.objects.get()
    assert (row.person_id, row.path) == (house.agent.id, house.north.path)


def test_calls_are_looked_for_by_what_their_customers_answered(house, told, spoke):
    good = spoke("13800000001").asked().rates(5).ended()
    bad = spoke("13800000002").asked().rates(1).ended()
    silent = spoke("13800000003").asked().ended()
    spoke("13800000004").ended()
    record(told.told)

    def found(rating):
        return {row["id"] for row in listed(house, rating)}

    assert found("asked") == {good.id, bad.id, silent.id}
    assert found("answered") == {good.id, bad.id}
    assert found("unanswered") == {silent.id}
    assert found("satisfied") == {good.id}
    assert found("dissatisfied") == {bad.id}


def test_an_answer_that_is_told_twice_counts_once(house, told, spoke):
    spoke().asked(way="link").ended().rates(2, way="link", after_ms=2 * DAY).rates(5, way="link")
    record(told.told)
    assert Rating.objects.get().score == 2
    assert measured.kept() == measured.sums(told.told)


def test_satisfaction_and_how_many_answered_are_measures_of_queue_and_agent(house, told, spoke, queue):
    for score in (5, 4, 2):
        spoke().asked().rates(score).ended()
    spoke().asked(way="link").ended()
    spoke().ended()
    record(told.told)
    assert measured.kept() == measured.sums(told.told)
    mine = (str(queue.id), str(house.agent.id))
    counted = {key[5]: value for key, value in measured.kept().items() if key[2:4] == mine}
    assert (counted["rating_asked"], counted["rated"], counted["satisfied"]) == (4, 3, 2)


def test_what_is_made_again_from_the_facts_is_the_same(house, told, spoke):
    spoke().asked().rates(3).ended()
    spoke().asked(way="link").ended().rates(1, way="link", after_ms=DAY)
    record(told.told)
    before = list(Rating.objects.order_by("id").values())
    rebuild()
    assert list(Rating.objects.order_by("id").values()) == before
    assert measured.kept() == measured.sums(told.told)
