"""An approval between its rows and what decides: reading a run, writing what became of it."""

from collections.abc import Iterable
from typing import Any

import msgspec

from zuoxi.approvals.models import Approval, ApprovalSpot, ApprovalStep
from zuoxi.approvals.rules.chain import Chain, Step
from zuoxi.approvals.rules.placing import Spot, nearest, topmost
from zuoxi.approvals.rules.run import Run, State, StepRun, next_due, step_of
from zuoxi.approvals.selectors.desks import holders
from zuoxi.kernel.clock import to_datetime, to_ms
from zuoxi.organisation.models import OrgUnit
from zuoxi.organisation.rules import Role
from zuoxi.organisation.selectors.people import root_of


def chain_of(row: Any) -> Chain:
    """The chain that a row (a chain, or an approval with its own copy) carries."""
    return Chain(steps=msgspec.convert(row.steps, tuple[Step, ...]), own=row.own)


def run_of(approval: Approval) -> Run:
    """How far the approval is, as its rows say."""
    steps = ApprovalStep.objects.filter(approval=approval, round=approval.round).order_by("position")
    return Run(
        state=msgspec.convert(approval.state, State),
        round=approval.round,
        steps=tuple(map(_step, steps)),
        asked_at=_ms(approval.asked_at),
    )


def keep(approval: Approval, chain: Chain, run: Run) -> None:
    """Write what became of an approval; steps that have just opened are laid where somebody decides."""
    fresh = run.round != approval.round or not approval.progress.exists()
    approval.state, approval.round = run.state, run.round
    approval.asked_at = _moment(run.asked_at)
    approval.due_at = _moment(next_due(run))
    approval.save(update_fields=["state", "round", "asked_at", "due_at", "ended_at", "facts", "name"])
    rows = {} if fresh else {row.key: row for row in approval.progress.filter(round=run.round)}
    for position, step in enumerate(run.steps):
        before = rows.get(step.key)
        row = before or ApprovalStep(
            tenant_id=approval.tenant_id, approval=approval, round=run.round, key=step.key, position=position
        )
        opens = step.state == "open" and (before is None or before.state != "open")
        row.state, row.reminded = step.state, step.reminded
        row.opened_at, row.remind_at = _moment(step.opened_at), _moment(step.remind_at)
        row.escalate_at = _moment(step.escalate_at)
        row.save()
        if opens:
            lay(row, spot_for(approval, chain, step_of(chain, step.key)))


def lacking(approval: Approval, chain: Chain, run: Run) -> list[Step]:
    """The steps ahead that nobody could decide as things stand."""
    ahead = [step_of(chain, step.key) for step in run.steps if step.state in ("ahead", "open")]
    return [step for step in ahead if spot_for(approval, chain, step) is None]


def spot_for(approval: Approval, chain: Chain, step: Step) -> Spot | None:
    """Where a step lies; None: nobody holds its role there."""
    held = holders(approval.tenant_id, [step.role])
    without = frozenset() if chain.own else frozenset({str(approval.requester_id)})
    if step.lies == "company":
        return topmost(step.role, held, without)
    return nearest(step.role, _from(approval, step), held, without)


def _from(approval: Approval, step: Step) -> str:
    if step.lies == "requester":
        return approval.path
    unit = OrgUnit.objects.filter(tenant_id=approval.tenant_id, id=step.unit).first()
    return unit.path if unit else ""


def above(approval: Approval, chain: Chain, step: Step, spots: Iterable[ApprovalSpot]) -> Spot | None:
    """The next above those with whom a step lies already; None: nobody is."""
    role = step.escalate_to or step.role
    without = frozenset() if chain.own else frozenset({str(approval.requester_id)})
    held = holders(approval.tenant_id, [role])
    lies = [spot for spot in spots if spot.role == role]
    if lies:
        at = min((spot.unit.path for spot in lies), key=len)
        return nearest(role, at[: -OrgUnit.steplen], held, without)
    if step.lies == "company":
        return topmost(role, held, without)
    return nearest(role, _from(approval, step), held, without)


def lay(row: ApprovalStep, spot: Spot | None, *, escalated: bool = False) -> None:
    """Lay a step with a role at a unit; with nobody there it lies with the company's administrators."""
    if spot is None:
        unit, role = root_of(row.tenant_id), Role.ADMINISTRATOR.value
    else:
        unit, role = OrgUnit.objects.get(path=spot.path), spot.role
    ApprovalSpot.objects.get_or_create(
        step=row, role=role, unit=unit, defaults={"tenant_id": row.tenant_id, "escalated": escalated}
    )


def _step(row: ApprovalStep) -> StepRun:
    return msgspec.convert(
        {
            "key": row.key,
            "state": row.state,
            "opened_at": _ms(row.opened_at),
            "remind_at": _ms(row.remind_at),
            "escalate_at": _ms(row.escalate_at),
            "reminded": row.reminded,
        },
        StepRun,
    )


def _ms(moment: Any) -> int:
    return 0 if moment is None else to_ms(moment)


def _moment(ms: int) -> Any:
    return to_datetime(ms) if ms else None
