"""Call records worked out from the facts in the slow and plain way, to compare the real ones with."""

from collections import defaultdict
from typing import Any

from zuoxi.engine import facts
from zuoxi.kernel.clock import to_datetime


def calls(envelopes):
    """Call id -> what its row must say."""
    rows: dict[str, dict[str, Any]] = {}
    wrapped = {}
    for envelope in envelopes:
        fact = envelope.fact
        if isinstance(fact, facts.CallStarted):
            rows[fact.call] = {
                "direction": fact.direction,
                "customer_number": fact.customer_number,
                "started_at": to_datetime(envelope.occurred_at),
                "path": fact.path,
                "ended_at": None,
                "outcome": "",
                "queued_at": None,
                "person_id": None,
                "talk_ms": 0,
                "hold_ms": 0,
                "queue_ms": 0,
                "ring_ms": 0,
                "duration_ms": 0,
                "disposition": "",
                "wrap_up_ms": 0,
            }
        elif isinstance(fact, facts.CallQueued):
            row = rows[fact.call]
            row["queued_at"] = row["queued_at"] or to_datetime(envelope.occurred_at)
        elif isinstance(fact, (facts.SegmentStarted, facts.ColleagueCalled)):
            rows[fact.call]["person_id"] = fact.person
        elif isinstance(fact, facts.DispositionGiven):
            rows[fact.call]["disposition"] = fact.disposition or rows[fact.call]["disposition"]
        elif isinstance(fact, facts.WrapUpEnded):
            wrapped[fact.segment] = (fact.call, fact.wrap_up_ms)
        elif isinstance(fact, facts.CallEnded):
            rows[fact.call] |= {
                "ended_at": to_datetime(fact.ended_at),
                "outcome": fact.outcome,
                "duration_ms": fact.ended_at - fact.started_at,
                **{f"{name}_ms": fact.phases.get(name, 0) for name in ("queue", "ring", "talk", "hold")},
            }
        elif isinstance(fact, facts.AttemptEnded):
            rows[fact.call] = {
                "direction": "outbound",
                "customer_number": fact.customer_number,
                "started_at": to_datetime(envelope.occurred_at - fact.ms),
                "path": fact.path,
                "ended_at": to_datetime(envelope.occurred_at),
                "outcome": fact.outcome,
                "queued_at": None,
                "person_id": fact.person or None,
                "talk_ms": 0,
                "hold_ms": 0,
                "queue_ms": 0,
                "ring_ms": fact.ms,
                "duration_ms": fact.ms,
                "disposition": "",
                "wrap_up_ms": 0,
            }
    for call, spent in wrapped.values():
        rows[call]["wrap_up_ms"] += spent
    return rows


def phases(envelopes):
    """Call id -> [(phase, from, to)], the last one open when the call is."""
    entered = defaultdict(list)
    ends = {}
    for envelope in envelopes:
        if isinstance(envelope.fact, facts.PhaseEntered):
            entered[envelope.fact.call].append((envelope.fact.phase, envelope.occurred_at))
        if isinstance(envelope.fact, facts.CallEnded):
            ends[envelope.fact.call] = envelope.fact.ended_at
    return {
        call: [
            (phase, to_datetime(since), to_datetime(until) if until is not None else None)
            for (phase, since), until in zip(
                steps, [*(since for _, since in steps[1:]), ends.get(call)], strict=True
            )
        ]
        for call, steps in entered.items()
    }


def segments(envelopes):
    """Segment id -> (person, talk, hold, ended by)."""
    rows = {}
    for envelope in envelopes:
        fact = envelope.fact
        if isinstance(fact, facts.SegmentStarted):
            rows[fact.segment] = (fact.person, 0, 0, "")
        if isinstance(fact, facts.SegmentEnded):
            rows[fact.segment] = (rows[fact.segment][0], fact.talk_ms, fact.hold_ms, fact.ended_by)
    return rows


def offers(envelopes):
    """Sorted (call, person, outcome, ring), one for each offer."""
    open_ones, done = {}, []
    for envelope in envelopes:
        fact = envelope.fact
        if isinstance(fact, facts.OfferMade):
            open_ones[fact.call, fact.person] = True
        if isinstance(fact, facts.OfferEnded):
            del open_ones[fact.call, fact.person]
            done.append((fact.call, fact.person, fact.outcome, fact.ring_ms))
    return sorted([*done, *((call, person, "", 0) for call, person in open_ones)])


def states(envelopes):
    """Session id -> [(previous, state, lasted)]."""
    log = defaultdict(list)
    for envelope in envelopes:
        fact = envelope.fact
        if isinstance(fact, facts.AgentStateChanged):
            log[fact.session].append((fact.previous, fact.state, fact.lasted_ms))
    return dict(log)


def owed(envelopes):
    """(number, line) -> number of calls of the open task."""
    tasks: dict[tuple[str, str], int] = {}
    started = {}
    for envelope in envelopes:
        fact = envelope.fact
        if isinstance(fact, facts.CallStarted):
            started[fact.call] = fact
        if isinstance(fact, facts.CallbackOwed) and fact.number:
            key = (fact.number, fact.service_line)
            tasks[key] = tasks.get(key, 0) + 1
        if isinstance(fact, facts.SegmentStarted) and started[fact.call].direction == "inbound":
            tasks.pop((started[fact.call].customer_number, started[fact.call].service_line), None)
    return tasks
