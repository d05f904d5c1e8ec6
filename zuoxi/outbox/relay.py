"""The relay: tells announced events to their handlers, each at least once, whatever fails in between."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import F, Q

from zuoxi.outbox.announce import Announced
from zuoxi.outbox.models import OutboxEvent
from zuoxi.outbox.tidying import remove

log = logging.getLogger(__name__)

Handler = Callable[[Any], None]
"""Takes one event of the type it is registered for. It may be told the same event twice."""
Handlers = Mapping[type[Any], tuple[Handler, ...]]
"""Type of an announced event -> who is told."""

BATCH = 100
LEASE = dt.timedelta(seconds=60)
LONGEST_PAUSE = dt.timedelta(minutes=10)
KEPT = dt.timedelta(days=7)
"""Delivered events are kept this long, for looking into trouble."""


def handler_name(handler: Handler) -> str:
    """The stable name under which a handler's part is remembered."""
    return f"{handler.__module__}.{handler.__qualname__}"


def deliver(handlers: Handlers, now: dt.datetime) -> int:
    """Tell what is due at `now` to its handlers; returns how many events were taken up (0: nothing due)."""
    events = _claim(now)
    by_name = {kind.__name__: (kind, chain) for kind, chain in handlers.items()}
    delivered = []
    for event in events:
        kind, chain = by_name.get(event.type, (None, ()))
        failed = _tell(event, kind, chain) if kind is not None else ""
        if not failed:
            delivered.append(event.id)
            continue
        pause = min(dt.timedelta(seconds=2 ** min(event.attempts, 16)), LONGEST_PAUSE)
        OutboxEvent.objects.filter(id=event.id).update(
            told=event.told,
            attempts=F("attempts") + 1,
            due_at=now + pause,
            lease_until=None,
            error=failed[:2000],
        )
    OutboxEvent.objects.filter(id__in=delivered).update(delivered_at=now, lease_until=None, error="")
    return len(events)


def tidy(now: dt.datetime, progress: Callable[[int], None] = lambda gone: None) -> int:
    """Remove events delivered long ago, all of them, a few at a time; returns how many."""
    old = OutboxEvent.objects.filter(delivered_at__lt=now - KEPT).order_by("delivered_at")
    return remove(old, progress)


def _claim(now: dt.datetime) -> list[OutboxEvent]:
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    due = OutboxEvent.objects.filter(free, delivered_at__isnull=True, due_at__lte=now)
    if not due.exists():
        return []
    with transaction.atomic():
        events = list(due.select_for_update(skip_locked=True).order_by("id")[:BATCH])
        OutboxEvent.objects.filter(id__in=[event.id for event in events]).update(lease_until=now + LEASE)
    return events


def _tell(event: OutboxEvent, kind: type[Announced], chain: tuple[Handler, ...]) -> str:
    """Tell one event; returns what went wrong, or nothing. Handlers that succeeded are noted in `told`."""
    try:
        record = msgspec.convert({**event.payload, "type": event.type}, kind)
    except msgspec.ValidationError as error:
        log.error("event %s (%s) cannot be read: %s", event.id, event.type, error)
        return f"unreadable: {error}"
    failed = ""
    for handler in chain:
        name = handler_name(handler)
        if name in event.told:
            continue
        try:
            handler(record)
        except Exception as error:
            # any failure of one handler must neither stop the others nor lose the event
            log.exception("%s failed on %s %s", name, event.type, event.id)
            failed = f"{name}: {error!r}"
        else:
            event.told.append(name)
    return failed
