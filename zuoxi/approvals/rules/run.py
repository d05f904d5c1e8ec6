"""An approval under way: its states, and what each act brings. Pure; moments are ms since the epoch (UTC).

    running → approved | rejected | returned (→ running) | withdrawn

Who may act, and with which word, is a row of `ACTS`. A chain that is changed later changes nothing here: the
approval carries the steps it began with.
"""

from collections.abc import Mapping
from typing import Final, Literal

from msgspec.structs import replace

from zuoxi.approvals.rules.chain import Chain, Fact, Step, holds
from zuoxi.kernel.record import Record

State = Literal["running", "approved", "rejected", "returned", "withdrawn"]
StepState = Literal["ahead", "open", "passed_over", "approved", "rejected", "returned", "dropped"]
"""`passed_over`: its conditions did not hold; `dropped`: the approval ended, or went back, before it."""
Act = Literal["approve", "reject", "return", "withdraw", "hand_in", "remind"]
Side = Literal["decides", "requested"]
HOUR: Final = 3_600_000
REMIND_PAUSE: Final = HOUR
"""A requester reminds once an hour at most."""


class Row(Record):
    """What one act needs, and what it brings."""

    states: frozenset[State]
    by: Side
    reason: bool = False
    step: StepState | None = None
    """What the step becomes on which he acted."""
    becomes: State | None = None


ACTS: Final[dict[Act, Row]] = {
    "approve": Row(states=frozenset({"running"}), by="decides", step="approved"),
    "reject": Row(
        states=frozenset({"running"}), by="decides", reason=True, step="rejected", becomes="rejected"
    ),
    "return": Row(
        states=frozenset({"running"}), by="decides", reason=True, step="returned", becomes="returned"
    ),
    "withdraw": Row(states=frozenset({"running", "returned"}), by="requested", becomes="withdrawn"),
    "hand_in": Row(states=frozenset({"returned"}), by="requested", becomes="running"),
    "remind": Row(states=frozenset({"running"}), by="requested"),
}

ENDED: Final[frozenset[State]] = frozenset({"approved", "rejected", "withdrawn"})

Refusal = Literal["over", "not_open", "not_yours", "own_request", "reason_needed", "too_soon"]


class Refused(Exception):
    """The act cannot be done; `why` is a row of the texts."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why: Refusal = why


class StepRun(Record):
    """How far one step is, in this round."""

    key: str
    state: StepState = "ahead"
    opened_at: int = 0
    remind_at: int = 0
    """0: nobody is reminded (any more)."""
    escalate_at: int = 0
    reminded: int = 0
    """How often."""


class Run(Record):
    """How far an approval is."""

    state: State
    round: int
    steps: tuple[StepRun, ...]
    asked_at: int = 0
    """When the requester last reminded."""


def begin(chain: Chain, facts: Mapping[str, Fact], now: int, *, round: int = 1) -> Run:
    """The approval as it begins (or is handed in again): its first stage is open."""
    fresh = Run(
        state="running",
        round=round,
        steps=tuple(
            StepRun(key=step.key, state="ahead" if holds(step.when, facts) else "passed_over")
            for step in chain.steps
        ),
    )
    return _opened(chain, fresh, now)


def act(
    chain: Chain,
    run: Run,
    what: Act,
    key: str,
    now: int,
    *,
    facts: Mapping[str, Fact],
    decides: bool,
    requested: bool,
    reason: str = "",
) -> Run:
    """The approval after somebody acted; raises `Refused`.

    `decides` tells whether the step lies with him, `requested` whether it is his request.
    """
    row = ACTS[what]
    if run.state not in row.states:
        raise Refused("over")
    if row.by == "requested":
        if not requested:
            raise Refused("not_yours")
        return _by_requester(chain, run, what, now, facts)
    at = next((step for step in run.steps if step.key == key), None)
    if at is None or at.state != "open":
        raise Refused("not_open")
    if requested and not chain.own:
        raise Refused("own_request")
    if not decides:
        raise Refused("not_yours")
    if not reason.strip() and (row.reason or (what == "approve" and step_of(chain, key).remark)):
        raise Refused("reason_needed")
    assert row.step is not None
    moved = _with_step(run, key, row.step)
    if row.becomes:
        return _ended(moved, row.becomes)
    return _opened(chain, moved, now)


def _by_requester(chain: Chain, run: Run, what: Act, now: int, facts: Mapping[str, Fact]) -> Run:
    if what == "hand_in":
        return begin(chain, facts, now, round=run.round + 1)
    if what == "remind":
        if run.asked_at and now - run.asked_at < REMIND_PAUSE:
            raise Refused("too_soon")
        steps = tuple(_reminded(step) if step.state == "open" else step for step in run.steps)
        return replace(run, steps=steps, asked_at=now)
    return _ended(run, "withdrawn")


def lapse(chain: Chain, run: Run, now: int) -> tuple[Run, tuple[str, ...]]:
    """What time has brought: open steps are reminded of; keys of those that the next above may decide now."""
    if run.state != "running":
        return run, ()
    steps, above = [], []
    for step in run.steps:
        due = step
        if step.state == "open" and step.remind_at and step.remind_at <= now:
            pause = step_of(chain, step.key).remind_hours * HOUR
            due = _reminded(due, now + pause)
        if step.state == "open" and step.escalate_at and step.escalate_at <= now:
            above.append(step.key)
            due = replace(due, escalate_at=now + step_of(chain, step.key).escalate_hours * HOUR)
        steps.append(due)
    return replace(run, steps=tuple(steps)), tuple(above)


def step_of(chain: Chain, key: str) -> Step:
    """The step with this key."""
    return next(step for step in chain.steps if step.key == key)


def next_due(run: Run) -> int:
    """When time next brings something (`lapse`); 0: never."""
    moments = [
        moment
        for step in run.steps
        if run.state == "running" and step.state == "open"
        for moment in (step.remind_at, step.escalate_at)
        if moment
    ]
    return min(moments, default=0)


def _opened(chain: Chain, run: Run, now: int) -> Run:
    """With the earliest stage open that is not through yet; without one it is approved."""
    stages = {step.key: step.stage for step in chain.steps}
    left = [stages[step.key] for step in run.steps if step.state in ("ahead", "open")]
    if not left:
        return replace(run, state="approved")
    stage = min(left)
    steps = tuple(
        _open(step_of(chain, step.key), now) if step.state == "ahead" and stages[step.key] == stage else step
        for step in run.steps
    )
    return replace(run, state="running", steps=steps)


def _open(step: Step, now: int) -> StepRun:
    return StepRun(
        key=step.key,
        state="open",
        opened_at=now,
        remind_at=now + step.remind_hours * HOUR if step.remind_hours else 0,
        escalate_at=now + step.escalate_hours * HOUR if step.escalate_hours else 0,
    )


def _ended(run: Run, state: State) -> Run:
    steps = tuple(
        replace(step, state="dropped") if step.state in ("ahead", "open") else step for step in run.steps
    )
    return replace(run, state=state, steps=steps)


def _with_step(run: Run, key: str, state: StepState) -> Run:
    steps = tuple(replace(step, state=state) if step.key == key else step for step in run.steps)
    return replace(run, steps=steps)


def _reminded(step: StepRun, next_at: int | None = None) -> StepRun:
    return replace(step, reminded=step.reminded + 1, remind_at=step.remind_at if next_at is None else next_at)
