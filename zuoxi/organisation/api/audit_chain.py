"""Whether the audit trail is as it was written."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from zuoxi.kernel.clock import utc_now
from zuoxi.organisation.api.jobs import JobOut, job_out
from zuoxi.organisation.doors import asker
from zuoxi.organisation.models import AuditCheck, SealedLine
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.services.in_turn import in_turn
from zuoxi.organisation.services.sealing import last_seal
from zuoxi.organisation.services.verifying import CHECK, FOUND, last_check
from zuoxi.outbox.jobs import add_job
from zuoxi.outbox.selectors import under_way

router = Router()


class AuditFinding(Schema):
    """A place where the trail is not as it was written."""

    code: str
    zh: str
    en: str
    seal: int
    """Number of the seal; 0: none holds it."""
    line: UUID | None
    at: dt.datetime | None
    """When it was sealed, or written."""


class AuditCheckOut(Schema):
    """What the last look at the whole trail found."""

    at: dt.datetime
    lines: int
    seals: int
    found: int
    findings: list[AuditFinding]
    """The first of them."""


class AuditChain(Schema):
    """How the chain under the trail stands."""

    seals: int
    lines: int
    sealed_at: dt.datetime | None
    hash: str
    """Of the latest seal: who notes it down can prove later that nothing before it was changed."""
    check: AuditCheckOut | None


@router.get("/audit/chain", response=AuditChain, operation_id="get_audit_chain")
def get_audit_chain(request: HttpRequest) -> object:
    """How far the trail is sealed, and what the last look at it found."""
    me = asker(request)
    require(me, Permission.AUDIT_READ)
    last = last_seal(me.tenant_id)
    check = last_check(me.tenant_id)
    return AuditChain(
        seals=last.number if last else 0,
        lines=SealedLine.objects.filter(seal__tenant_id=me.tenant_id).count(),
        sealed_at=last.at if last else None,
        hash=last.hash if last else "",
        check=_looked(check) if check else None,
    )


@router.post("/audit/checks", response=JobOut, operation_id="check_audit")
def check_audit(request: HttpRequest) -> object:
    """Look at the whole trail of the company now; the job says how far it is."""
    me = asker(request)
    require(me, Permission.AUDIT_READ)
    with in_turn(me):
        job = under_way(CHECK).filter(person_id=me.id).first()
        if job is None:
            job = add_job(CHECK, tenant=me.tenant_id, now=utc_now(), person=me.id)
    return job_out(job)


def _looked(check: AuditCheck) -> AuditCheckOut:
    return AuditCheckOut(
        at=check.at,
        lines=check.lines,
        seals=check.seals,
        found=check.found,
        findings=[_said(one) for one in check.findings],
    )


def _said(finding: dict[str, object]) -> AuditFinding:
    zh, en = FOUND[str(finding["code"])]
    return AuditFinding.model_validate({**finding, "zh": zh, "en": en})
