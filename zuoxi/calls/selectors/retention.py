"""Reading how long recordings are kept."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import QuerySet

from zuoxi.calls.models import Attempt, Call, Recording, RetentionClass, Segment
from zuoxi.calls.rules import Kind, Span, kept_until, span_of

WHOLE = (Recording.State.VERIFIED, Recording.State.SHORT)
AT_ONCE = 1_000


def classes() -> QuerySet[RetentionClass]:
    """All classes, with what is read of them."""
    return RetentionClass.objects.select_related("disposition", "queue")


def classes_in_use(tenant: UUID) -> QuerySet[RetentionClass]:
    """A company's classes that hold."""
    return classes().filter(tenant_id=tenant, hidden_at__isnull=True)


def companies_that_erase() -> list[UUID]:
    """Companies with a class whose recordings are not kept for good."""
    some = RetentionClass.objects.filter(hidden_at__isnull=True, keep_days__gt=0)
    return list(some.order_by("tenant_id").values_list("tenant_id", flat=True).distinct())


def being_erased() -> QuerySet[Recording]:
    """Erased recordings whose files are perhaps not gone yet."""
    return Recording.objects.filter(state=Recording.State.ERASED).exclude(key="").order_by("id")


Due = tuple[Recording, Span]
"""A recording and the span that is over for it."""


def due(tenant: UUID, spans: Sequence[Span], now: dt.datetime) -> Iterator[Due]:
    """Whole recordings of a company whose span is over and that nobody holds."""
    for found in due_by_pages(tenant, spans, now):
        yield from found


def due_by_pages(tenant: UUID, spans: Sequence[Span], now: dt.datetime) -> Iterator[list[Due]]:
    """The same, as many at a time as are due of the next `AT_ONCE` that are looked at."""
    ends = [span.days for span in spans if span.days]
    if not ends:
        return
    old = Recording.objects.filter(
        tenant_id=tenant,
        state__in=WHOLE,
        held_at__isnull=True,
        started_at__lte=now - dt.timedelta(days=min(ends)),
    ).exclude(key="")
    after = UUID(int=0)
    while rows := list(old.filter(id__gt=after).order_by("id")[:AT_ONCE]):
        kinds = kinds_of(rows)
        found = ((row, span_of(kinds[row.id], spans)) for row in rows)
        yield [(row, span) for row, span in found if span is not None and _is_over(row, span, now)]
        after = rows[-1].id


def _is_over(row: Recording, span: Span, now: dt.datetime) -> bool:
    until = kept_until(row.started_at, span)
    return until is not None and until <= now


def kinds_of(rows: Sequence[Recording]) -> dict[UUID, Kind]:
    """What decides about the spans of recordings."""
    calls = Call.objects.in_bulk([row.call_id for row in rows])
    results: dict[UUID, set[str]] = defaultdict(set)
    given = Segment.objects.filter(call_id__in=list(calls)).exclude(disposition="")
    for call_id, result in given.values_list("call_id", "disposition"):
        results[call_id].add(result)
    attempts = [call.attempt_id for call in calls.values() if call.attempt_id]
    projects = dict(Attempt.objects.filter(pk__in=attempts).values_list("pk", "project"))
    found = {}
    for row in rows:
        call = calls.get(row.call_id)
        found[row.id] = Kind(
            results=frozenset(results[row.call_id]),
            project=projects.get(call.attempt_id, "") if call and call.attempt_id else "",
            queue=str(call.queue_id) if call and call.queue_id else "",
        )
    return found
