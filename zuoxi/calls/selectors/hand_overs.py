"""Reading hand-overs of recordings."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from zuoxi.calls.models import Attempt, Call, HandedRecording, HandOver, Recording
from zuoxi.calls.rules import month_in
from zuoxi.organisation.errors import NotFound
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.people import root_of, tenant_timezone
from zuoxi.outbox.models import Job

ItemState = HandedRecording.State
LACKING = (ItemState.MISSING, ItemState.ALTERED, ItemState.NOT_STORED, ItemState.DIFFERS)
"""Of these nothing whole lies on the medium, although it should."""


def hand_overs_of(person: Person) -> QuerySet[HandOver]:
    """His company's; raises `NotAllowed`: who hands over does so for all of it."""
    require(person, Permission.RECORDINGS_HAND_OVER, root_of(person.tenant_id))
    rows = HandOver.objects.filter(tenant_id=person.tenant_id)
    return rows.select_related("queue", "asked_by", "received_noted_by")


def one_hand_over(person: Person, id: UUID) -> HandOver:
    """One of them; raises `NotAllowed` or `NotFound`."""
    found = hand_overs_of(person).filter(pk=id).first()
    if found is None:
        raise NotFound
    return found


def span_of_month(hand_over: HandOver) -> tuple[dt.datetime, dt.datetime]:
    """Start of its month and of the next."""
    return month_in(hand_over.month, tenant_timezone(hand_over.tenant_id))


def recordings_for(hand_over: HandOver) -> QuerySet[Recording]:
    """What belongs into it and is not chosen yet; what was erased is gone."""
    since, until = span_of_month(hand_over)
    rows = Recording.objects.filter(
        tenant_id=hand_over.tenant_id, started_at__gte=since, started_at__lt=until
    ).exclude(state=Recording.State.ERASED)
    if hand_over.queue_id:
        rows = rows.filter(
            call_id__in=Call.objects.filter(
                tenant_id=hand_over.tenant_id, queue_id=hand_over.queue_id
            ).values("id")
        )
    if hand_over.project:
        attempts = Attempt.objects.filter(tenant_id=hand_over.tenant_id, project=hand_over.project)
        rows = rows.filter(call_id__in=attempts.values("call_id"))
    handed = HandedRecording.objects.filter(recording_id=OuterRef("pk"))
    if hand_over.rest_only:
        signed_for = handed.filter(state=ItemState.THERE, hand_over__state=HandOver.State.RECEIVED)
        rows = rows.exclude(Exists(signed_for))
    return rows.exclude(Exists(handed.filter(hand_over=hand_over))).order_by("id")


def items_of(hand_over: HandOver) -> QuerySet[HandedRecording]:
    """Its recordings in the order in which they were made."""
    return HandedRecording.objects.filter(hand_over=hand_over).order_by(
        "recording__started_at", "recording_id"
    )


def lacking_in(hand_over: HandOver) -> QuerySet[HandedRecording]:
    """Its recordings of which nothing whole lies on the medium."""
    return items_of(hand_over).filter(state__in=LACKING)


def sums_of(hand_over: HandOver) -> Mapping[str, int]:
    """How many recordings lie there, their bytes, how many lack, how many are chosen."""
    there = Q(state=ItemState.THERE)
    found = HandedRecording.objects.filter(hand_over=hand_over).aggregate(
        recordings=Count("id", filter=there),
        bytes=Sum("bytes", filter=there),
        lacking=Count("id", filter=Q(state__in=LACKING)),
        chosen=Count("id"),
    )
    return {name: value or 0 for name, value in found.items()}


def at_work(hand_over: HandOver) -> Job | None:
    """The job that copies, while it waits or runs."""
    going_on = (Job.State.WAITING, Job.State.RUNNING)
    return Job.objects.filter(pk=hand_over.job, state__in=going_on).first() if hand_over.job else None
