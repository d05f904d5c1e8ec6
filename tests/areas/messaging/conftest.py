"""A company whose customer has spoken to an agent, in a queue that sends links."""

import datetime as dt
from types import SimpleNamespace

import pytest

from tests.areas.calls.houses import make_house
from tests.areas.calls.stories import NINE
from zuoxi.assembly.wiring import HANDLERS
from zuoxi.calls.services.facts import record
from zuoxi.messaging.models import TextMessage
from zuoxi.messaging.services.owing import SEND
from zuoxi.messaging.services.telling import TELL
from zuoxi.outbox import relay
from zuoxi.outbox.models import Job
from zuoxi.telephony.models import Queue

NUMBER = "13800000001"
AT_TEN = dt.datetime(2036, 3, 1, 2, tzinfo=dt.UTC)
"""In Shanghai; the call of the story was the day before."""


@pytest.fixture(autouse=True)
def public(settings):
    settings.ZUOXI_PUBLIC_URL = "https://call.example"


@pytest.fixture
def house(db):
    return make_house("和风公司")


@pytest.fixture
def floor(monkeypatch):
    """What the floor is told; `away`: it does not hear."""
    floor = SimpleNamespace(told=[], away=False)

    def ask(path, event, timeout_s=5.0):
        if floor.away:
            return False
        floor.told.append(event)
        return True

    floor.ask = ask
    monkeypatch.setattr("zuoxi.messaging.services.telling.ask_live", ask)
    return floor


@pytest.fixture
def owed(house):
    """A call has ended whose customer is owed a link; returns its story, the jobs are waiting."""

    def made(number=NUMBER, call=None):
        told = house.teller
        start = len(told.told)
        call = told.call(number=number, at=NINE)
        call.queue = str(Queue.objects.create(tenant=house.tenant, org_unit=house.root, name="订购").id)
        call.queued().offered(house.agent.id).answered().ended(by="customer").asked(way="link")
        record(told.told[start:])
        hear()
        TextMessage.objects.update(created_at=AT_TEN, changed_at=AT_TEN)  # stories are told in another year
        return call

    return made


def hear():
    """Announced events are told to their handlers."""
    while relay.deliver(HANDLERS, dt.datetime(2099, 1, 1, tzinfo=dt.UTC)):
        pass


def jobs(kind):
    return list(Job.objects.filter(kind=kind).order_by("created_at"))


def to_send():
    return [job.arguments["message"] for job in jobs(SEND)]


def to_tell():
    return [job.arguments for job in jobs(TELL)]
