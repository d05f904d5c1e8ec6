"""Calls owed that the house dials by itself (T6)."""

import datetime as dt
from collections.abc import Collection
from typing import Literal
from uuid import UUID

from django.db.models import F, Q, QuerySet

from zuoxi.calls.models import CallbackTask, CallbackTry

Stand = Literal["no", "waiting", "given_up"]

GIVEN = Q(calling=CallbackTask.Calling.AUTOMATIC) | Q(
    calling=CallbackTask.Calling.AS_THE_QUEUE, queue__callback_automatic=True
)
"""Tasks that the house is to call."""


def due(queues: Collection[UUID], now: dt.datetime, most: int) -> list[CallbackTask]:
    """Calls of these queues that the house may try now, the longest owed first."""
    rows = _may_be_tried(now).filter(queue_id__in=queues)
    return list(rows.order_by("first_at")[:most])


def in_line(now: dt.datetime, most: int) -> list[CallbackTask]:
    """Those who keep a place and may be tried now, the first in line first."""
    return list(_may_be_tried(now).filter(place_at__isnull=False).order_by("place_at")[:most])


def _may_be_tried(now: dt.datetime) -> QuerySet[CallbackTask]:
    rows = CallbackTask.objects.filter(
        GIVEN,
        Q(not_before__isnull=True) | Q(not_before__lte=now),
        queue_id__isnull=False,
        closed_at__isnull=True,
        claimed_by__isnull=True,
        tries__lt=F("queue__callback_tries"),
    )
    return rows.select_related("queue", "service_line")


def tries_of(tasks: Collection[UUID]) -> dict[UUID, list[CallbackTry]]:
    """Task -> what the house has tried, the earliest first."""
    found: dict[UUID, list[CallbackTry]] = {}
    for one in CallbackTry.objects.filter(task_id__in=tasks).order_by("at"):
        found.setdefault(one.task_id, []).append(one)
    return found


def try_of_call(call: UUID) -> CallbackTry | None:
    """Why the house made this call; None: it was no such try."""
    rows: QuerySet[CallbackTry] = CallbackTry.objects.filter(call_id=call)
    return rows.first()


def by_the_house(task: CallbackTask) -> Stand:
    """Where the house stands with a task: `no` (people call), `waiting`, `given_up` (it has tried enough)."""
    given = task.calling == CallbackTask.Calling.AUTOMATIC or (
        task.calling == CallbackTask.Calling.AS_THE_QUEUE
        and task.queue is not None
        and task.queue.callback_automatic
    )
    if not given or task.queue is None:
        return "no"
    return "waiting" if task.tries < task.queue.callback_tries else "given_up"
