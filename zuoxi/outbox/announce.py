"""Announcing: an event is written in the caller's transaction and told to its handlers after the commit."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from zuoxi.kernel.clock import utc_now
from zuoxi.kernel.record import Record
from zuoxi.outbox.models import OutboxEvent
from zuoxi.outbox.wake import wake


class Announced(Record, tag_field="type", tag=True):
    """Base of the events that areas announce: past tense, plain values; each area has an `events.py`."""

    tenant: str


class AnnouncedOutsideTransaction(RuntimeError):
    """An event would be announced although what it tells may not be committed."""


def announce(event: Announced) -> None:
    """Tell `event` to its handlers (assembly/wiring.py), at least once each, after this transaction commits.

    When the transaction is rolled back nobody hears of it.
    """
    announce_all([event])


def announce_all(events: Sequence[Announced]) -> None:
    """Announce several events, in order, as one write. What nobody listens to leaves no row."""
    if not events:
        return
    if not connection.in_atomic_block:
        raise AnnouncedOutsideTransaction(type(events[0]).__name__)
    heard = import_string(settings.ZUOXI_HANDLERS)
    now = utc_now()
    rows = [_row(event, now) for event in events if type(event) in heard]
    if rows:
        OutboxEvent.objects.bulk_create(rows)
        transaction.on_commit(wake)


def _row(event: Announced, now: dt.datetime) -> OutboxEvent:
    payload: dict[str, Any] = msgspec.to_builtins(event)
    return OutboxEvent(
        tenant_id=UUID(event.tenant),
        type=payload.pop("type"),
        payload=payload,
        announced_at=now,
        due_at=now,
    )
