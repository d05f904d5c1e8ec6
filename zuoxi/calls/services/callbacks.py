"""Working through the calls that are owed: of two who claim or close the same one, one does it."""

from django.db import transaction
from django.db.models import Q

from zuoxi.calls.errors import CallbackClaimed, CallbackClosed
from zuoxi.calls.models import CallbackTask
from zuoxi.calls.selectors.callbacks import fresh
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit


def claim(actor: Actor, task: CallbackTask) -> CallbackTask:
    """Take a callback on, so that nobody else calls the same customer; raises `CallbackClaimed`/`Closed`."""
    free = CallbackTask.objects.filter(
        Q(claimed_by__isnull=True) | Q(claimed_by=actor.who), pk=task.pk, closed_at__isnull=True
    )
    with transaction.atomic():
        done = free.update(claimed_by=actor.who, claimed_at=actor.now)
        task = fresh(task)
        if done:
            audit.note(actor, "callback.claimed", task)
    if not done:
        raise _why_not(task)
    return task


def release(actor: Actor, task: CallbackTask) -> CallbackTask:
    """Give a callback back; raises `CallbackClosed`."""
    mine = CallbackTask.objects.filter(pk=task.pk, claimed_by=actor.who, closed_at__isnull=True)
    with transaction.atomic():
        if mine.update(claimed_by=None, claimed_at=None):
            audit.note(actor, "callback.released", task)
    return fresh(task)


def close(actor: Actor, task: CallbackTask, result: str) -> CallbackTask:
    """Close a callback with its result; one that somebody else has taken on stays his."""
    mine = CallbackTask.objects.filter(
        Q(claimed_by__isnull=True) | Q(claimed_by=actor.who), pk=task.pk, closed_at__isnull=True
    )
    with transaction.atomic():
        done = mine.update(closed_at=actor.now, closed_by=actor.who, result=result)
        task = fresh(task)
        if done:
            audit.note(actor, "callback.closed", task, after={"result": result})
    if not done:
        raise _why_not(task)
    return task


def _why_not(task: CallbackTask) -> CallbackClaimed | CallbackClosed:
    if task.closed_at is None and task.claimed_by is not None:
        return CallbackClaimed(name=task.claimed_by.name)
    return CallbackClosed()
