"""Creating and changing people and what they are."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, LastAdministrator, Sentence
from zuoxi.organisation.events import ConfigurationChanged
from zuoxi.organisation.models import Person, RoleAssignment
from zuoxi.organisation.rules import Permission, Role, beyond_companies
from zuoxi.organisation.selectors.access import may
from zuoxi.organisation.selectors.people import (
    first_company,
    other_administrators,
    others_run_the_installation,
    runs_the_installation,
)
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.in_turn import hold, in_turn
from zuoxi.organisation.services.passwords import check_password_rules, keep_password
from zuoxi.organisation.services.referred import check_not_above, unit_in_reach
from zuoxi.organisation.services.rows import TAKEN
from zuoxi.organisation.services.session import forgive, known_by, normal_username
from zuoxi.organisation.services.web_sessions import forget_all
from zuoxi.outbox.announce import announce

USERNAME: Sentence = (
    "用户名为 2–64 位字母、数字、点、横线或下划线。",
    "A username has 2–64 letters, digits, dots, dashes or underscores.",
)
AGENT_NUMBER: Sentence = ("工号为 1–16 位数字或字母。", "An agent number has 1–16 digits or letters.")
NOT_YOURS_TO_GIVE: Sentence = (
    "只有系统管理员可以授予“系统管理员”角色。",
    "Only an installation administrator makes somebody an installation administrator.",
)

WRONG_PASSWORD: Sentence = ("当前密码不正确。", "The present password is wrong.")
SAME_PASSWORD: Sentence = ("新密码不能与当前密码相同。", "The new password must differ from the present one.")

_USERNAME = re.compile(r"[\w.\-]{2,64}")
_NUMBER = re.compile(r"[0-9A-Za-z]{0,16}")

RoleAt = tuple[str, UUID]
"""(role, id of the unit where it holds)."""


def create_person(
    actor: Actor,
    fields: Mapping[str, Any],
    password: str,
    roles: Iterable[RoleAt],
    *,
    passing: bool = True,
) -> Person:
    """Add somebody. `fields`: name, username, number, language, org_unit (id).

    `passing`: he chooses a password of his own when he signs in first.
    """
    values = _checked(actor, fields)
    check_password_rules(password, values["username"])
    person = Person(tenant_id=actor.who.tenant_id, created_at=actor.now, **values)
    keep_password(person, password, actor.now, passing=passing)
    with transaction.atomic():
        _save(person)
        _give_roles(actor, person, roles)
        audit.note(actor, "person.created", person, after=_picture(person))
        _announce(person)
    return person


def change_person(
    actor: Actor, person: Person, fields: Mapping[str, Any], roles: Iterable[RoleAt] | None = None
) -> Person:
    """Change somebody; `hidden` takes him out of use, with his sessions. None: his roles stay."""
    check_not_above(actor, person)
    values = _checked(actor, fields)
    if "hidden" in fields:
        values["hidden_at"] = (person.hidden_at or actor.now) if fields["hidden"] else None
        if fields["hidden"] and person.hidden_at is None:
            values["sessions_ended"] = person.sessions_ended + 1
            forget_all(person)
    with in_turn(person.tenant):  # of two who take each other's place one is told that he would be the last
        before, ran_it = _picture(person), runs_the_installation(person)
        if ran_it:
            hold(first_company())
        for name, value in values.items():
            setattr(person, name, value)
        _save(person)
        if roles is not None:
            _give_roles(actor, person, roles)
        _check_somebody_rules(person)
        _check_somebody_runs_it(person, ran_it)
        old, new = audit.difference(before, _picture(person))
        if new:
            audit.note(actor, f"person.{audit.done_to(old, new)}", person, before=old, after=new)
            _announce(person)
    return person


def set_password(actor: Actor, person: Person, password: str, *, passing: bool = True) -> None:
    """Give somebody a new password: all his sessions end. `passing`: he chooses his own when he signs in."""
    check_not_above(actor, person)
    _set_password(actor, person, password, passing=passing)
    forgive(person.username)


def _set_password(
    actor: Actor, person: Person, password: str, *, passing: bool, but: str | None = None
) -> None:
    check_password_rules(password, person.username)
    keep_password(person, password, actor.now, passing=passing)
    with transaction.atomic():
        person.save(update_fields=["password", "password_changed_at", "must_change_password"])
        forget_all(person, but=but)
        audit.note(actor, "person.password_set", person)
        _announce(person)  # pages that are open on his former sessions are looked at again at once


def change_own_password(request: HttpRequest, actor: Actor, current: str, password: str) -> None:
    """Somebody changes his own password, knowing the present one; guesses count as failed sign-ins."""
    if known_by(request, actor.who.username, current, actor) is None:
        raise FormErrors({"current": WRONG_PASSWORD})
    if password == current:
        raise FormErrors({"password": SAME_PASSWORD})
    _set_password(actor, actor.who, password, passing=False, but=request.session.session_key)


def _checked(actor: Actor, fields: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: fields[name] for name in ("name", "username", "number", "language") if name in fields}
    problems: dict[str, Sentence] = {}
    if "username" in values:
        values["username"] = normal_username(values["username"])
        if not _USERNAME.fullmatch(values["username"]):
            problems["username"] = USERNAME
    if not _NUMBER.fullmatch(values.get("number", "")):
        problems["number"] = AGENT_NUMBER
    if problems:
        raise FormErrors(problems)
    if "org_unit" in fields:
        values["org_unit"] = unit_in_reach(actor, fields["org_unit"], Permission.PEOPLE_MANAGE)
    return values


def _save(person: Person) -> None:
    if Person.objects.filter(username=person.username).exclude(id=person.id).exists():
        raise FormErrors({"username": TAKEN})
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise FormErrors({"number": TAKEN}) from None


def _give_roles(actor: Actor, person: Person, roles: Iterable[RoleAt]) -> None:
    """Make the roles those given; roles outside the actor's reach stay as they are."""
    wanted = {
        (role, unit_in_reach(actor, unit, Permission.PEOPLE_MANAGE, "roles").id) for role, unit in roles
    }
    may_give_all = may(actor.who, Permission.INSTALLATION_MANAGE)
    held = {
        (assignment.role, assignment.org_unit_id): assignment
        for assignment in RoleAssignment.objects.filter(person=person).select_related("org_unit")
    }
    for key, assignment in held.items():
        may_take = may(actor.who, Permission.PEOPLE_MANAGE, assignment)
        if key not in wanted and may_take and (may_give_all or not beyond_companies(assignment.role)):
            assignment.delete()
    for role, unit in wanted - set(held):
        if beyond_companies(role) and not may_give_all:
            raise FormErrors({"roles": NOT_YOURS_TO_GIVE})
        RoleAssignment.objects.create(
            tenant_id=person.tenant_id, person=person, org_unit_id=unit, role=Role(role).value
        )


def _check_somebody_rules(person: Person) -> None:
    rules = RoleAssignment.objects.filter(
        person=person, role=Role.ADMINISTRATOR.value, org_unit__depth=1
    ).exists()
    if not (rules and person.is_active) and not other_administrators(person).exists():
        raise LastAdministrator


def _check_somebody_runs_it(person: Person, ran_it: bool) -> None:
    """Raise when nobody would be left to set up what the companies share."""
    runs_it = person.is_active and runs_the_installation(person)
    if ran_it and not runs_it and not others_run_the_installation(person).exists():
        raise LastAdministrator


def _picture(person: Person) -> dict[str, Any]:
    held = RoleAssignment.objects.filter(person=person).values_list("role", "org_unit_id")
    return audit.picture(person) | {"roles": sorted(f"{role}@{unit}" for role, unit in held)}


def _announce(person: Person) -> None:
    announce(ConfigurationChanged(tenant=str(person.tenant_id), what="person", id=str(person.id)))
