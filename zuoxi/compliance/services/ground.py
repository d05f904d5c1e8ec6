"""What the gate decides from, for one number or for many: read once, in the transaction that decides."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from zuoxi.calls.selectors.callbacks import owed
from zuoxi.compliance import selectors
from zuoxi.compliance.models import NumberLedger
from zuoxi.compliance.projects import destinations_of_projects
from zuoxi.compliance.rules import Automatic, Destination, Project
from zuoxi.engine.gate import DialPermit, DoNotCallType, GateFacts, NumberKind, ProjectRule, Purpose
from zuoxi.kernel.calendars import OpeningHours
from zuoxi.kernel.clock import to_ms
from zuoxi.kernel.ids import new_id
from zuoxi.kernel.phone import InvalidNumber, PhoneNumber, parse, timezones
from zuoxi.kernel.record import Record
from zuoxi.organisation.models import Person
from zuoxi.organisation.selectors.people import home_area
from zuoxi.telephony.selectors.outbound import LineOut, access_numbers, line_out

KEPT_TEXT = 64
SHARED: Final[Purpose] = "put_through"
"""A call for this keeps nobody else from the number: many callers are put through to one."""

Asker = Person | Automatic
"""Who wants to dial: somebody, or the house by itself."""


class Wish(Record):
    """A number that somebody wants to dial now."""

    number: str
    """As it was typed."""
    purpose: Purpose = "unstated"
    confirmed: bool = False
    """He has said that he means it, as an emergency number wants."""
    service_line: str = ""
    """The business that the call is for, if it is known."""
    service_line_name: str = ""
    project: str = ""
    """Id of the project that the call is for; empty: for none."""


def tenant_of(asker: Asker) -> UUID:
    """The company in whose name is dialled."""
    return asker.tenant_id if isinstance(asker, Person) else asker.tenant


def person_of(asker: Asker) -> Person | None:
    """Who dials; None: the house by itself."""
    return asker if isinstance(asker, Person) else None


def day_of(moment: dt.datetime, timezone: str) -> dt.datetime:
    """The midnight at which the company's day began."""
    return moment.astimezone(ZoneInfo(timezone)).replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass
class Ground:
    """All that is known at one moment about these numbers and who wants to dial them.

    `count` adds a permit that was given on it, so that the next number meets what a single question asked
    after it would have met.
    """

    asker: Asker
    now: dt.datetime
    steady: int
    line: LineOut | None
    hours: OpeningHours
    destinations: Mapping[NumberKind, Destination]
    dialled: Counter[NumberKind]
    projects: Mapping[str, Project]
    dialled_for: Mapping[str, Counter[NumberKind]]
    blacklisted: frozenset[str]
    objections: Mapping[str, frozenset[DoNotCallType]]
    owed: frozenset[str]
    ours: frozenset[str]
    held: set[str]
    permitted_at: dict[str, int]

    def facts(self, wish: Wish, known: PhoneNumber | None) -> GateFacts:
        """The gate's facts for one number."""
        typed = "".join(filter(str.isprintable, wish.number))[:KEPT_TEXT]
        number = known.national if known else typed
        kind: NumberKind = known.kind if known else "invalid"
        person = person_of(self.asker)
        unstated = wish.purpose == "unstated"
        return GateFacts(
            attempt=str(new_id()),
            call=str(new_id()),
            tenant=str(tenant_of(self.asker)),
            path=self.asker.path,
            person=str(person.id) if person else "",
            number=number,
            kind=kind,
            purpose="callback" if unstated and number in self.owed else wish.purpose,
            blacklisted=number in self.blacklisted,
            do_not_call=self.objections.get(number, frozenset()),
            hours=self.hours,
            timezones=timezones(number) if number.startswith("+") else (),
            destinations=frozenset(one for one, rule in self.destinations.items() if rule.allowed),
            daily_limit=self.destinations[kind].per_day if kind in self.destinations else None,
            dialled_today=self.dialled[kind],
            project=self._project_rule(wish.project, kind) if wish.project else None,
            ours=number in self.ours,
            confirmed=wish.confirmed,
            steady=self.steady,
            held=number in self.held,
            permitted_at=self.permitted_at.get(number, 0),
            caller_id=self.line.caller_id if self.line else "",
            trunk=str(self.line.trunk) if self.line else "",
            service_line=wish.service_line,
            service_line_name=wish.service_line_name,
        )

    def _project_rule(self, project: str, kind: NumberKind) -> ProjectRule:
        rule = self.projects[project].get(kind, Destination(allowed=True))
        return ProjectRule(
            allowed=rule.allowed, per_day=rule.per_day, dialled_today=self.dialled_for[project][kind]
        )

    def count(self, permit: DialPermit, kind: NumberKind, project: str = "") -> None:
        """A permit was given for this number."""
        if project:
            self.dialled_for[project][kind] += 1
        if permit.purpose != SHARED:
            self.held.add(permit.number)
            self.permitted_at[permit.number] = to_ms(self.now)
        self.dialled[kind] += 1


def read_ground(
    asker: Asker,
    numbers: Iterable[str],
    ledgers: Mapping[str, NumberLedger],
    now: dt.datetime,
    steady: int,
    projects: Collection[str] = (),
) -> Ground:
    """Read it for numbers in national form, by one query per model however many there are; `projects`: ids of
    those that some of them are dialled for.

    `now` and `steady` (ms) are what both clocks showed behind the lock.
    """
    tenant, numbers = tenant_of(asker), sorted(set(numbers))
    destinations = selectors.destinations(tenant, person_of(asker))
    hours = selectors.dial_hours(tenant)
    midnight = day_of(now, hours.timezone)
    of_projects = destinations_of_projects(tenant, projects)
    limited = any(rule.allowed and rule.per_day is not None for rule in destinations.values())
    return Ground(
        asker=asker,
        now=now,
        steady=steady,
        line=line_out(tenant),
        hours=hours,
        destinations=destinations,
        dialled=selectors.dialled_since(tenant, person_of(asker), midnight) if limited else Counter(),
        projects=of_projects,
        dialled_for=selectors.dialled_for_projects(tenant, of_projects, midnight),
        blacklisted=selectors.blacklisted(tenant, numbers, now),
        objections=selectors.do_not_call_types(tenant, numbers),
        owed=owed(tenant, numbers),
        ours=frozenset() if person_of(asker) else access_numbers(),
        held=selectors.held_numbers(ledgers.values(), now),
        permitted_at={number: to_ms(row.permitted_at) for number, row in ledgers.items() if row.permitted_at},
    )


def numbers_meant(tenant: UUID, typed: Iterable[str]) -> dict[str, PhoneNumber | None]:
    """What was typed -> the number that it stands for on the line that leads out; None: it is no number."""
    line = line_out(tenant)
    home = line.home_area if line else home_area(tenant)
    return {text: _parsed(text, home) for text in typed}


def _parsed(text: str, home: str) -> PhoneNumber | None:
    try:
        return parse(text, home)
    except InvalidNumber:
        return None
