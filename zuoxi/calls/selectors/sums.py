"""Whether the records of calls hold together: for self-tests and benchmarks, over all companies."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Sum

from zuoxi.calls.models import Call, CallbackTask, Fact, ParkedFact
from zuoxi.kernel.clock import to_ms


@dataclass(frozen=True)
class Finished:
    """One call that has ended. Milliseconds; `setup_ms` None: nobody answered."""

    setup_ms: int | None
    """From its beginning until an agent spoke."""
    queued_ms: int | None
    """The same from when it came to its queue: what it heard before is no set-up."""
    talk_ms: int
    duration_ms: int
    phases_ms: int

    @property
    def whole(self) -> bool:
        """Every instant of the call stands in exactly one phase; who was not reached has only rung."""
        return self.phases_ms == self.duration_ms


def finished(since: dt.datetime) -> list[Finished]:
    """The calls that began at or after `since` and have ended."""
    rows = Call.objects.filter(started_at__gte=since, ended_at__isnull=False).annotate(
        sum_ms=Sum("phases__ms")
    )
    return [
        Finished(
            setup_ms=_ms(row.answered_at - row.started_at) if row.answered_at else None,
            queued_ms=_ms(row.answered_at - row.queued_at) if row.answered_at and row.queued_at else None,
            talk_ms=row.talk_ms,
            duration_ms=_ms((row.ended_at or row.started_at) - row.started_at),
            phases_ms=row.ring_ms if row.sum_ms is None else row.sum_ms,
        )
        for row in rows
    ]


def recordings_lacking() -> dict[str, int]:
    """Reason -> recordings of which the switch said that there are no files."""
    bodies = Fact.objects.filter(type="RecordingFinished").values_list("body", flat=True)
    return dict(Counter(body["lacking"] for body in bodies if body.get("lacking")))


def unfinished() -> int:
    """How many calls have no end yet."""
    return Call.objects.filter(ended_at__isnull=True).count()


@dataclass(frozen=True)
class Account:
    """What the records say of one caller. Moments in ms; None: not yet."""

    call: str
    number: str
    started: int
    ended: int | None
    outcome: str
    ended_by: str
    talks: tuple[tuple[int, int | None], ...]
    """Each conversation, from when until when."""
    recordings: tuple[str, ...]
    owed: bool
    """Somebody is to call him back."""


def accounts(numbers_begin: str) -> dict[str, list[Account]]:
    """The inbound calls of all numbers that begin so, by number."""
    owed = set(CallbackTask.objects.filter(number__startswith=numbers_begin).values_list("number", flat=True))
    rows = Call.objects.filter(customer_number__startswith=numbers_begin).order_by("started_at")
    found: dict[str, list[Account]] = {}
    for row in rows.prefetch_related("segments"):
        segments = sorted(row.segments.all(), key=lambda one: one.started_at)
        account = Account(
            call=str(row.id),
            number=row.customer_number,
            started=to_ms(row.started_at),
            ended=to_ms(row.ended_at) if row.ended_at else None,
            outcome=row.outcome,
            ended_by=row.ended_by,
            talks=tuple((to_ms(s.started_at), to_ms(s.ended_at) if s.ended_at else None) for s in segments),
            recordings=tuple(str(s.recording_id) for s in segments if s.recording_id),
            owed=row.customer_number in owed,
        )
        found.setdefault(row.customer_number, []).append(account)
    return found


@dataclass(frozen=True)
class FactsOfAFloor:
    """How the facts of a floor stand in the database."""

    count: int
    gapless: bool
    """Each number follows the one before it: nothing was lost, nothing came twice."""
    doubled: int
    parked: int
    """Facts that could not be taken in."""


def facts_of(floor: str) -> FactsOfAFloor:
    """The facts of `floor` as they were numbered over all epochs."""
    numbers = list(Fact.objects.filter(floor=floor).order_by("seq").values_list("seq", flat=True))
    gapless = all(later == earlier + 1 for earlier, later in pairwise(numbers))
    doubled = len(numbers) - len(set(numbers))
    return FactsOfAFloor(len(numbers), gapless, doubled, ParkedFact.objects.filter(floor=floor).count())


def _ms(span: dt.timedelta) -> int:
    return round(span / dt.timedelta(milliseconds=1))
