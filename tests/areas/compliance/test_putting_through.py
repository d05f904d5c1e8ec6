"""A caller of a flow is put through to a number outside: the house dials, by the gate like everybody (T8)."""

import datetime as dt

import pytest

from tests.areas.compliance.conftest import NOON
from zuoxi.calls.models import Attempt
from zuoxi.compliance.models import NumberLedger, Refusal
from zuoxi.compliance.rules import AUTOMATIC, Automatic
from zuoxi.compliance.selectors import kinds_by_itself
from zuoxi.compliance.services import destinations, lists, permits
from zuoxi.compliance.services.destinations import Wanted
from zuoxi.compliance.services.ground import Wish
from zuoxi.engine.commands import AskPermit
from zuoxi.engine.gate import DialPermit
from zuoxi.live.sources import permit
from zuoxi.telephony.models import AccessNumber, Queue, ServiceLine

NUMBER = "13900000009"
NIGHT = NOON + dt.timedelta(hours=11)


def asked(house, number=NUMBER, now=NOON):
    wish = Wish(number=number, purpose="put_through")
    (said,) = permits.ask_many(Automatic(tenant=house.tenant.id, path=house.north.path), [wish], lambda: now)
    return said


def check_of(said):
    return "" if isinstance(said, DialPermit) else said.check


def test_the_floor_gets_a_permit_in_the_name_of_the_calls_unit(house, monkeypatch):
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    wish = AskPermit(
        call="c1",
        tenant=str(house.tenant.id),
        path=house.north.path,
        number=1,
        to="139 0000 0009",
        service_line="",
        service_line_name="",
    )
    said = permit(wish)

    assert isinstance(said, DialPermit)
    assert (said.number, said.caller_id, said.person) == (NUMBER, "01088880000", "")
    attempt = Attempt.objects.get(id=said.attempt)
    assert (attempt.purpose, attempt.person, attempt.path) == ("put_through", None, house.north.path)


def test_whoever_is_on_duty_is_called_at_night_too(house):
    assert check_of(asked(house, now=NIGHT)) == ""


def test_several_callers_are_put_through_to_one_number_at_a_time(house):
    assert [check_of(asked(house)) for _ in range(3)] == ["", "", ""]


def test_and_that_keeps_nobody_from_calling_its_owner(house):
    asked(house)

    assert permits.ask(house.agent, NUMBER, lambda: NOON).number == NUMBER
    first = NumberLedger.objects.get(number=NUMBER)
    asked(house)
    assert NumberLedger.objects.get(number=NUMBER).attempt_id == first.attempt_id, "his attempt holds it"


@pytest.mark.parametrize("number", ["110", "119", "120", "122"])
def test_nobody_is_put_through_to_an_emergency_number(house, number):
    assert check_of(asked(house, number)) == "destination"


def test_what_the_system_may_not_dial_it_does_not_dial_for_a_caller_either(house):
    assert check_of(asked(house, "+14155552671")) == "destination"
    destinations.put(house.boss, [Wanted(role=AUTOMATIC, kind="foreign", allowed=True, per_day=1)])

    assert "foreign" in kinds_by_itself(house.tenant.id)
    assert [check_of(asked(house, "+14155552671")) for _ in range(2)] == ["", "destination_limit"]


def test_a_barred_number_and_one_whose_owner_wants_no_calls_are_refused_and_that_is_kept(house):
    lists.blacklist(house.boss, NUMBER, "threats")
    lists.object_to_calls(house.boss, "13900000008", "all")

    assert [check_of(asked(house, number)) for number in (NUMBER, "13900000008")] == [
        "blacklist",
        "do_not_call",
    ]
    assert {(row.check_code, row.person, row.purpose) for row in Refusal.objects.all()} == {
        ("blacklist", None, "put_through"),
        ("do_not_call", None, "put_through"),
    }


def test_the_house_never_calls_itself(house, monkeypatch):
    line = ServiceLine.objects.create(tenant=house.tenant, org_unit=house.root, name="热线")
    queue = Queue.objects.create(tenant=house.tenant, org_unit=house.root, name="热线")
    AccessNumber.objects.create(
        tenant=house.tenant,
        org_unit=house.root,
        trunk=house.trunk,
        number="01088886666",
        service_line=line,
        queue=queue,
    )
    destinations.put(house.boss, [Wanted(role=AUTOMATIC, kind="landline", allowed=True, per_day=None)])

    assert check_of(asked(house, "010-8888 6666")) == "own_number"
    assert permits.ask(house.agent, "01088886666", lambda: NOON), "somebody may try the hotline out himself"


def test_no_person_gets_round_the_hours_by_saying_so(house):
    (said,) = permits.ask_many(house.agent, [Wish(number=NUMBER, purpose="put_through")], lambda: NIGHT)

    assert check_of(said) == "hours"
