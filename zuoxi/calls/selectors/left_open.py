"""Calls that stand open in the records although the process that told of them is gone."""

from collections.abc import Iterable
from uuid import UUID

from zuoxi.calls.models import Call, CallPhase, Fact, Leg, Segment
from zuoxi.engine.events import LeftOpen
from zuoxi.kernel.clock import to_ms

AT_ONCE = 200


def left_open(floor: str, epoch: int) -> tuple[LeftOpen, ...]:
    """Open calls of a floor of which only epochs before `epoch` told, some at a time.

    What `epoch` itself has told of is on its floor, or has ended there and the records will hear of it.
    """
    ids = [str(one) for one in Call.objects.filter(floor=floor, ended_at=None).values_list("id", flat=True)]
    facts = Fact.objects.filter(floor=floor, stream__in=ids[:AT_ONCE])
    began = facts.filter(type="CallStarted", epoch__lt=epoch).values_list("stream", flat=True)
    mine = set(began) - set(facts.filter(epoch__gte=epoch).values_list("stream", flat=True))
    calls = Call.objects.filter(id__in=[UUID(one) for one in mine]).order_by("id")
    return tuple(_left(call) for call in calls)


def _left(call: Call) -> LeftOpen:
    """It ends where the last that is known of it was told."""
    last = Fact.objects.filter(stream=str(call.id)).order_by("-epoch", "-seq").first()
    ended_at = to_ms(last.occurred_at) if last else to_ms(call.started_at)
    segments = Segment.objects.filter(call_id=call.id, ended_at=None).order_by("id")
    return LeftOpen(
        tenant=str(call.tenant_id),
        call=str(call.id),
        started_at=to_ms(call.started_at),
        answered_at=to_ms(call.answered_at) if call.answered_at else 0,
        ended_at=max(ended_at, to_ms(call.started_at)),
        phases=_phases(CallPhase.objects.filter(call_id=call.id).order_by("position"), ended_at),
        legs=tuple(str(leg.id) for leg in Leg.objects.filter(call_id=call.id, ended_at=None).order_by("id")),
        segments=tuple((str(one.id), max(0, ended_at - to_ms(one.started_at))) for one in segments),
    )


def _phases(phases: Iterable[CallPhase], ended_at: int) -> dict[str, int]:
    spent: dict[str, int] = {}
    for phase in phases:
        ms = phase.ms if phase.ended_at else max(0, ended_at - to_ms(phase.started_at))
        spent[phase.phase] = spent.get(phase.phase, 0) + ms
    return spent
