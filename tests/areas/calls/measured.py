"""The sums of measures worked out from raw facts in the slow and plain way: one question after the other,
each over the whole call or shift, with nothing remembered in between."""

import datetime as dt
from collections import Counter, defaultdict
from zoneinfo import ZoneInfo

from zuoxi.engine import facts
from zuoxi.measures.models import Rollup

CALL_FACTS = (
    facts.CallStarted,
    facts.CallAdopted,
    facts.CallQueued,
    facts.SegmentStarted,
    facts.SegmentEnded,
    facts.WrapUpEnded,
    facts.RatingInvited,
    facts.RatingGiven,
    facts.RatingUnsent,
    facts.CallEnded,
)


def sums(envelopes, zone="Asia/Shanghai"):
    """(half hour, path, queue, person, line, column) -> value, without what is zero."""
    zone = ZoneInfo(zone)
    streams = defaultdict(list)
    for envelope in sorted(envelopes, key=lambda one: (one.floor, one.epoch, one.seq)):
        streams[envelope.stream].append((envelope.occurred_at, envelope.fact))
    found = Counter()
    for told in streams.values():
        for at, path, queue, person, line, column, value in (*_call(told), *_shift(told)):
            found[_half_hour(at, zone), path, queue, person, line, column] += value
    return {key: value for key, value in found.items() if value}


def kept():
    """The same of what is kept in the database."""
    rows = Rollup.objects.exclude(value=0)
    return {tuple(row[:-1]): row[-1] for row in rows.values_list(*FIELDS)}


FIELDS = ("begins_at", "path", "queue", "person", "line", "column", "value")


def _half_hour(at, zone):
    local = dt.datetime.fromtimestamp(at // 1000, zone)
    late = local.minute % 30
    return (local - dt.timedelta(minutes=late, seconds=local.second)).astimezone(dt.UTC)


def _all(told, kind):
    return [(at, fact) for at, fact in told if isinstance(fact, kind)]


def _call(told):
    begun = _all(told, facts.CallStarted | facts.CallAdopted)
    if not begun:
        return
    start, first = begun[0]
    path, line, inbound = first.path, first.service_line, first.direction == "inbound"
    answers, ends = _all(told, facts.SegmentStarted), _all(told, facts.CallEnded)
    if inbound:
        yield start, path, "", "", line, "entered", 1
        if answers:
            yield start, path, "", "", line, "connected", 1
    for queue in {fact.queue for _, fact in _all(told, facts.CallQueued)}:
        came = min(at for at, fact in _all(told, facts.CallQueued) if fact.queue == queue)
        for column in _fate(told, queue, came, inbound, ends):
            yield came, path, queue, "", line, column, 1
    for place, (_, fact) in enumerate(told):
        if isinstance(fact, facts.SegmentStarted):
            before = [one.queue for _, one in told[:place] if isinstance(one, facts.CallQueued)]
            queue = before[-1] if before else ""
            came = [then for then, one in told if isinstance(one, facts.CallQueued) and one.queue == queue]
            owner = min(came) if came else start
            for column, value in _spoken(told, fact.segment):
                yield owner, fact.path, queue, fact.person, line, column, value


def _fate(told, queue, came, inbound, ends):
    """What became of the offer of a call to a queue: its last stay there decides, unless it was answered in
    an earlier one."""
    stays, current = [], None
    for at, fact in told:
        if isinstance(fact, facts.CallQueued):
            current = fact.queue
            if not stays or stays[-1][0] != current:
                stays.append((current, []))
        elif stays and isinstance(fact, facts.SegmentStarted):
            stays[-1][1].append(at)
    mine = [answers for there, answers in stays if there == queue]
    answered = [at for answers in mine for at in answers]
    left = stays[-1][0] != queue
    if not inbound:
        return ["dropped"] if not answered and not left and ends and ends[0][1].outcome == "dropped" else []
    if answered:
        return ["offered", "answered", *(["in_time"] if min(answered) - came <= 20_000 else [])]
    if left:
        return ["offered", "passed_on"]
    if not ends:
        return []
    end = ends[0][1]
    if end.outcome == "requested":
        return ["asked_back"]
    by_himself = end.outcome == "abandoned" or (end.outcome == "answered" and end.ended_by == "customer")
    return ["offered", "abandoned" if by_himself else "unserved"]


def _spoken(told, segment):
    for _, fact in _all(told, facts.SegmentEnded):
        if fact.segment == segment:
            yield "conversations", 1
            yield "talk_ms", fact.talk_ms
            yield "hold_ms", fact.hold_ms
    asked = [fact for _, fact in _all(told, facts.RatingInvited) if fact.segment == segment]
    scores = [fact.score for _, fact in _all(told, facts.RatingGiven) if fact.segment == segment]
    unsent = [fact.why for _, fact in _all(told, facts.RatingUnsent) if fact.segment == segment]
    if asked:
        yield "rating_asked", int(bool(scores) or set(unsent) <= {"unknown"})
        yield "rated", min(len(scores), 1)
        yield "satisfied", int(bool(scores) and scores[0] >= 4)
    wrapped = [fact.wrap_up_ms for _, fact in _all(told, facts.WrapUpEnded) if fact.segment == segment]
    if wrapped:
        yield "wrap_up_ms", wrapped[-1]


COUNTED = {
    "signed_in_ms": {
        "not_ready",
        "ready",
        "ringing",
        "dialling",
        "talking",
        "holding",
        "wrap_up",
        "reconnecting",
        "supervising",
        "calling",
        "intercom",
    },
    "talking_ms": {"talking", "holding"},
    "wrapping_up_ms": {"wrap_up"},
    "ready_ms": {"ready"},
}
STEP = 30 * 60_000


def _shift(told):
    for end, fact in _all(told, facts.AgentStateChanged):
        begin = end - fact.lasted_ms
        for column, states in COUNTED.items():
            if fact.previous in states:
                # company days are whole half hours from UTC in the zones of these tests
                for border in range(begin // STEP * STEP, end + 1, STEP):
                    ms = min(end, border + STEP) - max(begin, border)
                    if ms > 0:
                        yield border, fact.path, "", fact.person, "", column, ms
