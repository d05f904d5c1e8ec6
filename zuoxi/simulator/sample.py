"""The sample company: a small call centre with people, numbers, customers and some days of calls (P8).

    sign_ins = sample.build(now, passwords)

makes it once, in one transaction, and returns who may sign in with which password; the passwords are kept
nowhere but as hashes. When the company stands already, nothing happens and nobody is returned.
"""

import datetime as dt
import secrets
from collections.abc import Callable

from django.db import transaction

from zuoxi.approvals.services import chains
from zuoxi.approvals.services.requests import file_request
from zuoxi.approvals.services.running import act
from zuoxi.calls.services import dispositions
from zuoxi.compliance.services import hours, lists
from zuoxi.contacts.services import classes
from zuoxi.contacts.services.customers import create_customer
from zuoxi.kernel.record import Record
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import OrgUnit, Person, Tenant
from zuoxi.organisation.rules import ROLE_NAMES, Role
from zuoxi.organisation.services.company import change_company
from zuoxi.organisation.services.people import create_person, set_password
from zuoxi.organisation.services.setup import found
from zuoxi.organisation.services.units import change_unit, create_unit
from zuoxi.simulator import names
from zuoxi.simulator.history import earlier_calls
from zuoxi.telephony.models import ServiceLine
from zuoxi.telephony.services import reasons
from zuoxi.telephony.services.access_numbers import create_access_number
from zuoxi.telephony.services.configuration import create
from zuoxi.telephony.services.devices import create_device
from zuoxi.telephony.services.links import create_queue, create_skill_group
from zuoxi.telephony.services.nodes import ensure_node
from zuoxi.telephony.services.trunks import create_trunk

COMPANY = "示例公司"
COMPANY_EN = "Sample company"
NODE, TRUNK = "house", "carrier"
CUSTOMERS = 40
SALES_NUMBER, SERVICE_NUMBER = "4008001234", "4008005678"
CALLER_ID = "01056781234"
DO_NOT_CALL, BLACKLISTED = (36, 37), (38, 39)
"""Customers (by index) who do not want to be called, and whose calls are turned away."""


class SampleSignIn(Record):
    """Somebody of the sample company who can sign in, with what he is in both languages."""

    username: str
    password: str
    role: Role
    zh: str
    en: str


def new_password() -> str:
    """A random password that can be typed."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


def build(now: dt.datetime, passwords: Callable[[], str] = new_password) -> tuple[SampleSignIn, ...]:
    """Make the sample company unless it stands; see above."""
    with transaction.atomic():
        if Tenant.objects.filter(name=COMPANY).exists():
            return ()
        return _Sample(now, passwords).build()


def renew_passwords(
    now: dt.datetime, passwords: Callable[[], str] = new_password
) -> tuple[SampleSignIn, ...]:
    """New passwords for everybody of the sample company; nobody is returned when it does not stand.

    One that is broken off is simply asked for again.
    """
    people = {
        person.username: person
        for person in Person.objects.filter(tenant__name=COMPANY, hidden_at__isnull=True)
    }
    administrator = people.get(names.STAFF[0].username)
    if administrator is None:
        return ()
    given = []
    for staff in names.STAFF:
        if person := people.get(staff.username):
            given.append(sign_in(staff, passwords()))
            # each by itself: a password is hashed before its transaction, which keeps others from writing
            set_password(Actor(person=administrator, now=now), person, given[-1].password, passing=False)
    return tuple(given)


def sign_in(staff: names.Staff, password: str) -> SampleSignIn:
    """What is told of somebody who can sign in."""
    zh, en = ROLE_NAMES[staff.role]
    return SampleSignIn(
        username=staff.username,
        password=password,
        role=staff.role,
        zh=f"{zh} {staff.name} {staff.number}".strip(),
        en=f"{en} {staff.name} {staff.number}".strip(),
    )


class _Sample:
    def __init__(self, now: dt.datetime, passwords: Callable[[], str]) -> None:
        self.now = now
        self.passwords = passwords
        self.units: dict[str, OrgUnit] = {}
        self.people: dict[str, Person] = {}
        self.sign_ins: list[SampleSignIn] = []

    def build(self) -> tuple[SampleSignIn, ...]:
        administrator = self._found_company()
        self.actor = Actor(person=administrator, now=self.now)
        change_company(self.actor, {"home_area": "010"})
        change_unit(self.actor, administrator.org_unit, {"name_en": COMPANY_EN})
        reasons.sow(administrator.tenant_id)
        classes.sow(administrator.tenant_id)
        chains.sow(administrator.tenant_id)
        self._units()
        self._staff()
        self._telephony()
        self._customers()
        self._lists()
        self._requests()
        earlier_calls(administrator.tenant_id, self.now)
        return tuple(self.sign_ins)

    def _found_company(self) -> Person:
        first = names.STAFF[0]
        password = self.passwords()
        person = found(COMPANY, first.name, first.username, password, now=self.now)
        self.units[""] = person.org_unit
        self._note(first, person, password)
        return person

    def _units(self) -> None:
        tree = (
            ("", "city", names.CITY, "Beijing"),
            (names.CITY, "department", names.DEPARTMENT, "Marketing"),
            (names.CITY, "hall", names.HALL, "Hall one"),
            (names.HALL, "team", names.TEAM_ONE, "Team one"),
            (names.HALL, "team", names.TEAM_TWO, "Team two"),
        )
        for parent, kind, name, name_en in tree:
            self.units[name] = create_unit(self.actor, self.units[parent].id, kind, name, name_en)

    def _staff(self) -> None:
        for staff in names.STAFF[1:]:
            password = self.passwords()
            unit = self.units[staff.unit].id
            person = create_person(
                self.actor,
                {
                    "name": staff.name,
                    "username": staff.username,
                    "number": staff.number,
                    "org_unit": unit,
                },
                password,
                [(staff.role, unit)],
                passing=False,  # as when they are asked for again: visitors use what the terminal says
            )
            self._note(staff, person, password)

    def _note(self, staff: names.Staff, person: Person, password: str) -> None:
        self.people[staff.username] = person
        self.sign_ins.append(sign_in(staff, password))

    def _requests(self) -> None:
        """What the department has handed in: one waits for its leader, the next for customer service."""
        owner, leader = self.people["sunli"], self.people["gaofeng"]
        for place, (title, track, customers, text) in enumerate(names.REQUESTS):
            fields = {"title": title, "track": track, "customers": customers, "text": text}
            filed = file_request(Actor(person=owner, now=self.now), owner.org_unit_id, fields)
            if place:
                act(Actor(person=leader, now=self.now), filed, "approve", "department", "同意，请尽快安排。")

    def _telephony(self) -> None:
        actor, hall = self.actor, self.units[names.HALL].id
        node = ensure_node(NODE)
        groups = {
            name: create_skill_group(
                actor, {"org_unit": hall, "name": name, "name_en": name_en, "members": self._members(name)}
            )
            for name, name_en in ((names.FIRST_LINE, "First line"), (names.SECOND_LINE, "Second line"))
        }
        queue = create_queue(
            actor,
            {
                "org_unit": hall,
                "name": "客户服务",
                "name_en": "Customer service",
                "groups": [
                    {"skill_group": groups[names.FIRST_LINE].id, "after_ms": 0},
                    {"skill_group": groups[names.SECOND_LINE].id, "after_ms": 10_000},
                ],
            },
        )
        create_trunk(
            actor,
            {
                "org_unit": self.units[""].id,
                "node": node.id,
                "name": "示例运营商",
                "name_en": "Sample carrier",
                "endpoint": TRUNK,
                "numbers": [CALLER_ID, SALES_NUMBER, SERVICE_NUMBER],
                "caller_id": CALLER_ID,
            },
        )
        for line, line_en, number, greeting in (
            ("销售热线", "Sales", SALES_NUMBER, ""),
            ("售后服务", "After-sales service", SERVICE_NUMBER, "greeting-default"),
        ):
            service_line = create(actor, ServiceLine, {"org_unit": hall, "name": line, "name_en": line_en})
            create_access_number(
                actor,
                {
                    "org_unit": hall,
                    "number": number,
                    "service_line": service_line.id,
                    "queue": queue.id,
                    "greeting": greeting,
                    "recording_announcement": "recording-notice",
                },
            )
        for staff in names.STAFF:
            if staff.role in (Role.AGENT, Role.TEAM_LEADER):
                create_device(
                    actor,
                    {
                        "org_unit": self.units[staff.unit].id,
                        "kind": "webrtc",
                        "node": node.id,
                        "person": self.people[staff.username].id,
                    },
                )

    def _members(self, group: str) -> list[dict[str, object]]:
        return [
            {"person": self.people[staff.username].id, "level": 1}
            for staff in names.STAFF
            if staff.group == group
        ]

    def _customers(self) -> None:
        agents = [self.people[staff.username].id for staff in names.STAFF if staff.role == Role.AGENT]
        for index in range(CUSTOMERS):
            city = names.PLACES[index % len(names.PLACES)][1]
            street = names.STREETS[index % len(names.STREETS)]
            numbers = [{"number": names.customer_number(index)}]
            if index % 5 == 0:
                numbers.append({"number": f"010{88880000 + index}"})
            create_customer(
                self.actor,
                {
                    "name": names.customer_name(index),
                    "gender": ("male", "female")[index % 2],
                    "company": names.COMPANIES[index % len(names.COMPANIES)],
                    "address": f"{city}市{street}{index + 1}号",
                    "marks": list(names.MARKS[index % len(names.MARKS)]),
                    "remark": names.REMARKS[index % len(names.REMARKS)],
                    "owner": agents[index % len(agents)] if index % 3 == 0 else None,
                    "org_unit": self.units[names.HALL].id,
                    "numbers": numbers,
                },
            )

    def _lists(self) -> None:
        tenant = self.actor.who.tenant_id
        dispositions.sow(tenant)
        # whoever tries the sample in the evening shall be able to dial too
        hours.put(self.actor, [[[0, 1440]]] * 7, {}, tenant=tenant)
        for index in DO_NOT_CALL:
            lists.object_to_calls(
                self.actor, names.customer_number(index), "all", name=names.customer_name(index)
            )
        for index in BLACKLISTED:
            lists.blacklist(self.actor, names.customer_number(index), "多次骚扰")
