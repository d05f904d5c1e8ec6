"""The only reads of this area."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar, cast
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from zuoxi.calls.selectors.attempts import dialled, dialled_for, ended_of
from zuoxi.calls.selectors.numbers import ends_with, seen_whole
from zuoxi.compliance import rules
from zuoxi.compliance.models import (
    BlacklistEdition,
    BlacklistEntry,
    BlacklistHit,
    DestinationRule,
    DialHours,
    DoNotCall,
    NumberLedger,
    Refusal,
)
from zuoxi.engine.gate import DoNotCallType, NumberKind
from zuoxi.kernel.calendars import OpeningHours
from zuoxi.kernel.clock import boot_id, steady_ms, to_ms
from zuoxi.kernel.phone import digits_in, national
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import ROLES, Permission, Role
from zuoxi.organisation.selectors import editions
from zuoxi.organisation.selectors.access import roles_of, visible_to
from zuoxi.organisation.selectors.people import home_area, tenant_timezone

Row = TypeVar("Row", bound=Model)


Barred = tuple[str, str, int]
"""(tenant, number in national form, until when it is barred: ms since the epoch)."""
FOR_EVER, NOT_BARRED = 1 << 62, 0


def blacklist_edition() -> int:
    """The latest edition of the blacklist; 0 before the first."""
    return editions.latest(BlacklistEdition)


def has_edition(number: int) -> bool:
    """Whether an edition is one of this database (and not of one that was replaced by an older copy)."""
    return editions.is_ours(BlacklistEdition, number)


def barred_now() -> Iterator[Barred]:
    """Every number on a blacklist, also those whose time has run out by now."""
    yield from _barred(BlacklistEntry.objects.filter(removed_at__isnull=True))


def barred_since(edition: int) -> Iterator[Barred]:
    """What has changed after an edition: each number once, as it stands now, `NOT_BARRED` when removed."""
    standing = BlacklistEntry.objects.filter(
        tenant=OuterRef("tenant"), number=OuterRef("number"), removed_at__isnull=True
    )
    changed = BlacklistEntry.objects.filter(edition__gt=edition)
    yield from _barred(changed.filter(Q(removed_at__isnull=True) | ~Exists(standing)))


def _barred(rows: QuerySet[BlacklistEntry]) -> Iterator[Barred]:
    columns = rows.values_list("tenant_id", "number", "expires_at", "removed_at")
    for tenant, number, expires_at, removed_at in columns.iterator(chunk_size=2_000):
        until = NOT_BARRED if removed_at else to_ms(expires_at) if expires_at else FOR_EVER
        yield str(tenant), number, until


def _in_force(now: dt.datetime) -> Q:
    return Q(removed_at__isnull=True) & (Q(expires_at__isnull=True) | Q(expires_at__gt=now))


UNKNOWN_FOR = dt.timedelta(seconds=120)
"""A permitted attempt of whose call nothing is told holds its number for so long: a phone and a customer may
ring, one after the other, and the floor or the records may be away for a moment in between."""


def held_numbers(ledgers: Iterable[NumberLedger], now: dt.datetime) -> set[str]:
    """Numbers whose last attempt goes on: two people never ring one number at once."""
    open_ones = {row.attempt_id: row for row in ledgers if row.attempt_id and row.permitted_at}
    ended = ended_of(open_ones)
    return {
        row.number
        for attempt, row in open_ones.items()
        if not ended.get(attempt, _age(row, now) >= UNKNOWN_FOR)
    }


def _age(ledger: NumberLedger, now: dt.datetime) -> dt.timedelta:
    """How old the last permit is: by the clock that nobody sets, by the wall after a new start."""
    assert ledger.permitted_at is not None, "a permit was given"
    if ledger.permitted_boot and ledger.permitted_boot == boot_id():
        return dt.timedelta(milliseconds=steady_ms() - ledger.permitted_steady)
    return abs(now - ledger.permitted_at)


def blacklisted(tenant: UUID, numbers: Iterable[str], now: dt.datetime) -> frozenset[str]:
    """Those of these numbers from and to which calls are barred."""
    rows = BlacklistEntry.objects.filter(_in_force(now), tenant_id=tenant, number__in=list(numbers))
    return frozenset(rows.values_list("number", flat=True))


def do_not_call_types(tenant: UUID, numbers: Iterable[str]) -> dict[str, frozenset[DoNotCallType]]:
    """Number -> what its owner does not want to be called for; missing is who has not objected."""
    rows = DoNotCall.objects.filter(tenant_id=tenant, number__in=list(numbers), removed_at__isnull=True)
    found: dict[str, frozenset[DoNotCallType]] = {}
    for number, type_ in rows.values_list("number", "type"):
        found[number] = found.get(number, frozenset()) | {cast(DoNotCallType, type_)}
    return found


def destination_rules(tenant: UUID) -> dict[tuple[str, NumberKind], rules.Destination]:
    """(role, class of destination) -> what holds, for every role that dials and for the house by itself."""
    dialling = {role.value: rules.DESTINATIONS for role in Role if Permission.CALLS_DIAL in ROLES[role]}
    dialling[rules.AUTOMATIC] = rules.BY_ITSELF
    rows = DestinationRule.objects.filter(tenant_id=tenant, role__in=dialling)
    chosen = {
        (row.role, row.kind): rules.Destination(allowed=row.allowed, per_day=row.per_day) for row in rows
    }
    return {
        (role, kind): chosen.get((role, kind), rule)
        for role, unless_chosen in dialling.items()
        for kind, rule in unless_chosen.items()
    }


def destinations(tenant: UUID, person: Person | None) -> dict[NumberKind, rules.Destination]:
    """What this person may dial, by all his roles (None: the house by itself)."""
    return destinations_of(tenant, roles_of(person) if person else (rules.AUTOMATIC,))


def kinds_by_itself(tenant: UUID) -> frozenset[NumberKind]:
    """The classes of destination that the house may dial by itself."""
    return frozenset(kind for kind, rule in destinations(tenant, None).items() if rule.allowed)


def destinations_of(tenant: UUID, held: Collection[str]) -> dict[NumberKind, rules.Destination]:
    """What may be dialled by somebody who has these roles."""
    by_kind: dict[NumberKind, list[rules.Destination]] = {kind: [] for kind in rules.CHOSEN}
    for (role, kind), rule in destination_rules(tenant).items():
        if role in held:
            by_kind[kind].append(rule)
    return {kind: rules.widest(found) for kind, found in by_kind.items()}


def dialled_since(tenant: UUID, person: Person | None, since: dt.datetime) -> Counter[NumberKind]:
    """How many numbers of each class a person (None: the house by itself) has dialled since a moment."""
    return _by_class(dialled(tenant, person, since).items())


def _by_class(counts: Iterable[tuple[str, int]]) -> Counter[NumberKind]:
    """What was dialled before classes were kept counts in each: on the day of an upgrade nobody dials more
    than his limit."""
    found: Counter[NumberKind] = Counter()
    for kind, often in counts:
        for counted in (cast(NumberKind, kind),) if kind else rules.CHOSEN:
            found[counted] += often
    return found


def dialled_for_projects(
    tenant: UUID, projects: Mapping[str, rules.Project], since: dt.datetime
) -> dict[str, Counter[NumberKind]]:
    """Project -> how many numbers of each class were dialled for it since a moment, by whomsoever; counted
    where there is a limit."""
    found: dict[str, Counter[NumberKind]] = {project: Counter() for project in projects}
    limited = [
        one for one, said in projects.items() if any(rule.per_day is not None for rule in said.values())
    ]
    for project, kind, often in dialled_for(tenant, limited, since) if limited else ():
        found[project] += _by_class([(kind, often)])
    return found


def dial_hours(tenant: UUID) -> OpeningHours:
    """When this company may dial out."""
    row = DialHours.objects.filter(tenant_id=tenant).first()
    timezone = tenant_timezone(tenant)
    if row is None:
        return rules.plan(rules.HOUSE_WEEK, {}, timezone)
    return rules.plan(row.weekly, row.days, timezone)


def marks(tenant: UUID, number: str, now: dt.datetime) -> list[str]:
    """Marks of a number for the screen pop: `blacklist`, `do_not_call`."""
    found = []
    if blacklisted(tenant, [number], now):
        found.append("blacklist")
    if do_not_call_types(tenant, [number]):
        found.append("do_not_call")
    return found


def objections(tenant: UUID) -> QuerySet[DoNotCall]:
    """The do-not-call list."""
    return DoNotCall.objects.filter(tenant_id=tenant, removed_at__isnull=True).select_related("added_by")


def blacklist(tenant: UUID) -> QuerySet[BlacklistEntry]:
    """The blacklist, expired entries included: they are shown as such."""
    rows = BlacklistEntry.objects.filter(tenant_id=tenant, removed_at__isnull=True)
    return rows.select_related("added_by")


def hits(entry: BlacklistEntry) -> QuerySet[BlacklistHit]:
    """The calls that an entry turned away."""
    return BlacklistHit.objects.filter(tenant_id=entry.tenant_id, number=entry.number)


def refusals(person: Person) -> QuerySet[Refusal]:
    """What the gate refused within this person's reach; his own for everybody who dials."""
    rows = Refusal.objects.select_related("person")
    own = rows.filter(tenant_id=person.tenant_id, person=person)
    return own | visible_to(rows, person, Permission.COMPLIANCE_MANAGE, Permission.CALLS_LIST, path="path")


def refused_number(rows: QuerySet[Refusal], person: Person, text: str) -> QuerySet[Refusal]:
    """Refusals of a number, whole or by its last digits, or of a text that is none."""
    if not text:
        return rows
    found = Q(number=text) | Q(number=national(text, home_area(person.tenant_id)))
    digits = digits_in(text)
    return rows.filter(found | ends_with("number", digits, seen_whole(person)) if digits else found)


def searched(rows: QuerySet[Row], tenant: UUID, text: str, words: str) -> QuerySet[Row]:
    """A company's entries whose number is or ends with `text`, or whose column `words` contains it."""
    if not text.strip():
        return rows
    found = Q(**{f"{words}__icontains": text.strip()}) | Q(number=national(text, home_area(tenant)))
    digits = digits_in(text)
    return rows.filter(found | Q(number__endswith=digits) if digits else found)
