"""What is counted and then added to holds also when one person asks several times at once."""

import threading
from collections.abc import Callable

import pyotp
import pytest
from django.db import connection

from tests.company import PASSWORD, Door
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.encrypting import encrypt
from zuoxi.organisation.models import AuditEvent, ListViews, Person, RoleAssignment, SecondFactor
from zuoxi.organisation.rules import Role
from zuoxi.organisation.services import exports, in_turn, list_views
from zuoxi.organisation.signing_in import CODE
from zuoxi.outbox.models import Job
from zuoxi.telephony.models import Seat

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 6
VIEW = {"name": "x", "address": "", "columns": [], "first": False}


def at_once(*asks: Callable[[], object]) -> None:
    """All of them as close together as can be: each stands at the same line before it goes on."""
    line = threading.Barrier(len(asks))

    def ask(one: Callable[[], object]) -> None:
        try:
            line.wait()
            one()
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(one,)) for one in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_nobody_has_more_exports_written_than_he_may(company):
    doors = [Door(company.administrator) for _ in range(AT_ONCE)]
    at_once(*(lambda door=door: door.post("/exports", {"list": "people"}) for door in doors))
    assert sorted(door.status for door in doors) == [202] * exports.UNDER_WAY + [429] * 3
    assert Job.objects.count() == exports.UNDER_WAY


def test_nobody_asks_for_more_numbers_than_he_may(company, settings):
    settings.ZUOXI_LOOK_UPS_PER_MINUTE = 2
    doors = [Door(company.agent) for _ in range(AT_ONCE)]
    at_once(
        *(
            lambda door=door, at=at: door.get("/customers", q=f"1380000000{at}")
            for at, door in enumerate(doors)
        )
    )
    assert sorted(door.status for door in doors) == [200] * 2 + [429] * 4
    assert AuditEvent.objects.filter(action="number.looked_up").count() == 2


def test_nobody_keeps_views_of_more_lists_than_he_may(company, monkeypatch):
    monkeypatch.setattr(list_views, "LISTS_MOST", 2)
    doors = [Door(company.agent) for _ in range(AT_ONCE)]
    names = "abcdef"
    at_once(
        *(
            lambda door=door, name=name: door.put(f"/list-views/{name}", {"views": [VIEW]})
            for door, name in zip(doors, names, strict=True)
        )
    )
    assert sorted(door.status for door in doors) == [200] * 2 + [422] * 4
    assert ListViews.objects.count() == 2


def test_of_two_administrators_who_take_each_others_place_one_stays(company):
    root = company.administrator.org_unit
    other = Person.objects.create(
        tenant_id=company.administrator.tenant_id,
        org_unit=root,
        name="乙",
        username="second",
        number="9001",
        created_at=company.administrator.created_at,
    )
    RoleAssignment.objects.create(
        tenant_id=other.tenant_id, person=other, org_unit=root, role=Role.ADMINISTRATOR.value
    )
    first, second = Door(company.administrator), Door(other)
    at_once(
        lambda: first.patch(f"/people/{other.id}", {"roles": []}),
        lambda: second.patch(f"/people/{company.administrator.id}", {"roles": []}),
    )
    assert {first.status, second.status} - {200} in ({403}, {404}, {409}, {422}), "one of them is refused"
    assert RoleAssignment.objects.filter(role=Role.ADMINISTRATOR.value, org_unit=root).count() == 1


def test_a_row_is_held_by_its_own_class(company):
    with in_turn.in_turn(company.agent):
        assert connection.in_atomic_block


def test_no_two_seats_are_put_in_one_place_at_once(company):
    seats = [
        Seat.objects.create(tenant=company.tenant, org_unit=company.hall, name=f"{number} 号")
        for number in range(AT_ONCE)
    ]
    doors = [Door(company.administrator) for _ in seats]
    at_once(
        *(
            lambda door=door, seat=seat: door.patch(f"/seats/{seat.pk}", {"plan_column": 1, "plan_row": 1})
            for door, seat in zip(doors, seats, strict=True)
        )
    )
    assert sorted(door.status for door in doors) == [200] + [422] * (AT_ONCE - 1)
    assert Seat.objects.filter(plan_column=1, plan_row=1).count() == 1


def test_codes_that_are_guessed_at_once_are_counted_like_those_one_after_the_other(company):
    person = company.leader
    SecondFactor.objects.create(
        tenant=company.tenant,
        person=person,
        credential=encrypt(pyotp.random_base32()),
        created_at=utc_now(),
        confirmed_at=utc_now(),
    )
    doors = [Door() for _ in range(2 * CODE.free)]
    for door in doors:
        assert door.post("/session", {"username": person.username, "password": PASSWORD})["code_needed"]
    at_once(*(lambda door=door: door.post("/session/code", {"code": "no code"}) for door in doors))
    assert sorted(door.status for door in doors) == [422] * CODE.free + [429] * CODE.free
    assert AuditEvent.objects.filter(action="session.code_refused").count() == CODE.free
