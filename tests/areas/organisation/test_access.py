"""Who may do what, where."""

import pytest

from zuoxi.organisation import rules
from zuoxi.organisation.models import OrgUnit, Person, RoleAssignment
from zuoxi.organisation.rules import ROLE_NAMES, ROLES, Grant, Permission, Role
from zuoxi.organisation.selectors.access import may, visible_to

WITHOUT_DOORS = {Role.COURIER, Role.CLIENT, Role.ACCOUNTANT}
"""Roles whose work has no doors yet."""


def test_every_role_has_a_name_in_both_languages_and_something_to_do():
    assert set(ROLE_NAMES) == set(ROLES) == set(Role)
    assert all(zh and en for zh, en in ROLE_NAMES.values())
    assert {role for role, allowed in ROLES.items() if not allowed} == WITHOUT_DOORS


def test_reach_keeps_only_the_topmost_units():
    grants = [Grant(permission=Permission.CALLS_LIST, path=path) for path in ("00010002", "0001", "00030001")]

    assert rules.reach(grants, Permission.CALLS_LIST) == ("0001", "00030001")
    assert rules.reach(grants, Permission.AUDIT_READ) == ()


def test_a_leader_reaches_his_team_and_not_the_next(company):
    assert may(company.leader, Permission.CALLS_LIST, company.team_one)
    assert may(company.leader, Permission.CALLS_LIST, company.agent)
    assert not may(company.leader, Permission.CALLS_LIST, company.team_two)
    assert not may(company.leader, Permission.CALLS_LIST, company.hall)
    assert not may(company.leader, Permission.PEOPLE_MANAGE, company.team_one)


def test_nobody_reaches_another_company(company, other_company):
    assert may(company.administrator, Permission.PEOPLE_MANAGE, company.team_two)
    assert not may(company.administrator, Permission.PEOPLE_MANAGE, other_company.root)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("administrator", {"admin", "leader", "assessor", "agent", "stranger"}),
        ("leader", set()),
        ("agent", set()),
    ],
)
def test_visible_to_gives_what_lies_under_a_person_s_units(company, other_company, who, seen):
    rows = visible_to(Person.objects.all(), getattr(company, who), Permission.PEOPLE_MANAGE)

    assert {person.name for person in rows} == seen


def test_a_role_further_down_reaches_only_down_there(company):
    chief = company.person("chief", company.root)
    RoleAssignment.objects.create(
        tenant=company.tenant, org_unit=company.team_two, person=chief, role="administrator"
    )
    rows = visible_to(OrgUnit.objects.all(), chief, Permission.PEOPLE_MANAGE, path="path")

    assert [unit.name for unit in rows] == ["二班"]
