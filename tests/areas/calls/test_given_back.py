"""Somebody leaves the company with messages and calls owed in hand: others go on with them."""

from tests.areas.calls.stories import NINE
from tests.company import Door
from zuoxi.calls.handlers import free_what_he_had_taken_on
from zuoxi.calls.models import CallbackTask, VoiceMessage
from zuoxi.calls.services import callbacks, messages
from zuoxi.calls.services.facts import record
from zuoxi.kernel.clock import to_datetime
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.events import ConfigurationChanged
from zuoxi.organisation.models import AuditEvent

NOW = to_datetime(NINE + 120_000)


def taken_on(house):
    """A message and a call owed, which the agent has in hand."""
    house.teller.call().queued().wait(9_000).message().ended("message")
    house.teller.call(number="13912345679").queued().wait(9_000).owed().ended("abandoned")
    record(house.teller.told)
    me = Actor(person=house.agent, now=NOW)
    return messages.claim(me, VoiceMessage.objects.get()), callbacks.claim(me, CallbackTask.objects.get())


def told(house):
    who = {"tenant": str(house.tenant.id), "id": str(house.agent.id)}
    free_what_he_had_taken_on(ConfigurationChanged(what="person", **who))


def test_what_he_had_taken_on_is_anybodys_again(house):
    message, task = taken_on(house)
    house.agent.hidden_at = NOW
    house.agent.save()

    told(house)

    leader = Door(house.leader)
    for path in (f"/messages/{message.id}", f"/callbacks/{task.id}"):
        assert leader.post(f"{path}/claim")["claimed_by"]["name"] == "leader"
    lines = AuditEvent.objects.filter(action__endswith=".released")
    assert {(line.action, line.person_id) for line in lines} == {
        ("message.released", None),
        ("callback.released", None),
    }
    assert not [line for line in lines if "13912345679" in line.subject_name]


def test_who_is_still_there_keeps_it(house):
    message, task = taken_on(house)
    told(house)
    for row in (message, task):
        row.refresh_from_db()
        assert row.claimed_by_id == house.agent.id
