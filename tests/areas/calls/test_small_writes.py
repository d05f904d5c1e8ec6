"""However many facts come at once, the database is asked the same few questions and is soon free again."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.areas.calls.stories import SECOND
from zuoxi.calls.models import CallbackTask
from zuoxi.calls.services.facts import record
from zuoxi.outbox.models import Job, OutboxEvent


def beginnings(house, count):
    """Calls that are up: an answered one and one that waits, so many times."""
    for number in range(count):
        talking = house.teller.call(number=f"138{number:08d}").queued().wait(5 * SECOND)
        talking.offered(house.agent.id).answered(talk_ms=60 * SECOND, hold_ms=10 * SECOND)
        waiting = house.teller.call(number=f"139{number:08d}").queued().wait(5 * SECOND)
        yield talking, waiting


def end_at_once(house, count):
    """The facts of a node that dies with so many conversations and as many callers in the queue."""
    begun = list(beginnings(house, count))
    record(house.teller.told)
    told = len(house.teller.told)
    for talking, waiting in begun:
        talking.ended().recorded()
        waiting.ended("abandoned").owed()
    return house.teller.told[told:]


def reads(queries):
    return [query["sql"] for query in queries if query["sql"].startswith("SELECT")]


@pytest.mark.parametrize("count", [3, 40])
def test_the_rows_of_a_batch_are_fetched_by_one_query_per_model(house, count):
    death = end_at_once(house, count)
    with CaptureQueriesContext(connection) as asked:
        record(death)
    tables = Counter(sql.split(" FROM ")[1].split()[0].strip('"') for sql in reads(asked.captured_queries))
    assert tables == dict.fromkeys(tables, 1)
    assert Job.objects.filter(kind="calls.store_recording").count() == count
    assert CallbackTask.objects.count() == count


def test_a_customer_who_gives_up_twice_and_then_gets_through_in_one_batch_is_owed_nothing(house):
    for _ in range(2):
        house.teller.call(number="13800000001").queued().wait(SECOND).ended("abandoned").owed()
    call = house.teller.call(number="13800000001").queued()
    call.offered(house.agent.id).answered(talk_ms=SECOND)
    record(house.teller.told)
    task = CallbackTask.objects.get()
    assert (task.calls, task.result) == (2, "called_again")


def test_what_nobody_listens_to_is_not_written_down_for_telling(house):
    house.teller.call().ended("abandoned")
    record(house.teller.told)
    assert not OutboxEvent.objects.exists()
