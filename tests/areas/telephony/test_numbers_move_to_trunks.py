"""An installation of before: what its trunks carried and who set it up goes on as it was."""

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.conftest import drop_guards

BEFORE = [("telephony", "0002_trunks_have_host_and_addresses"), ("organisation", "0002_audit_is_for_good")]
AFTER = [
    ("telephony", "0004_trunks_carry_the_numbers_that_they_carried"),
    ("organisation", "0004_the_first_administrator_runs_the_installation"),
]
NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


@pytest.fixture
def before(transactional_db):
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    MigrationExecutor(connection).migrate(latest)
    drop_guards()


def moved():
    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    return executor.loader.project_state(AFTER).apps


def a_company(apps, name, path, at):
    tenant = apps.get_model("organisation", "Tenant").objects.create(name=name, created_at=at)
    unit = apps.get_model("organisation", "OrgUnit").objects.create(
        tenant=tenant, kind="company", name=name, path=path, depth=1, numchild=0
    )
    here = {"tenant": tenant, "org_unit": unit}
    person = apps.get_model("organisation", "Person").objects.create(
        **here, username=name, name=name, created_at=at
    )
    apps.get_model("organisation", "RoleAssignment").objects.create(
        **here, person=person, role="administrator"
    )
    return here


def numbers_of(apps, here, node, *, trunks, numbers):
    for name in trunks:
        apps.get_model("telephony", "Trunk").objects.create(
            **here, node=node, name=name, endpoint=name, caller_id="01088886666"
        )
    line = apps.get_model("telephony", "ServiceLine").objects.create(**here, name="热线")
    queue = apps.get_model("telephony", "Queue").objects.create(**here, name="队列")
    for number in numbers:
        apps.get_model("telephony", "AccessNumber").objects.create(
            **here, number=number, service_line=line, queue=queue
        )


def test_every_trunk_goes_on_bringing_what_it_brought_and_the_first_administrator_runs_it(before):
    node = before.get_model("telephony", "SwitchNode").objects.create(name="house")
    second = a_company(before, "second", "0002", NOW + dt.timedelta(days=1))
    first = a_company(before, "first", "0001", NOW)
    numbers_of(before, first, node, trunks=("one", "two"), numbers=("4008001234", "4008005678"))
    numbers_of(before, second, node, trunks=(), numbers=("4008009999",))

    after = moved()

    rows = after.get_model("telephony", "AccessNumber").objects.values_list("trunk__endpoint", "number")
    assert set(rows) == {
        ("one", "4008001234"),
        ("one", "4008005678"),
        ("two", "4008001234"),
        ("two", "4008005678"),
        (None, "4008009999"),
    }
    for trunk in after.get_model("telephony", "Trunk").objects.all():
        assert trunk.numbers == ["01088886666", "4008001234", "4008005678"]
    runs = after.get_model("organisation", "RoleAssignment").objects.filter(role="installation_administrator")
    assert [held.person.username for held in runs] == ["first"]
