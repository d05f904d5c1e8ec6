"""Every route, with every role, without a session, and from another company."""

import datetime as dt
import io
import re
import zipfile

import pytest
from django.apps import apps

from tests.company import Door
from tests.routes.operations import Operation, operations
from tests.routes.table import ALLOWED, PUBLIC, ROLES
from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.models import Person, Tenant
from zuoxi.organisation.rules import ROLES as MAY
from zuoxi.organisation.rules import Role
from zuoxi.outbox.jobs import add_job
from zuoxi.simulator import sample


def names(found):
    return sorted(operation.name for operation in found)


def test_the_table_names_every_route_and_nothing_else():
    assert set(names(operations())) == set(ALLOWED) | PUBLIC


def test_every_route_has_a_name_of_its_own():
    assert len(set(names(operations()))) == len(operations())


@pytest.mark.django_db
def test_without_a_session_every_door_but_the_public_ones_is_closed():
    nobody = Door()
    open_doors = set()
    for operation in operations():
        operation.knock(nobody)
        if nobody.status != 401:
            open_doors.add(operation.name)
    nobody.post("/session", {"username": "x", "password": "x"})
    assert nobody.status == 401, "signing in is open to everybody, and refuses whom it does not know"
    assert open_doors == PUBLIC - {"sign_in", "sign_in_by_code"}


def test_the_table_names_every_role_and_those_under_one_letter_may_the_same():
    assert sorted(role for alike in ROLES.values() for role in alike) == sorted(Role)
    for first, *others in ROLES.values():
        assert all(MAY[Role(role)] == MAY[Role(first)] for role in others)


@pytest.mark.parametrize("letter", ROLES)
def test_a_role_passes_its_own_doors_and_no_others(company, letter):
    unit = company.root if letter in "AI" else company.hall
    person = company.person("somebody", unit, Role(ROLES[letter][0]))
    passed, failed = set(), {}
    for operation in operations():
        if operation.name in PUBLIC:
            continue
        person.refresh_from_db()  # one of the doors ends all his sessions
        door = Door(person)
        answer = operation.knock(door)
        if door.status != 403:
            passed.add(operation.name)
        if door.status >= 500:
            failed[operation.name] = answer
    assert not failed
    assert passed == {name for name, roles in ALLOWED.items() if letter in roles}


@pytest.fixture
def rich(db):
    """A company in which there is something of everything."""
    sample.build(utc_now())
    tenant = Tenant.objects.get(name=sample.COMPANY)
    agent = Person.objects.get(username="wangfang")
    add_job("export", tenant=tenant.id, now=utc_now(), person=agent.id)
    return tenant


def rows_of(tenant):
    """Ids of its rows, one of each kind."""
    ids = {str(tenant.id)}
    for model in apps.get_models():
        if model._meta.app_label in ("axes", "auth", "contenttypes", "sessions"):
            continue
        fields = {field.attname for field in model._meta.concrete_fields}
        if "tenant_id" in fields:
            found = model._default_manager.filter(tenant_id=tenant.id).values_list("pk", flat=True)
            ids.update(str(id) for id in found[:1])
    return ids


def test_lists_show_nothing_of_another_company(rich, other_company):
    foreign = rows_of(rich) | {sample.SALES_NUMBER, sample.COMPANY, "13910000001", "wangfang"}
    since = (utc_now() - dt.timedelta(days=30)).isoformat()
    stranger = Door(other_company.administrator)
    seen: dict[str, set[str]] = {}
    for operation in operations():
        if operation.method == "get" and not operation.takes_id:
            query = operation.query | ({"since": since} if operation.name.endswith("_calls") else {})
            stranger.get(operation.url(), **query)
            text = _text(stranger.response)
            if found := {value for value in foreign if value in text}:
                seen[operation.name] = found
    assert seen == {}


def test_no_row_of_another_company_can_be_read_or_touched(rich, other_company):
    stranger = Door(other_company.administrator)
    foreign = sorted(rows_of(rich))
    reached = []
    for operation in _with_ids():
        for id in foreign:
            operation.knock(stranger, id)
            if stranger.status < 400 and not _own_note(operation, stranger):
                reached.append((operation.name, id))
    assert reached == []


def _with_ids() -> list[Operation]:
    return [operation for operation in operations() if operation.takes_id]


def _own_note(operation: Operation, door: Door) -> bool:
    """A note is its writer's own and may be written before its call is known: it shows nothing of others."""
    return operation.name in ("get_note", "put_note")


def _text(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):  # a workbook is a zip file
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return body.decode(errors="replace")


def test_a_masked_number_is_nowhere_in_what_an_agent_reads(rich):
    """Lists of calls, customers and callbacks carry no whole number that he may not see."""
    agent = Door(Person.objects.get(username="wangfang"))
    whole = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
    ids = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")  # some look as if a number stood in them
    for operation in operations():
        if operation.method == "get" and not operation.takes_id and operation.name != "get_screen_pop":
            agent.get(operation.url(), **operation.query)
            assert not whole.search(ids.sub("", _text(agent.response))), operation.name
