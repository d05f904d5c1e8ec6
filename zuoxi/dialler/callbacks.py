"""One round of calling back: as many of those who are owed a call as there are agents for them."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.db import transaction

from zuoxi.calls.models import CallbackTask
from zuoxi.calls.selectors.calling_back import due, in_line
from zuoxi.calls.services import calling_back
from zuoxi.compliance.rules import Automatic
from zuoxi.compliance.services import permits
from zuoxi.compliance.services.ground import Wish
from zuoxi.dialler.floor import Ask, numbers_on
from zuoxi.engine.events import CustomerFirstRequested
from zuoxi.engine.gate import DialPermit, Refusal
from zuoxi.engine.pacing import Spare, turn_has_come
from zuoxi.engine.view import AnyView
from zuoxi.kernel.clock import steady_ms, to_datetime, to_ms, utc_now
from zuoxi.kernel.ids import new_id
from zuoxi.outbox.channel import LiveAway, LiveSilent
from zuoxi.telephony.selectors.outbound import greeting_of, served_at_once

log = logging.getLogger(__name__)

CALLING_BACK: Final = "calling-back"
"""What he hears first: who calls, and why."""
MOST: Final = 50
"""Tasks that one round looks at; the next comes a second later."""
SOON, LATER = dt.timedelta(seconds=30), dt.timedelta(minutes=10)
PAUSES: Final[dict[str, dt.timedelta]] = {
    "being_dialled": SOON,
    "destination_limit": LATER,
    "line": LATER,
}
"""A check of the gate that may let it go later -> when it is asked again. Hours say it themselves; what is
not here never will, and people go on."""
FLOOR_PAUSE: Final = dt.timedelta(seconds=10)

Clock = Callable[[], dt.datetime]


def call_back(views: tuple[AnyView, ...], ask: Ask, clock: Clock = utc_now) -> int:
    """Dial whoever's turn has come of those who keep a place, then those who are due, one for each agent who
    is to spare; returns how many the floor dials."""
    serving, here = served_at_once(), numbers_on(views)
    dialled = _in_line(views, serving, here, ask, clock)
    if dialled:
        return dialled  # the floor is another now: the next round sees it
    spare = Spare(views, serving)
    queues = [UUID(queue) for queue in spare.queues()]
    if not queues:
        return 0
    for task in due(queues, clock(), MOST):
        queue = str(task.queue_id)
        if task.number in here or queue not in spare.queues():
            continue
        if calling_back.take_up(task, clock()) and _dial(task, ask, clock):
            spare.take(queue)
            dialled += 1
    return dialled


def _in_line(
    views: tuple[AnyView, ...],
    serving: Mapping[str, frozenset[str]],
    here: frozenset[str],
    ask: Ask,
    clock: Clock,
) -> int:
    """Dial the first in line whose turn has come, of each queue one: he is before the next from then on."""
    called: set[str] = set()
    for task in in_line(clock(), MOST):
        queue = str(task.queue_id)
        assert task.place_at is not None, "who is in line has a place"
        if queue in called or task.number in here:
            continue
        if not turn_has_come(views, serving, queue, to_ms(task.place_at), to_ms(clock())):
            continue
        if calling_back.take_up(task, clock()) and _dial(task, ask, clock):
            called.add(queue)
    return len(called)


def _dial(task: CallbackTask, ask: Ask, clock: Clock) -> bool:
    line = task.service_line
    wish = Wish(
        number=task.number,
        purpose="callback",
        service_line=str(line.id) if line else "",
        service_line_name=line.name if line else "",
    )
    asker = Automatic(tenant=task.tenant_id, path=task.path)
    with transaction.atomic():  # a second wait for the database's lock would make the permit too old
        (verdict,) = permits.ask_many(asker, [wish], clock)
        if isinstance(verdict, Refusal):
            calling_back.hinder(task, verdict.check, _again(verdict, clock()))
            return False
        if not calling_back.begin(task, verdict, clock()):
            permits.let_go(UUID(verdict.attempt))
            return False
    return _ask_floor(task, verdict, ask, clock)


def _ask_floor(task: CallbackTask, permit: DialPermit, ask: Ask, clock: Clock) -> bool:
    assert task.queue_id is not None, "only what has a queue is called by the house"
    greeting = greeting_of(task.queue_id, task.service_line_id)
    event = CustomerFirstRequested(
        request=str(new_id()),
        person="",
        expect=None,
        permit=permit,
        age_ms=max(steady_ms() - permit.steady, 0),
        queue=str(task.queue_id),
        prompts=tuple(filter(None, (CALLING_BACK, greeting.recording_announcement))),
        announcement=greeting.recording_announcement,
        language=greeting.language,
    )
    try:
        code: str = ask(event).code
    except LiveAway:
        code = "live_away"
    except LiveSilent:
        return True  # he may be ringing: it counts as tried, and nobody is called twice
    if code != "ok":
        log.warning("the floor does not call %s back: %s", task.id, code)
        permits.let_go(UUID(permit.attempt))
        calling_back.take_back(task, UUID(permit.call), clock() + FLOOR_PAUSE, code)
    return code == "ok"


def _again(refusal: Refusal, now: dt.datetime) -> dt.datetime | None:
    opens_at = refusal.data.get("opens_at")
    if isinstance(opens_at, int):
        return to_datetime(opens_at)
    pause = LATER if refusal.check == "hours" else PAUSES.get(refusal.check)
    return now + pause if pause else None
