"""What came of a supposed day, as pages and workbooks show it: by the catalogue where it has the figure."""

from typing import Any

from ninja import Schema

from zuoxi.measures.api.shapes import FigureOut, figure_out
from zuoxi.measures.catalogue import figure
from zuoxi.measures.registry import measures
from zuoxi.simulator.whatif.planned import CURVE_S, Found, HalfHour, Staffing, Sums

WHOLE = ("K5", "K15_abandoned", "K1", "K4", "K3", "K18", "offered", "answered", "abandoned")
OF_A_QUEUE = ("K5", "K15_abandoned", "K4", "offered", "answered", "abandoned")
OF_A_TEAM = ("K3", "K18", "K4", "conversations", "signed_in")
OF_A_HALF_HOUR = ("K5", "K15_abandoned", "K3", "K18", "offered", "answered", "abandoned")


class HalfHourToldOut(Schema):
    calls_a_day: float
    mean_wait_ms: float | None
    """Null: nobody called."""
    figures: list[FigureOut]


class PointOut(Schema):
    """Of all callers such a share (0 to 1) was answered within so many seconds."""

    s: int
    share: float


class ReferenceOut(Schema):
    """Erlang A, by half hours (null: nobody calls). `why_not`: what it supposes and does not hold."""

    why_not: list[str]
    changes: bool
    """Calls or agents change within the day: each half hour is taken as if it had lasted for long."""
    service_level: list[float | None]
    abandonment: list[float | None]


class StaffingOut(Schema):
    """One staffing, over all days; `more`: agents more than planned, negative: fewer."""

    more: int
    agents: int
    half_width: float | None
    """Half of the 95 % interval of the service level (0 to 1); null: one day says nothing of it."""
    calls_a_day: float
    mean_wait_ms: float | None
    longest_ms: int
    told_busy: float | None
    """Share of callers who were told that all are busy."""
    figures: list[FigureOut]
    queues: list[list[FigureOut]]
    teams: list[list[FigureOut]]
    half_hours: list[HalfHourToldOut]
    curve: list[PointOut]
    reference: ReferenceOut


def told(found: Found) -> list[dict[str, Any]]:
    """Every staffing, the planned one first."""
    return [_staffing(one, found.days) for one in found.staffings]


def figures_of(sums: Sums, codes: tuple[str, ...]) -> list[FigureOut]:
    """The catalogue's figures of these sums."""
    known = measures()
    return [figure_out(figure(known[code], sums)) for code in codes]


def _staffing(one: Staffing, days: int) -> dict[str, Any]:
    return {
        "more": one.more,
        "agents": one.agents,
        "half_width": one.half_width,
        "calls_a_day": one.calls / days,
        "mean_wait_ms": _mean(one.waited_ms, one.calls),
        "longest_ms": one.longest_ms,
        "told_busy": _mean(one.told_busy, one.calls),
        "figures": figures_of(one.sums, WHOLE),
        "queues": [figures_of(sums, OF_A_QUEUE) for sums in one.queues],
        "teams": [figures_of(sums, OF_A_TEAM) for sums in one.teams],
        "half_hours": [_half_hour(some, days) for some in one.half_hours],
        "curve": [
            {"s": s, "share": answered / one.calls if one.calls else 0.0}
            for s, answered in zip(CURVE_S, one.curve, strict=True)
        ],
        "reference": {
            "why_not": one.reference.why_not,
            "changes": one.reference.changes,
            "service_level": one.reference.service_level,
            "abandonment": one.reference.abandonment,
        },
    }


def _half_hour(one: HalfHour, days: int) -> dict[str, Any]:
    return {
        "calls_a_day": one.calls / days,
        "mean_wait_ms": _mean(one.waited_ms, one.calls),
        "figures": figures_of(one.sums, OF_A_HALF_HOUR),
    }


def _mean(sum_: int, count: int) -> float | None:
    return sum_ / count if count else None
