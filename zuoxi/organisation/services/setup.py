"""The first company and its first administrator: only while nobody exists."""

import datetime as dt

from django.db import connection, transaction

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import AlreadySetUp
from zuoxi.organisation.events import CompanyFounded
from zuoxi.organisation.models import OrgUnit, Person, RoleAssignment, Tenant
from zuoxi.organisation.rules import Role
from zuoxi.organisation.selectors.people import anybody_here
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.passwords import check_password_rules, keep_password
from zuoxi.organisation.services.session import normal_username
from zuoxi.outbox.announce import announce


def set_up(
    company: str, name: str, username: str, password: str, *, now: dt.datetime, address: str = ""
) -> Person:
    """Make the first company and its administrator; of two who try at once one gets `AlreadySetUp`."""
    if anybody_here():
        raise AlreadySetUp
    founder = _founder(name, username, password, now)
    with transaction.atomic():
        _wait_for_turn()
        if anybody_here():
            raise AlreadySetUp
        return _found(company, founder, now, address)


def found(
    company: str, name: str, username: str, password: str, *, now: dt.datetime, address: str = ""
) -> Person:
    """Make a company and its administrator."""
    return _found(company, _founder(name, username, password, now), now, address)


def _founder(name: str, username: str, password: str, now: dt.datetime) -> Person:
    """The administrator before he is anywhere: a password is hashed before others are kept from writing."""
    username = normal_username(username)
    check_password_rules(password, username)
    person = Person(username=username, name=name, created_at=now)
    keep_password(person, password, now)
    return person


def _found(company: str, person: Person, now: dt.datetime, address: str) -> Person:
    with transaction.atomic():
        tenant = Tenant.objects.create(name=company, created_at=now)
        root = new_root(tenant)
        person.tenant, person.org_unit = tenant, root
        person.save()
        for role in _first_roles():
            RoleAssignment.objects.create(tenant=tenant, org_unit=root, person=person, role=role.value)
        audit.note(Actor(person=person, now=now, address=address), "tenant.created", root)
        announce(CompanyFounded(tenant=str(tenant.id)))
    return person


def _first_roles() -> tuple[Role, ...]:
    """The first administrator of all runs the installation too; those of later companies do not."""
    first = not RoleAssignment.objects.filter(role=Role.INSTALLATION_ADMINISTRATOR.value).exists()
    return (Role.ADMINISTRATOR, Role.INSTALLATION_ADMINISTRATOR) if first else (Role.ADMINISTRATOR,)


def new_root(tenant: Tenant) -> OrgUnit:
    """The topmost unit of a new company."""
    root: OrgUnit = OrgUnit.objects.add_root(
        {"tenant": tenant, "kind": OrgUnit.Kind.COMPANY, "name": tenant.name[:100]}
    )
    return root


def _wait_for_turn() -> None:
    # SQLite's IMMEDIATE transactions take turns by themselves
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE organisation_tenant IN EXCLUSIVE MODE")
