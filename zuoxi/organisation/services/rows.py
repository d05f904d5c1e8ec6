"""The one way in which configuration rows are created, changed and taken out of use.

Each is one transaction: the row, its line of the audit trail, and the word to the floor that it has changed.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.events import ConfigurationChanged
from zuoxi.organisation.rows import TenantRow
from zuoxi.organisation.services import audit
from zuoxi.outbox.announce import announce

Row = TypeVar("Row", bound=TenantRow)

TAKEN: Sentence = ("已被使用，请换一个。", "This is taken already; choose another.")


def changed(row: TenantRow) -> None:
    """Tell the floor that what it decides from has changed."""
    announce(ConfigurationChanged(tenant=str(row.tenant_id), what=kind(row), id=str(row.pk)))


def nothing(row: TenantRow) -> None:
    """Neither to check nor to tell."""


def create(
    actor: Actor,
    row: Row,
    *,
    unique: str = "",
    check: Callable[[Row], None] = nothing,
    tell: Callable[[Row], None] = changed,
) -> Row:
    """Add a row. `unique` is the field to blame when another row has the same value.

    `check` raises `FormErrors` when the row cannot be as it is; `tell` announces it.
    """
    check(row)
    with transaction.atomic():
        save(row, unique, force_insert=True)
        audit.note(actor, f"{kind(row)}.created", row, after=audit.picture(row))
        tell(row)
    return row


def change(
    actor: Actor,
    row: Row,
    changes: Mapping[str, Any],
    *,
    unique: str = "",
    check: Callable[[Row], None] = nothing,
    tell: Callable[[Row], None] = changed,
) -> Row:
    """Give fields new values; nothing happens when none of them differs."""
    before = audit.picture(row)
    for name, value in changes.items():
        setattr(row, name, value)
    check(row)
    old, new = audit.difference(before, audit.picture(row))
    if not new:
        return row
    with transaction.atomic():
        save(row, unique)
        audit.note(actor, f"{kind(row)}.{audit.done_to(old, new)}", row, before=old, after=new)
        tell(row)
    return row


def save(row: TenantRow, unique: str, *, force_insert: bool = False) -> None:
    """Write the row; a value that another row has already is a form error of the field `unique`."""
    try:
        with transaction.atomic():
            row.save(force_insert=force_insert)
    except IntegrityError:
        if not unique:
            raise
        raise FormErrors({unique: TAKEN}) from None


def kind(row: TenantRow) -> str:
    """The row's kind as the trail and the events call it."""
    return row._meta.model_name or ""
