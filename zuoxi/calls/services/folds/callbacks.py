"""Facts of callers who did not get through -> `CallbackTask` (T5, T6).

Tasks are people's work and not derived again.
"""

import datetime as dt
from uuid import UUID

from zuoxi.calls.models import Attempt, Call, CallbackTask, CallbackTry
from zuoxi.calls.services.rows import Rows, Told, optional
from zuoxi.engine import facts
from zuoxi.kernel.phone import can_be_dialled


def subject(number: str, service_line: str) -> str:
    """What a task is about: one number and one business."""
    return f"{number}|{service_line}"


def owed(rows: Rows, told: Told, fact: facts.CallbackOwed) -> None:
    """One more call that did not get through: a new task, or one more call of the open one. Of who cannot be
    dialled nothing is to be done: he stands in the list, closed from the beginning, each call for itself."""
    reachable = can_be_dialled(fact.number)
    about = subject(fact.number, fact.service_line)
    task = rows.open_callback((told.tenant_id, about)) if reachable else None
    if task is None:
        task = CallbackTask(
            id=told.row_id,
            tenant_id=told.tenant_id,
            path=fact.path,
            number=fact.number,
            service_line_id=optional(fact.service_line),
            queue_id=optional(fact.queue),
            subject=about,
            reason=fact.reason,
            waited_ms=fact.waited_ms,
            first_call_id=UUID(fact.call),
            last_call_id=UUID(fact.call),
            first_at=told.at,
            last_at=told.at,
            closed_at=None if reachable else told.at,
            result="" if reachable else CallbackTask.Result.NO_NUMBER,
        )
        rows.add(_with_place(task, told, fact))
        return
    task.calls += 1
    task.reason = fact.reason
    task.waited_ms = max(task.waited_ms, fact.waited_ms)
    task.last_call_id = UUID(fact.call)
    task.last_at = told.at
    rows.put(_with_place(task, told, fact))


def _with_place(task: CallbackTask, told: Told, fact: facts.CallbackOwed) -> CallbackTask:
    """Who has asked for it by a key keeps the place in which he waited, the first of several, and the house
    calls him; whoever only gave up afterwards does not lose it."""
    if fact.reason == "requested":
        began = told.at - dt.timedelta(milliseconds=fact.waited_ms)
        task.place_at = min(task.place_at or began, began)
        task.queue_id = optional(fact.queue)
        task.calling, task.not_before, task.tries = CallbackTask.Calling.AUTOMATIC, None, 0
    return task


def got_through(rows: Rows, told: Told, fact: facts.SegmentStarted) -> None:
    """A customer who calls again and is answered, or whom the house has called back, is owed nothing more.

    What an agent dials is his to close: he says what came of it.
    """
    call = rows.get(Call, UUID(fact.call))
    result = _result_of(rows, call) if call.customer_number else None
    if result is None:
        return
    for about in _settled_by(call):
        task = rows.open_callback((told.tenant_id, about))
        if task is not None:
            task.closed_at = told.at
            task.result = result
            rows.put(task)


def _settled_by(call: Call) -> frozenset[str]:
    """What he is no longer owed. Whoever had dialled a number that stands for nothing meant no business in
    particular: any that he reaches himself will do."""
    anything = {subject(call.customer_number, "")} if call.direction == Call.Direction.INBOUND else set()
    return frozenset({_about(call)} | anything)


def _result_of(rows: Rows, call: Call) -> CallbackTask.Result | None:
    if call.direction == Call.Direction.INBOUND:
        return CallbackTask.Result.CALLED_AGAIN
    return CallbackTask.Result.REACHED if _by_the_house(rows, call) else None


def _by_the_house(rows: Rows, call: Call) -> bool:
    """Whether the house has called somebody back by itself."""
    attempt = rows.find(Attempt, call.attempt_id) if call.attempt_id else None
    return attempt is not None and attempt.person_id is None and attempt.purpose == "callback"


def tried(rows: Rows, told: Told, fact: facts.CallEnded | facts.AttemptEnded) -> None:
    """What came of a try of the house: people read it in the list."""
    call = rows.get(Call, UUID(fact.call))
    if not _by_the_house(rows, call):
        return
    one = CallbackTry.objects.filter(call_id=call.id, outcome="").first()
    if one is None:
        return
    one.outcome = fact.outcome
    rows.put(one)
    task = rows.open_callback((told.tenant_id, _about(call)))
    if task is not None and (task.id, task.tries) == (one.task_id, one.number):
        task.hindered = fact.outcome
        rows.put(task)


def _about(call: Call) -> str:
    return subject(call.customer_number, str(call.service_line_id) if call.service_line_id else "")
