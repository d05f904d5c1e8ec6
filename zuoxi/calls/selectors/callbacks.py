"""Calls that are owed (T6)."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from zuoxi.calls.models import CallbackTask
from zuoxi.calls.rules import units_above
from zuoxi.calls.selectors.numbers import ends_with, seen_whole
from zuoxi.contacts.selectors.customers import numbers_of_named
from zuoxi.kernel.phone import digits_in, national
from zuoxi.organisation.errors import NotAllowed, NotFound
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import reach, within
from zuoxi.organisation.selectors.people import home_area

_NO_NUMBER: Final = Q(result=CallbackTask.Result.NO_NUMBER)
STATES: Final[Mapping[str, Q]] = {
    "open": Q(closed_at__isnull=True),
    "closed": Q(closed_at__isnull=False) & ~_NO_NUMBER,
    "no_number": _NO_NUMBER,
    "all": Q(),
}
SHOWN = ("service_line", "queue", "claimed_by", "closed_by")


def owed(tenant: UUID, numbers: Iterable[str]) -> frozenset[str]:
    """Those of these numbers to which a call back is open."""
    rows = CallbackTask.objects.filter(tenant_id=tenant, number__in=list(numbers), closed_at__isnull=True)
    return frozenset(rows.values_list("number", flat=True))


def visible_callbacks(person: Person) -> QuerySet[CallbackTask]:
    """The calls owed in his reach, and those owed by the units that his own belongs to."""
    tops = reach(person, Permission.CALLBACKS_HANDLE)
    if not tops:
        raise NotAllowed(permission=Permission.CALLBACKS_HANDLE.value)
    above = {path for top in tops for path in units_above(top)}
    rows = CallbackTask.objects.select_related(*SHOWN)
    shared = Q(tenant_id=person.tenant_id, path__in=above)
    return rows.filter(within(person, Permission.CALLBACKS_HANDLE, path="path") | shared)


def one_callback(person: Person, task: UUID) -> CallbackTask:
    """A call owed that he may handle; raises `NotFound`."""
    found = visible_callbacks(person).filter(pk=task).first()
    if found is None:
        raise NotFound
    return found


def open_callbacks(tenant: UUID, number: str) -> QuerySet[CallbackTask]:
    """What is owed to one number."""
    rows = CallbackTask.objects.filter(tenant_id=tenant, number=number, closed_at__isnull=True)
    return rows.select_related(*SHOWN).order_by("-last_at")


def matching(rows: QuerySet[CallbackTask], person: Person, state: str, number: str) -> QuerySet[CallbackTask]:
    """Those in a state (`open`, `closed`, `no_number`, `all`) and with a number, whole or its last digits."""
    rows = rows.filter(STATES[state])
    digits = digits_in(number)
    if not number.strip():
        return rows
    if not digits:
        return rows.filter(number__in=numbers_of_named(person, number.strip()))
    return rows.filter(
        Q(number=national(number, home_area(person.tenant_id)))
        | ends_with("number", digits, seen_whole(person))
    )


def fresh(task: CallbackTask) -> CallbackTask:
    """The task as it stands now."""
    return CallbackTask.objects.select_related(*SHOWN).get(pk=task.pk)
