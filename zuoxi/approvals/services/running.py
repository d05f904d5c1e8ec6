"""Beginning an approval, and what people and time do with it."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from zuoxi.approvals.errors import ActRefused, NobodyDecides, NoChain
from zuoxi.approvals.events import ApprovalMoved
from zuoxi.approvals.models import Approval, ApprovalAct, ApprovalChain, ApprovalSpot
from zuoxi.approvals.rules import run as rules
from zuoxi.approvals.rules.chain import Condition, Fact, holds
from zuoxi.approvals.rules.run import ENDED, Act, Refused, Run
from zuoxi.approvals.selectors.approvals import spots_at
from zuoxi.approvals.selectors.desks import desks_of
from zuoxi.approvals.services.keeping import above, chain_of, keep, lacking, lay, run_of
from zuoxi.kernel.clock import to_ms
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.models import OrgUnit
from zuoxi.organisation.services import audit
from zuoxi.outbox.announce import announce

OTHER_CHAIN: Sentence = (
    "改后要走另一条审批链：请撤回这一件，再重新提交。",
    "With this it belongs on another chain: take this one back and hand in a new one.",
)


log = logging.getLogger(__name__)


def begin(
    actor: Actor, *, kind: str, subject: UUID, name: str, unit: OrgUnit, facts: Mapping[str, Fact]
) -> Approval:
    """Begin the approval of a subject on the chain that holds for it; in the caller's transaction.

    Raises `NoChain`, `NobodyDecides`, `ActRefused` (`over`) when one is under way already.
    """
    chain = _chain_for(actor, kind, facts)
    row = Approval(
        tenant_id=actor.who.tenant_id,
        org_unit=unit,
        kind=kind,
        subject=subject,
        name=name[:200],
        facts=dict(facts),
        chain=chain,
        chain_name=chain.name,
        chain_name_en=chain.name_en,
        steps=chain.steps,
        own=chain.own,
        state="running",
        requester=actor.who,
        begun_at=actor.now,
    )
    run = rules.begin(chain_of(chain), facts, to_ms(actor.now))
    _refuse_lacking(row, run)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _moved(actor, row, run, "begin", "", "", None)
    except IntegrityError:
        raise ActRefused("over") from None
    return row


def act(actor: Actor, approval: Approval, what: Act, key: str = "", reason: str = "") -> Approval:
    """Somebody decides, withdraws, hands in again or reminds; raises `ActRefused`, `NobodyDecides`."""
    with transaction.atomic():
        row = _held(approval.pk)
        chain, run = chain_of(row), run_of(row)
        decides, instead_of = _decides(actor, row, key)
        try:
            moved = rules.act(
                chain,
                run,
                what,
                key,
                to_ms(actor.now),
                facts=row.facts,
                decides=decides,
                requested=row.requester_id == actor.who.id,
                reason=reason,
            )
        except Refused as refused:
            raise ActRefused(refused.why) from None
        if what == "hand_in":
            _refuse_lacking(row, moved)
        _moved(actor, row, moved, what, key, reason, instead_of)
    return row


def hand_in(actor: Actor, approval: Approval, name: str, facts: Mapping[str, Fact]) -> Approval:
    """Hand in again what was sent back and has been corrected: its facts may be others, its chain is not.

    Raises `FormErrors` at the facts by which it would belong on another chain, and what `act` raises.
    """
    with transaction.atomic():
        row = _held(approval.pk)
        others = [fact for fact, value in facts.items() if row.facts.get(fact) != value]
        if others and _chosen(actor, row.kind, facts) != _chosen(actor, row.kind, row.facts):
            raise FormErrors(dict.fromkeys(others, OTHER_CHAIN))
        row.name, row.facts = name[:200], dict(facts)
        row.save(update_fields=["name", "facts"])
        return act(actor, row, "hand_in")


def lapse(now: dt.datetime, progress: Callable[[int], None] = lambda done: None) -> dict[str, int]:
    """What time has brought: reminders, and steps that the next above may decide as well."""
    due = Approval.objects.filter(state="running", due_at__lte=now).order_by("due_at")
    came = {"reminded": 0, "escalated": 0, "failed": 0}
    for done, id in enumerate(list(due.values_list("id", flat=True))):
        try:
            with transaction.atomic():
                reminded, escalated = _lapse(id, now)
        except Exception:  # one that breaks keeps nobody else waiting, and is tried again with the next turn
            log.exception("approvals.lapse_broke", extra={"approval": str(id)})
            came["failed"] += 1
        else:
            came["reminded"] += reminded
            came["escalated"] += escalated
        progress(done + 1)
    return came


def _lapse(id: UUID, now: dt.datetime) -> tuple[int, int]:
    row = _held(id)
    chain, before = chain_of(row), run_of(row)
    run, keys = rules.lapse(chain, before, to_ms(now))
    keep(row, chain, run)
    reminded = sum(step.reminded for step in run.steps) - sum(step.reminded for step in before.steps)
    return reminded, sum(_escalate(row, key, now) for key in keys)


def _escalate(approval: Approval, key: str, now: dt.datetime) -> bool:
    chain = chain_of(approval)
    row = approval.progress.get(round=approval.round, key=key)
    spot = above(approval, chain, rules.step_of(chain, key), row.spots.select_related("unit"))
    if spot is None:
        row.escalate_at = None  # nobody is above: it goes on being reminded of
        row.save(update_fields=["escalate_at"])
        return False
    lay(row, spot, escalated=True)
    ApprovalAct.objects.create(
        tenant_id=approval.tenant_id, approval=approval, round=approval.round, key=key, act="escalate", at=now
    )
    return True


def _moved(
    actor: Actor, row: Approval, run: Run, what: str, key: str, reason: str, instead_of: UUID | None
) -> None:
    before = row.state
    row.ended_at = actor.now if run.state in ENDED else None
    keep(row, chain_of(row), run)
    ApprovalAct.objects.create(
        tenant_id=row.tenant_id,
        approval=row,
        round=row.round,
        key=key,
        act=what,
        at=actor.now,
        person=actor.who,
        instead_of_id=instead_of,
        reason=reason.strip(),
    )
    after = {"state": row.state, "step": key, "reason": reason.strip()}
    audit.note(actor, f"approval.{what}", row, before={"state": before}, after=after, name=row.name)
    if what == "begin" or row.state != before:
        announce(
            ApprovalMoved(
                tenant=str(row.tenant_id),
                kind=row.kind,
                subject=str(row.subject),
                approval=str(row.id),
                state=row.state,
                round=row.round,
            )
        )


def _decides(actor: Actor, row: Approval, key: str) -> tuple[bool, UUID | None]:
    """Whether a step lies with him, and for whom he would decide it (None: for himself)."""
    lies = ApprovalSpot.objects.filter(step__approval=row, step__round=row.round, step__key=key)
    for desk in desks_of(actor.who, actor.now):  # what is his own comes first
        if spots_at([desk]).filter(pk__in=lies).exists():
            return True, desk.instead_of
    return False, None


def _refuse_lacking(row: Approval, run: Run) -> None:
    steps = lacking(row, chain_of(row), run)
    if steps:
        raise NobodyDecides(
            steps="、".join(step.name for step in steps),
            steps_en=", ".join(step.name_en or step.name for step in steps),
        )


def _chain_for(actor: Actor, kind: str, facts: Mapping[str, Fact]) -> ApprovalChain:
    chain = _chosen(actor, kind, facts)
    if chain is None:
        raise NoChain
    return chain


def _chosen(actor: Actor, kind: str, facts: Mapping[str, Fact]) -> ApprovalChain | None:
    rows = ApprovalChain.objects.filter(tenant_id=actor.who.tenant_id, kind=kind, hidden_at__isnull=True)
    for chain in rows.order_by("position", "id"):
        if holds(msgspec.convert(chain.when, tuple[Condition, ...]), facts):
            return chain
    return None


def _held(id: UUID) -> Approval:
    row: Approval = Approval.objects.select_for_update(of=("self",)).select_related("org_unit").get(pk=id)
    return row
