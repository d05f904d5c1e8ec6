"""Keeping the do-not-call list and the blacklist. Each change works at once, is audited and can be undone."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model

from zuoxi.calls.selectors.calls import has_called
from zuoxi.compliance.errors import AlreadyListed
from zuoxi.compliance.events import BlacklistChanged
from zuoxi.compliance.models import BlacklistEdition, BlacklistEntry, DoNotCall
from zuoxi.compliance.services.ledger import hold
from zuoxi.kernel.clock import steady_ms
from zuoxi.kernel.pace import Pace
from zuoxi.kernel.phone import InvalidNumber, parse
from zuoxi.kernel.phone import national as national_form
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import Person
from zuoxi.organisation.selectors.people import home_area
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.editions import new_edition
from zuoxi.outbox.announce import announce

Listed = TypeVar("Listed", DoNotCall, BlacklistEntry)

AT_ONCE = 500
"""Numbers of a long list per transaction, at most: others write between two slices."""
NAMES: dict[type[Model], str] = {DoNotCall: "do_not_call", BlacklistEntry: "blacklist"}
"""What the audit trail calls each list."""


def object_to_calls(actor: Actor, number: str, type: str, *, name: str = "", remark: str = "") -> DoNotCall:
    """Write down a customer's wish; raises `InvalidNumber`, `AlreadyListed`."""
    row = DoNotCall(
        tenant_id=actor.who.tenant_id,
        number=parse(number, home_area(actor.who.tenant_id)).national,
        type=type,
        name=name,
        remark=remark,
        added_by=actor.person,
        added_at=actor.now,
    )
    return _add(actor, row)


def blacklist(
    actor: Actor, number: str, reason: str, *, expires_at: dt.datetime | None = None
) -> BlacklistEntry:
    """Bar a number; one whose time has run out is barred anew. Raises `InvalidNumber`, `AlreadyListed`.

    A number that fits no plan can be barred when somebody has called with it: callers may show anything.
    """
    national = _as_it_called(actor.who.tenant_id, number)
    with transaction.atomic():
        hold(actor.who.tenant_id, [national])
        BlacklistEntry.objects.filter(
            tenant_id=actor.who.tenant_id,
            number=national,
            removed_at__isnull=True,
            expires_at__lte=actor.now,
        ).update(removed_at=actor.now)  # the new entry speaks for the number from now on
        return _add(
            actor,
            BlacklistEntry(
                tenant_id=actor.who.tenant_id,
                number=national,
                reason=reason,
                expires_at=expires_at,
                added_by=actor.person,
                added_at=actor.now,
            ),
        )


def blacklist_many(actor: Actor, numbers: Sequence[str], reason: str) -> int:
    """Bar many numbers (in national form), a slice per transaction; how many were not barred already."""
    pace, added, first = Pace(AT_ONCE), 0, 0
    while slice := numbers[first : first + pace.size]:
        first += len(slice)
        fresh, ms = _blacklist_slice(actor, slice, reason)
        pace.held(len(slice), ms)
        added += fresh
    return added


def _blacklist_slice(actor: Actor, numbers: Sequence[str], reason: str) -> tuple[int, int]:
    """(how many were not barred already, for how many ms others could not write)."""
    with transaction.atomic():
        began = steady_ms()
        added = _bar(actor, numbers, reason)
    return added, steady_ms() - began


def _bar(actor: Actor, numbers: Sequence[str], reason: str) -> int:
    tenant = actor.who.tenant_id
    hold(tenant, numbers)
    barred = BlacklistEntry.objects.filter(tenant_id=tenant, number__in=numbers, removed_at__isnull=True)
    barred.filter(expires_at__lte=actor.now).update(removed_at=actor.now)
    fresh = sorted({*numbers}.difference(barred.values_list("number", flat=True)))
    if not fresh:
        return 0
    edition = new_edition(BlacklistEdition)
    rows = [
        BlacklistEntry(
            tenant_id=tenant,
            number=number,
            reason=reason,
            added_by=actor.person,
            added_at=actor.now,
            edition=edition,
        )
        for number in fresh
    ]
    BlacklistEntry.objects.bulk_create(rows)
    for row in rows:
        audit.note(actor, "blacklist.added", row, after=audit.picture(row), name=row.number)
    announce(BlacklistChanged(tenant=str(tenant)))
    return len(rows)


def _as_it_called(tenant: UUID, text: str) -> str:
    home = home_area(tenant)
    try:
        return parse(text, home).national
    except InvalidNumber:
        kept = national_form(text, home)
        if kept and has_called(tenant, kept):
            return kept
        raise


def remove(actor: Actor, row: Listed) -> None:
    """Take an entry off its list; it stays as history and can be restored."""
    _set(actor, row, removed_at=actor.now, removed_by=actor.person, action="removed")


def restore(actor: Actor, row: Listed) -> None:
    """Undo a removal; raises `AlreadyListed` when the number has been added again meanwhile."""
    _set(actor, row, removed_at=None, removed_by=None, action="restored")


def _add(actor: Actor, row: Listed) -> Listed:
    with transaction.atomic():
        hold(row.tenant_id, [row.number])
        _save(row, force_insert=True)
        audit.note(actor, f"{NAMES[type(row)]}.added", row, after=audit.picture(row), name=row.number)
        _tell_floor(row)
    return row


def _set(
    actor: Actor, row: Listed, *, removed_at: dt.datetime | None, removed_by: Person | None, action: str
) -> None:
    before = audit.picture(row)
    row.removed_at, row.removed_by = removed_at, removed_by
    old, new = audit.difference(before, audit.picture(row))
    if not new:
        return
    with transaction.atomic():
        hold(row.tenant_id, [row.number])
        _save(row)
        audit.note(actor, f"{NAMES[type(row)]}.{action}", row, before=old, after=new, name=row.number)
        _tell_floor(row)


def _save(row: Listed, *, force_insert: bool = False) -> None:
    if isinstance(row, BlacklistEntry):
        row.edition = new_edition(BlacklistEdition)
    try:
        with transaction.atomic():
            row.save(force_insert=force_insert)
    except IntegrityError:
        raise AlreadyListed(number=row.number) from None


def _tell_floor(row: Listed) -> None:
    if isinstance(row, BlacklistEntry):
        announce(BlacklistChanged(tenant=str(row.tenant_id)))
