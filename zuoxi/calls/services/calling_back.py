"""Calls owed that the house dials by itself: who calls, and what came of each try (T6).

`zuoxi.dialler` asks; every write is a conditional update, so that of two who want the same task one has it,
and a dialler that is killed in between leaves a task that comes up again by itself.
"""

import datetime as dt
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from zuoxi.calls.errors import CallbackClosed, CallbackWithoutQueue
from zuoxi.calls.models import CallbackTask, CallbackTry
from zuoxi.calls.rules import pause_after
from zuoxi.calls.selectors.callbacks import fresh
from zuoxi.engine.gate import DialPermit
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit

IN_HAND: Final = dt.timedelta(seconds=30)
"""How long a task that is taken up stays away from others: longer than gate and floor take to answer."""
ACTIONS: Final = {
    CallbackTask.Calling.AUTOMATIC: "callback.automatic",
    CallbackTask.Calling.PEOPLE: "callback.by_people",
}


def give(actor: Actor, task: CallbackTask, calling: CallbackTask.Calling) -> CallbackTask:
    """Say who calls: the house by itself, which begins to count anew, or people.

    Raises `CallbackClosed`; `CallbackWithoutQueue` where nobody would speak to the customer.
    """
    if calling == CallbackTask.Calling.AUTOMATIC and task.queue_id is None:
        raise CallbackWithoutQueue
    still = CallbackTask.objects.filter(pk=task.pk, closed_at__isnull=True)
    with transaction.atomic():
        done = still.update(calling=calling, tries=0, not_before=None, hindered="")
        task = fresh(task)
        if done:
            audit.note(actor, ACTIONS[calling], task)
    if not done:
        raise CallbackClosed
    return task


def take_up(task: CallbackTask, now: dt.datetime) -> bool:
    """Take a due task in hand; False: others were quicker, or a person has it, or it is closed."""
    same = CallbackTask.objects.filter(
        pk=task.pk,
        closed_at__isnull=True,
        claimed_by__isnull=True,
        calling=task.calling,
        tries=task.tries,
        not_before=task.not_before,
    )
    return bool(same.update(not_before=now + IN_HAND))


def begin(task: CallbackTask, permit: DialPermit, now: dt.datetime) -> bool:
    """Count a try, before the switch dials; False: a person has taken or closed the task meanwhile."""
    pause = pause_after(task.tries + 1, dt.timedelta(milliseconds=task.queue.callback_pause_ms))
    with transaction.atomic():
        mine = CallbackTask.objects.filter(
            pk=task.pk, closed_at__isnull=True, claimed_by__isnull=True, tries=task.tries
        )
        if not mine.update(tries=F("tries") + 1, not_before=now + pause, hindered=""):
            return False
        CallbackTry.objects.create(
            tenant_id=task.tenant_id,
            path=task.path,
            task_id=task.pk,
            number=task.tries + 1,
            call_id=UUID(permit.call),
            reason=task.reason,
            owed_at=task.first_at,
            waited_ms=task.waited_ms,
            at=now,
        )
    return True


def take_back(task: CallbackTask, call: UUID, until: dt.datetime, why: str) -> None:
    """The floor did not dial: it was no try."""
    with transaction.atomic():
        gone, _ = CallbackTry.objects.filter(call_id=call, outcome="").delete()
        if gone:
            CallbackTask.objects.filter(pk=task.pk).update(
                tries=F("tries") - 1, not_before=until, hindered=why
            )


def hinder(task: CallbackTask, check: str, until: dt.datetime | None) -> None:
    """The gate does not let it go now; without `until` it never will: people go on."""
    rows = CallbackTask.objects.filter(pk=task.pk, closed_at__isnull=True)
    if until is not None:
        rows.update(not_before=until, hindered=check)
    else:
        rows.update(calling=CallbackTask.Calling.PEOPLE, not_before=None, hindered=check)
