"""A small company to tell stories with: a tree of units, one person per role, and a knock at the API."""

import datetime as dt
import json
from functools import cached_property
from typing import Any
from uuid import UUID

from django.test import Client

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import OrgUnit, Person, RoleAssignment, Tenant
from zuoxi.organisation.rules import Role
from zuoxi.organisation.services.setup import new_root

NOW = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)
"""A Monday, ten in the morning in Beijing."""
PASSWORD = "a-green-Teapot-7"


class Company:
    """company → city → hall → (team one, team two), with people in them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tenant = Tenant.objects.create(name=name, created_at=NOW)
        self.root = new_root(self.tenant)
        self.city = self.unit(self.root, "city", "北京")
        self.hall = self.unit(self.city, "hall", "一号大厅")
        self.team_one = self.unit(self.hall, "team", "一班")
        self.team_two = self.unit(self.hall, "team", "二班")
        self.administrator = self.person("admin", self.root, Role.ADMINISTRATOR)
        self.leader = self.person("leader", self.team_one, Role.TEAM_LEADER)
        self.assessor = self.person("assessor", self.hall, Role.QUALITY_ASSESSOR)
        self.agent = self.person("agent", self.team_one, Role.AGENT, number="1001")
        self.stranger = self.person("stranger", self.team_two, Role.AGENT, number="1002")

    @cached_property
    def operator(self) -> Person:
        """Who runs the installation, and nothing else."""
        return self.person("operator", self.root, Role.INSTALLATION_ADMINISTRATOR)

    def unit(self, parent: OrgUnit, kind: str, name: str) -> OrgUnit:
        """Another unit."""
        parent.refresh_from_db()
        unit: OrgUnit = OrgUnit.objects.add_child(parent, {"tenant": self.tenant, "kind": kind, "name": name})
        return unit

    def person(self, username: str, unit: OrgUnit, *roles: Role, number: str = "") -> Person:
        """Somebody with roles at his unit; the user name is made unique by the company's name."""
        person = Person(
            tenant=self.tenant,
            org_unit=unit,
            username=f"{username}@{self.name}".lower(),
            name=username,
            number=number,
            created_at=NOW,
        )
        person.set_password(PASSWORD)
        person.save()
        for role in roles:
            RoleAssignment.objects.create(tenant=self.tenant, org_unit=unit, person=person, role=role.value)
        return person

    def acts(self, person: Person | None = None) -> Actor:
        """The person (default: the administrator) at work."""
        return Actor(person=person or self.administrator, now=NOW)


class Door:
    """The API as one person (or nobody) finds it."""

    def __init__(self, person: Person | None = None, **client: Any) -> None:
        self.client = Client(**client)
        self.status = 0
        if person is not None:
            self.client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, path: str, **query: Any) -> Any:
        return self._answer(self.client.get(f"/api{path}", query))

    def post(self, path: str, body: Any = None, **extra: Any) -> Any:
        return self._send("POST", path, body, **extra)

    def patch(self, path: str, body: Any = None) -> Any:
        return self._send("PATCH", path, body)

    def put(self, path: str, body: Any = None) -> Any:
        return self._send("PUT", path, body)

    def delete(self, path: str) -> Any:
        return self._send("DELETE", path, None)

    def _send(self, method: str, path: str, body: Any, **extra: Any) -> Any:
        text = "" if body is None else json.dumps(body, default=_text)
        return self._answer(
            self.client.generic(method, f"/api{path}", text, content_type="application/json", **extra)
        )

    def _answer(self, response: Any) -> Any:
        self.status = response.status_code
        self.response = response
        kind = response.headers.get("Content-Type", "")
        return json.loads(response.content) if kind.startswith("application/json") else None


def _text(value: Any) -> str:
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value))
