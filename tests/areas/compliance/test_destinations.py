"""Who may dial what kind of number, and how often a day."""

import datetime as dt
from uuid import UUID

import pytest
from django.db import connection

from tests.areas.compliance.conftest import NOON
from zuoxi.calls.models import Attempt
from zuoxi.calls.selectors.attempts import dialled
from zuoxi.compliance import rules
from zuoxi.compliance.errors import GateRefused
from zuoxi.compliance.rules import Destination
from zuoxi.compliance.services import destinations, permits
from zuoxi.compliance.services.destinations import Wanted
from zuoxi.organisation.models import AuditEvent

ABROAD, PREMIUM, SATELLITE = "+14155552671", "+979123456789", "+881612345678"
MINUTE = dt.timedelta(minutes=1)


def refused(person, number, now=NOON, **said):
    with pytest.raises(GateRefused) as raised:
        permits.ask(person, number, lambda: now, **said)
    return raised.value


def allow(house, kind, per_day=None, *, allowed=True):
    destinations.put(house.boss, [Wanted(role="agent", kind=kind, allowed=allowed, per_day=per_day)])


@pytest.mark.parametrize("number", [ABROAD, PREMIUM, SATELLITE, "1681234", "12590123", "+19002345678"])
def test_numbers_that_cost_are_closed_until_somebody_opens_them(house, number):
    assert refused(house.agent, number).code == "destination"
    assert not Attempt.objects.exists()


def test_a_role_that_was_given_numbers_abroad_dials_them(house):
    allow(house, "foreign")
    assert permits.ask(house.agent, ABROAD, lambda: NOON - dt.timedelta(hours=3)).number == ABROAD
    assert refused(house.agent, PREMIUM).code == "destination"


def test_a_role_may_be_kept_from_mobiles(house):
    allow(house, "mobile", allowed=False)
    error = refused(house.agent, "13800000001")
    assert error.code == "destination"
    assert error.sentence("zh") == "角色权限不允许拨打手机。确有需要请管理员在“合规”中开通。"
    assert (
        error.sentence("en")
        == "This role may not dial mobiles. An administrator can allow it under Compliance."
    )


def test_a_daily_limit_counts_one_persons_numbers_of_that_class_and_ends_at_midnight(house):
    allow(house, "service", 2)
    permits.ask(house.agent, "95588", lambda: NOON)
    unused = permits.ask(house.agent, "13800000001", lambda: NOON)
    permits.let_go(UUID(unused.attempt))
    permits.ask(house.agent, "4001112222", lambda: NOON + MINUTE)
    error = refused(house.agent, "12345", NOON + 2 * MINUTE)
    assert (error.code, error.data["limit"]) == ("destination_limit", 2)
    assert permits.ask(house.agent, "13800000001", lambda: NOON + 3 * MINUTE)
    assert permits.ask(house.agent, "12345", lambda: NOON + dt.timedelta(hours=21)).number == "12345"


@pytest.mark.django_db
def test_a_limit_is_counted_from_the_days_attempts_and_not_from_those_of_years():
    """It is counted while the number is locked: in each database an index leads to one person's day."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Attempt._meta.db_table).values()
    assert ["tenant_id", "person_id", "at", "destination"] in [
        one["columns"] for one in found if one["index"]
    ]


def test_a_days_numbers_are_counted_by_the_database_in_one_row_for_each_class(
    house, django_assert_num_queries
):
    allow(house, "mobile", 100)
    for number in ("13800000001", "13800000002", "95588", "02088886666"):
        permits.ask(house.agent, number, lambda: NOON)
    midnight = NOON.replace(hour=0)
    with django_assert_num_queries(1):
        assert dialled(house.tenant.id, house.agent, midnight) == {"mobile": 2, "service": 1, "landline": 1}


def test_what_was_dialled_before_classes_were_kept_counts_in_each_on_the_day_of_the_upgrade(house):
    allow(house, "mobile", 1)
    permits.ask(house.agent, "95588", lambda: NOON)
    Attempt.objects.update(destination="")
    assert refused(house.agent, "13800000001", NOON + MINUTE).code == "destination_limit"
    assert permits.ask(house.agent, "13800000001", lambda: NOON + dt.timedelta(hours=21))


def test_an_emergency_call_is_asked_once_and_goes_out_at_night(house):
    night = NOON + dt.timedelta(hours=14)
    assert refused(house.agent, "010-110", night).code == "emergency"
    assert permits.ask(house.agent, "110", lambda: night, confirmed=True).number == "110"


def test_the_trail_says_what_was_opened_and_by_whom(house):
    allow(house, "foreign", 5)
    line = AuditEvent.objects.get(action="destinations.set")
    assert (line.before, line.after) == ({"agent.foreign": "no"}, {"agent.foreign": "5"})


def test_several_roles_allow_what_one_of_them_allows():
    no, five, any_number = (
        Destination(allowed=False),
        Destination(allowed=True, per_day=5),
        Destination(allowed=True),
    )
    assert rules.widest([no, five]) == five
    assert rules.widest([five, any_number]) == any_number
    assert rules.widest([no]) == no
    assert not rules.widest([]).allowed


def test_a_local_number_is_dialled_with_the_lines_area_code(house):
    house.trunk.home_area = "0755"
    house.trunk.save()
    assert permits.ask(house.agent, "8888 6666", lambda: NOON).number == "075588886666"


def test_a_local_number_without_an_area_code_anywhere_is_refused(house):
    assert refused(house.agent, "8888 6666").code == "valid_number"
