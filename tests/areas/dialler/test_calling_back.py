"""Who is owed a call is called by the house, when somebody is there to speak to him (T6)."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import get_args
from uuid import UUID

import pytest
from django.db import connection
from msgspec.structs import replace

from tests.areas.calls.stories import NINE
from tests.areas.compliance.conftest import NOON, make_dialling_house
from tests.company import Door
from tests.engine.test_pacing import agent, in_call
from zuoxi.calls.models import Attempt, CallbackTask, CallbackTry
from zuoxi.calls.services import callbacks
from zuoxi.calls.services.facts import record
from zuoxi.compliance.models import DialHours, NumberLedger
from zuoxi.compliance.services import lists
from zuoxi.dialler.callbacks import call_back
from zuoxi.engine.facts import NotReached
from zuoxi.kernel.clock import to_datetime, to_ms
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import AuditEvent
from zuoxi.outbox.channel import LiveAway, LiveSilent
from zuoxi.telephony.models import AccessNumber, Queue, QueueGroup, ServiceLine, SkillGroup

MINUTE = dt.timedelta(minutes=1)
NUMBERS = tuple(f"1380000000{n}" for n in range(1, 6))


class Killed(BaseException):
    """The process ends here."""


class FloorDouble:
    """Takes what the dialler asks and says what it is told to say."""

    def __init__(self):
        self.asked = []
        self.says = "ok"

    def __call__(self, event):
        self.asked.append(event)
        if isinstance(self.says, BaseException):
            raise self.says
        return SimpleNamespace(code=self.says)


@pytest.fixture
def house(db):
    house = make_dialling_house()
    place = {"tenant": house.tenant, "org_unit": house.north}
    house.queue = Queue.objects.create(**place, name="热线", callback_automatic=True)
    group = SkillGroup.objects.create(**place, name="一组")
    QueueGroup.objects.create(tenant=house.tenant, queue=house.queue, skill_group=group)
    house.line = ServiceLine.objects.create(**place, name="订购")
    AccessNumber.objects.create(
        **place,
        number="4001",
        trunk=house.trunk,
        service_line=house.line,
        queue=house.queue,
        recording_announcement="recording-notice",
        language="en",
    )
    house.group, house.floor, house.now = str(group.id), FloorDouble(), NOON
    return house


def owe(house, number=NUMBERS[0], at=NINE):
    """A caller of the queue gives up."""
    start = len(house.teller.told)
    call = house.teller.call(number=number, at=at, line=str(house.line.id))
    call.queue = str(house.queue.id)
    call.queued().wait(9_000).owed("queue_timeout").ended("queue_timeout")
    record(house.teller.told[start:])
    return CallbackTask.objects.get(number=number, closed_at=None)


def round_(house, *views, agents=1):
    free = [agent(f"a{n}", house.group) for n in range(agents)]
    return call_back((*free, *views), house.floor, lambda: house.now)


def over(house, outcome, number=NUMBERS[0]):
    """The last try is over: he was not reached, or he answered and it came to nothing."""
    last = CallbackTry.objects.filter(task__number=number).order_by("at").last()
    NumberLedger.objects.update(attempt_id=None, permitted_at=None)
    start = len(house.teller.told)
    if outcome in get_args(NotReached):
        house.teller.not_reached(
            None,
            number,
            at=to_ms(last.at) + 2_000,
            outcome=outcome,
            attempt=str(Attempt.objects.get(call_id=last.call_id).id),
            line=str(house.line.id),
            call=str(last.call_id),
        )
    else:
        called(house, last).wait(2_000).ended(outcome)
    record(house.teller.told[start:])


def called(house, tried):
    """The floor tells of the call of a try."""
    return house.teller.call(
        number=tried.task.number,
        direction="outbound",
        line=str(house.line.id),
        attempt=str(Attempt.objects.get(call_id=tried.call_id).id),
        at=to_ms(tried.at),
        call=str(tried.call_id),
    )


def test_with_an_agent_to_spare_he_is_called_through_the_gate_and_told_why(house):
    task = owe(house)
    assert round_(house) == 1
    (asked,) = house.floor.asked
    permit = asked.permit
    assert (permit.number, permit.person, permit.purpose) == (NUMBERS[0], "", "callback")
    assert (permit.service_line, permit.path) == (str(house.line.id), house.north.path)
    assert (asked.queue, asked.language) == (str(house.queue.id), "en")
    assert asked.prompts == ("calling-back", "recording-notice")
    assert asked.announcement == "recording-notice"
    assert Attempt.objects.get().call_id == UUID(permit.call)
    tried = CallbackTry.objects.get()
    assert (tried.task_id, tried.number, tried.reason) == (task.id, 1, "queue_timeout")
    assert (tried.owed_at, tried.waited_ms) == (task.first_at, 9_000)


def test_nobody_is_called_while_nobody_is_there_to_speak_to_him(house):
    owe(house)
    assert round_(house, agents=0) == 0
    assert round_(house, in_call("c", queue=str(house.queue.id), state="queued")) == 0
    assert house.floor.asked == []


def test_never_more_than_there_are_agents_and_the_longest_owed_first(house):
    for minutes, number in enumerate(NUMBERS):
        owe(house, number, NINE + minutes * 60_000)
    assert round_(house, agents=2) == 2
    assert [one.permit.number for one in house.floor.asked] == list(NUMBERS[:2])


def test_a_queue_that_is_not_set_for_it_leaves_it_to_people(house):
    Queue.objects.update(callback_automatic=False)
    owe(house)
    assert round_(house) == 0


def test_who_calls_us_in_this_moment_is_not_called(house):
    owe(house)
    assert round_(house, in_call("c", number=NUMBERS[0], state="talking", agent="b")) == 0


def test_tries_are_spaced_out_more_and_more_and_then_people_go_on(house):
    owe(house)
    moments = []
    for _ in range(200):
        if round_(house):
            moments.append((house.now - NOON) // MINUTE)
            over(house, "busy")
        house.now += MINUTE
    assert moments == [0, 10, 30]
    item = Door(house.agent).get("/callbacks")["items"][0]
    assert (item["house"]["state"], item["house"]["why"]["en"]) == ("given_up", "Busy")
    assert [one["outcome"] for one in item["house"]["tried"]] == ["busy"] * 3


def test_who_is_reached_is_owed_nothing_more(house):
    owe(house)
    round_(house)
    start = len(house.teller.told)
    called(house, CallbackTry.objects.get()).wait(2_000).answered(house.agent.id).ended("answered")
    record(house.teller.told[start:])
    assert CallbackTry.objects.get().outcome == "answered"
    task = CallbackTask.objects.get()
    assert (task.result, task.closed_by) == ("reached", None)
    assert task.closed_at == to_datetime(to_ms(NOON) + 2_000)


def test_one_more_call_that_does_not_get_through_is_the_same_task(house):
    owe(house)
    round_(house)
    over(house, "abandoned")
    owe(house, at=to_ms(NOON) + 60_000)
    task = CallbackTask.objects.get()
    assert (task.calls, task.tries) == (2, 1)


def test_what_a_person_has_taken_on_the_house_leaves_alone(house):
    task = owe(house)
    callbacks.claim(Actor(person=house.agent, now=NOON), task)
    assert round_(house) == 0
    callbacks.release(Actor(person=house.agent, now=NOON), task)
    assert round_(house) == 1


def test_people_take_it_out_and_put_it_in_again_and_the_trail_tells(house):
    task = owe(house)
    door = Door(house.agent)
    assert door.post(f"/callbacks/{task.id}/calling", {"by": "people"})["house"]["state"] == "no"
    assert round_(house) == 0
    put_in = door.post(f"/callbacks/{task.id}/calling", {"by": "automatic"})
    assert (put_in["house"]["state"], put_in["house"]["most"]) == ("waiting", 3)
    assert round_(house) == 1
    noted = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    assert list(noted) == ["callback.by_people", "callback.automatic"]


def test_a_callback_of_no_queue_cannot_be_given_to_the_house(house):
    task = owe(house)
    CallbackTask.objects.update(queue=None)
    door = Door(house.agent)
    said = door.post(f"/callbacks/{task.id}/calling", {"by": "automatic"})
    assert (door.status, said["code"]) == (409, "callback_without_queue")


def test_a_closed_one_is_given_to_nobody(house):
    task = owe(house)
    callbacks.close(Actor(person=house.agent, now=NOON), task, "not_needed")
    assert (
        Door(house.agent).post(f"/callbacks/{task.id}/calling", {"by": "people"})["code"] == "callback_closed"
    )


def test_out_of_hours_he_is_called_when_they_begin_and_it_is_no_try(house):
    DialHours.objects.create(tenant=house.tenant, weekly=[[[780, 1200]]] * 7, changed_at=NOON)
    owe(house)
    assert round_(house) == 0
    task = CallbackTask.objects.get()
    assert (task.tries, task.hindered, task.not_before) == (0, "hours", NOON + 60 * MINUTE)
    house.now += 60 * MINUTE
    assert round_(house) == 1


def test_who_wants_no_calls_is_left_to_people_at_once(house):
    owe(house)
    lists.object_to_calls(house.boss, NUMBERS[0], "all")
    assert round_(house) == 0
    task = CallbackTask.objects.get()
    assert (task.calling, task.hindered, task.tries) == ("people", "do_not_call", 0)
    assert Door(house.agent).get("/callbacks")["items"][0]["house"]["why"]["zh"]


def test_what_the_floor_refuses_is_no_try(house):
    owe(house)
    house.floor.says = "switch_away"
    assert round_(house) == 0
    task = CallbackTask.objects.get()
    assert (task.tries, task.hindered, CallbackTry.objects.count()) == (0, "switch_away", 0)
    house.floor.says, house.now = LiveAway(), house.now + MINUTE
    assert round_(house) == 0
    house.floor.says, house.now = "ok", house.now + MINUTE
    assert round_(house) == 1


def test_where_nobody_knows_whether_he_was_called_he_is_not_called_twice(house):
    owe(house)
    house.floor.says = LiveSilent()
    assert round_(house) == 1
    house.floor.says = "ok"
    assert round_(house) == 0
    assert CallbackTask.objects.get().tries == 1


def test_a_dialler_that_is_killed_between_gate_and_floor_leaves_it_to_the_next(house):
    owe(house)
    house.floor.says = Killed()
    with pytest.raises(Killed):
        round_(house)
    house.floor.says = "ok"
    assert round_(house) == 0, "he may be ringing"
    NumberLedger.objects.update(attempt_id=None, permitted_at=None)
    house.now += 10 * MINUTE
    assert round_(house) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_diallers_one_calls(house):
    owe(house)

    def one():
        try:
            return round_(house)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        done = [both.submit(one), both.submit(one)]
        assert sum(each.result() for each in done) == 1
    assert len(house.floor.asked) == 1


def ask_by_key(house, number=NUMBERS[0], at=NINE, waited=30_000):
    """A caller of the queue asks by a key to be called back."""
    start = len(house.teller.told)
    call = house.teller.call(number=number, at=at, line=str(house.line.id))
    call.queue = str(house.queue.id)
    call.queued().wait(waited).owed("requested").ended("requested")
    record(house.teller.told[start:])
    return CallbackTask.objects.get(number=number, closed_at=None)


def behind(house, since):
    """Somebody waits in the queue since then."""
    call = in_call("waits", queue=str(house.queue.id), number="13700000000")
    return replace(call, queued_at=since)


def test_who_asked_by_a_key_keeps_his_place_and_is_called_before_whoever_came_after_him(house):
    house.queue.callback_automatic = False
    house.queue.save()
    task = ask_by_key(house)
    assert task.place_at == to_datetime(NINE)
    assert round_(house, behind(house, NINE - 1)) == 0, "it is not his turn"
    assert round_(house, behind(house, NINE + 1)) == 1
    assert house.floor.asked[0].permit.number == NUMBERS[0]


def test_he_who_asks_twice_is_called_once_and_keeps_the_earlier_place(house):
    ask_by_key(house)
    task = ask_by_key(house, at=NINE + 60_000)
    assert (task.calls, task.place_at) == (2, to_datetime(NINE))
    assert round_(house, agents=3) == 1


def test_of_several_who_keep_places_the_first_in_line_is_called_first(house):
    ask_by_key(house, NUMBERS[1], at=NINE + 5_000)
    ask_by_key(house, NUMBERS[0])
    assert round_(house) == 1
    assert house.floor.asked[0].permit.number == NUMBERS[0]


def test_a_customer_who_comes_again_and_gets_through_is_called_no_more(house):
    ask_by_key(house)
    start = len(house.teller.told)
    again = house.teller.call(number=NUMBERS[0], at=NINE + 90_000, line=str(house.line.id))
    again.queued().wait(2_000).offered(house.agent.id).answered().ended()
    record(house.teller.told[start:])
    assert CallbackTask.objects.get().result == "called_again"
    assert round_(house) == 0
