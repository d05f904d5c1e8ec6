"""A supposed day as somebody fills it in, and what is wrong with it."""

from typing import Annotated, Any

import msgspec
from ninja import Schema
from pydantic import Field

from zuoxi.engine.config import Strategy
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.forms import Form, Name
from zuoxi.simulator.whatif.plan import DAY_SLOTS, Plan
from zuoxi.simulator.whatif.planned import Asked

MOST_AGENTS = 1_000
MOST_CALLS = 200_000
"""Calls, and agents' days, of one run: a few minutes of one processor."""

Seconds = Annotated[float, Field(ge=0, le=7_200)]
PerHour = Annotated[float, Field(ge=0, le=20_000)]


class SupposedQueueForm(Form):
    name: Name
    per_hour: Annotated[list[PerHour], Field(min_length=DAY_SLOTS, max_length=DAY_SLOTS)]
    """Calls per hour in each half hour of the day."""
    talk_s: Annotated[float, Field(ge=1, le=7_200)]
    patience_s: Seconds = 60
    wrap_up_s: Seconds = 0
    timeout_s: Seconds = 0
    strategy: Strategy = "longest_idle"


class SupposedServingForm(Form):
    queue: Annotated[int, Field(ge=0)]
    """Which of the queues, from 0."""
    after_s: Seconds = 0


class SupposedTeamForm(Form):
    name: Name
    agents: Annotated[int, Field(ge=0, le=MOST_AGENTS)]
    level: Annotated[int, Field(ge=1, le=9)] = 1
    comes: Annotated[int, Field(ge=0, lt=DAY_SLOTS)] = 0
    goes: Annotated[int, Field(ge=1, le=DAY_SLOTS)] = DAY_SLOTS
    serves: Annotated[list[SupposedServingForm], Field(max_length=12)]


class SupposedForm(Form):
    queues: Annotated[list[SupposedQueueForm], Field(min_length=1, max_length=12)]
    teams: Annotated[list[SupposedTeamForm], Field(min_length=1, max_length=40)]
    ring_s: Annotated[float, Field(ge=0, le=60)] = 0
    seed: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class WhatIfForm(Form):
    name: Name
    plan: SupposedForm
    days: Annotated[int, Field(ge=1, le=100)] = 10
    team: Annotated[int, Field(ge=0)] = 0
    """Whose agents are fewer or more beside it."""
    beside: Annotated[int, Field(ge=0, le=100)] = 3

    def asked(self) -> Asked:
        """What it asks; raises `FormErrors`."""
        asked = msgspec.convert(self.model_dump(exclude={"name"}), Asked)
        faults = _faults(asked)
        if faults:
            raise FormErrors(faults)
        return asked


class SupposedOut(Schema):
    """A plan as it comes back: the fields of the form."""

    queues: list[SupposedQueueForm]
    teams: list[SupposedTeamForm]
    ring_s: float
    seed: int


def plan_out(plan: Plan) -> Any:
    """The plan's fields, for a form."""
    known: dict[str, Any] = msgspec.to_builtins(plan)
    for queue in known["queues"]:
        del queue["threshold_s"]  # the catalogue's, not the plan's
    for team in known["teams"]:
        team["goes"] = DAY_SLOTS if team["goes"] is None else team["goes"]
    return known


def _faults(asked: Asked) -> dict[str, Sentence]:
    plan = asked.plan
    faults: dict[str, Sentence] = {}
    if asked.team >= len(plan.teams):
        faults["team"] = ("没有这个班组。", "There is no such team.")
        return faults
    for number, team in enumerate(plan.teams):
        queues = [one.queue for one in team.serves]
        if any(queue >= len(plan.queues) for queue in queues) or len(set(queues)) < len(queues):
            faults[f"plan.teams.{number}.serves"] = (
                "每个队列最多选一次，且必须是上面的队列。",
                "Each of the queues above at most once.",
            )
        if team.goes is not None and team.goes <= team.comes:
            faults[f"plan.teams.{number}.goes"] = (
                "下班要晚于上班。",
                "The shift ends after it begins.",
            )
    served = {one.queue for team in plan.teams for one in team.serves if team.agents}
    for number, queue in enumerate(plan.queues):
        if any(queue.per_hour) and number not in served:
            faults[f"plan.queues.{number}.name"] = (
                "没有坐席员接这个队列的来电：请在下面安排班组。",
                "Nobody takes its calls: give it a team below.",
            )
        if not queue.patience_s and not queue.timeout_s:
            faults[f"plan.queues.{number}.patience_s"] = (
                "耐心和排队超时不能都为 0：来电会一直等下去。",
                "Patience and time-out cannot both be 0: callers would wait for ever.",
            )
    if not 0 < plan.agents <= MOST_AGENTS:
        faults["plan.teams.0.agents"] = (
            f"坐席员合计 1 到 {MOST_AGENTS} 名。",
            f"1 to {MOST_AGENTS} agents in all.",
        )
    if not plan.calls:
        faults["plan.queues.0.per_hour"] = ("一天里没有来电。", "Nobody calls all day.")
    work = asked.calls + plan.agents * asked.days * len(asked.staffings)
    if not faults and work > MOST_CALLS:
        fits = int(asked.days * MOST_CALLS / work)
        faults["days"] = (
            f"来电太多，算不完：请不超过 {fits} 天。" if fits else "来电太多，算不完：请减少来电。",
            f"Too many calls to play: {fits} days at most." if fits else "Too many calls to play.",
        )
    return faults
