"""The way of a call, step by step: what happened to it and why, as a person tells it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from zuoxi.calls.models import Call
from zuoxi.kernel.clock import to_datetime
from zuoxi.kernel.record import Record
from zuoxi.organisation.models import Person
from zuoxi.organisation.selectors.people import people_by_id
from zuoxi.telephony.models import IvrFlow, Queue, SkillGroup


class Step(Record):
    """One step. What does not belong to its kind is empty."""

    at: dt.datetime
    step: str
    """`came`, `dialled`, `called` (a colleague, `to`),
    `ivr_…` (`why`: the key; of a number outside that was not reached, the reason),
    `known`, `vip_group`, `own_agent`, `queued`, `offered`, `talked`,
    `given`, `gift_ended`, `priority_set`, `leader_whisper`, `leader_barge`, `leader_picked_up`,
    `leader_transferred`, `leader_released`, `leader_left` (`person`: the leader), `help_asked`, `help_ended`,
    `passed_on`, `asked`, `led` (into a flow, and he waits), `came_of_it`, `owed` or `ended`."""
    person: Person | None = None
    queue: Queue | None = None
    group: SkillGroup | None = None
    vip: bool = False
    why: str = ""
    """`known`: why he is whose customer (`order`, `owner`); `vip_group`, `own_agent`: why nobody there was
    free; `owed`: why a call is; `offered`: what became of it, empty while it rings; `came_of_it`: what
    came of the transfer; `given`: `at_once` or `next`; `gift_ended`: why; `ended`: the outcome."""
    to: Person | None = None
    """`given`, `gift_ended`, `leader_…`: the agent; `help_ended`: the leader who came;
    `passed_on`, `asked`: who was wanted; empty: a queue, a flow, or somebody outside (`number`)."""
    number: str = ""
    flow: IvrFlow | None = None
    found: tuple[tuple[str, str], ...] = ()
    """`ivr_agent`: (label, value) of what the agent was shown."""
    then: str = ""
    """`came_of_it`: where the customer went when it came to nothing: `agent`, `queue`, `callback`."""
    position: int = 0
    ahead_ms: int = 0
    ring_ms: int = 0


def steps(call: Call) -> list[Step]:
    """The way of a call that was read with its parts (`calls.one_call`), in order."""
    named = _Names(call)
    found = [_began(call), *_decided(call, named), *_offers(call), *_conversations(call)]
    if call.ended_at:
        found.append(Step(at=call.ended_at, step="ended", why=call.outcome))
    return sorted(found, key=lambda step: step.at)


class _Names:
    """Who and what the steps name by id, each kind in one query."""

    def __init__(self, call: Call) -> None:
        self.people = people_by_id(call.tenant_id, [*_ids(call, "person"), *_ids(call, "to")])
        self.groups = SkillGroup.objects.filter(tenant_id=call.tenant_id).in_bulk(_ids(call, "group"))
        self.flows = IvrFlow.objects.filter(tenant_id=call.tenant_id).in_bulk(_ids(call, "flow"))
        self.queues = Queue.objects.filter(tenant_id=call.tenant_id).in_bulk(_ids(call, "queue"))


def _ids(call: Call, name: str) -> list[UUID]:
    return [UUID(one[name]) for one in call.way if one.get(name)]


def _began(call: Call) -> Step:
    if call.direction == Call.Direction.INTERNAL:
        return Step(at=call.started_at, step="called", person=call.person, to=call.colleague)
    came = call.direction == Call.Direction.INBOUND
    return Step(at=call.started_at, step="came" if came else "dialled", person=None if came else call.person)


def _decided(call: Call, named: _Names) -> Iterator[Step]:
    for one in call.way:
        yield Step(
            at=to_datetime(one["at"]),
            step=one["step"],
            person=_one(named.people, one.get("person")),
            queue=_one(named.queues, one.get("queue")),
            group=_one(named.groups, one.get("group")),
            vip=one.get("vip", False),
            why=one.get("why", ""),
            to=_one(named.people, one.get("to")),
            number=one.get("number", ""),
            flow=_one(named.flows, one.get("flow")),
            found=tuple((label, value) for label, value in one.get("found", ())),
            then=one.get("then", ""),
            position=one.get("position", 0),
            ahead_ms=one.get("ahead_ms", 0),
        )


def _one(rows: dict[UUID, Any], key: str | None) -> Any:
    return rows.get(UUID(key)) if key else None


def _offers(call: Call) -> Iterator[Step]:
    for one in call.offers.all():
        yield Step(at=one.at, step="offered", person=one.person, why=one.outcome, ring_ms=one.ring_ms)


def _conversations(call: Call) -> Iterator[Step]:
    for one in call.segments.all():
        yield Step(at=one.started_at, step="talked", person=one.person)
