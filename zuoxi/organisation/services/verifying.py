"""Looking whether the audit trail is as it was written."""

import datetime as dt
from collections.abc import Callable, Iterator
from uuid import UUID

from zuoxi.kernel.record import Record
from zuoxi.organisation import chain, heads
from zuoxi.organisation.models import AuditCheck, AuditEvent, AuditSeal, SealedLine
from zuoxi.organisation.services.sealing import Keeper, line_of, since, unsealed

CHECK = "organisation.check_audit"
"""The job that looks at one company's trail."""
TOLD = 200
"""So many findings are kept one by one; of the rest their number is."""

FOUND: dict[str, tuple[str, str]] = {
    "line_altered": ("这条记录被改动过", "This line was altered"),
    "line_missing": ("这条记录被删除了", "This line was taken out"),
    "line_added": ("这条记录是事后插入的", "This line was slipped in afterwards"),
    "seal_altered": ("这个封存块被改动过", "This seal was altered"),
    "seal_missing": ("这个封存块被删除了", "This seal was taken out"),
    "mark_wrong": ("这个封存块不是本系统的密钥签的", "This seal was not marked with this installation's key"),
    "end_missing": (
        "记录末尾被截断：库外留底里还有后面的封存块",
        "The end was cut off: the heads kept outside know later seals",
    ),
    "head_differs": ("与库外留底不一致", "It differs from the head that was kept outside"),
}
"""What a look may find, in words."""


class Finding(Record):
    """Something that is not as it was written."""

    code: str
    seal: int = 0
    """Number of the seal; 0: none holds it."""
    line: UUID | None = None
    at: dt.datetime | None = None
    """When it was sealed, or written."""


Progress = Callable[[int, int], None]


def check(
    by: Keeper, tenant: UUID, now: dt.datetime, progress: Progress = lambda done, total: None
) -> AuditCheck:
    """Look at a company's whole trail and keep what was found."""
    total = AuditEvent.objects.filter(tenant_id=tenant).count()
    told: list[Finding] = []
    found = lines = seals = 0
    for kind, one in _looked_at(by, tenant):
        if one is not None:
            found += 1
            told += [one] if len(told) < TOLD else []
        elif kind == "line":
            lines += 1
        else:
            seals += 1
            progress(lines, total)
    return AuditCheck.objects.create(
        tenant_id=tenant,
        at=now,
        lines=lines,
        seals=seals,
        found=found,
        findings=[
            {
                "code": one.code,
                "seal": one.seal,
                "line": str(one.line) if one.line else None,
                "at": one.at.isoformat() if one.at else None,
            }
            for one in told
        ],
    )


def last_check(tenant: UUID) -> AuditCheck | None:
    """The latest look."""
    return AuditCheck.objects.filter(tenant_id=tenant).order_by("-at", "-pk").first()


Seen = tuple[str, Finding | None]


def _looked_at(by: Keeper, tenant: UUID) -> Iterator[Seen]:
    known = heads.standing(by.heads, tenant)
    number, previous = 0, chain.BEGINNING
    for row in AuditSeal.objects.filter(tenant_id=tenant).order_by("number").iterator(chunk_size=100):
        for gone in range(number + 1, row.number):
            yield "seal", Finding(code="seal_missing", seal=gone)
        yield from _seal(by, row, previous if row.number == number + 1 else row.previous, known)
        number, previous = row.number, row.hash
    if any(later > number for later in known):
        yield "seal", Finding(code="end_missing", seal=max(known))
    for late in unsealed(tenant).filter(pk__lt=since(tenant)).order_by("pk").iterator():
        yield "line", Finding(code="line_added", line=late.pk, at=late.at)


def _seal(by: Keeper, row: AuditSeal, previous: str, known: dict[int, set[str]]) -> Iterator[Seen]:
    lines = tuple(SealedLine.objects.filter(seal=row).order_by("line").values_list("line", "digest"))
    now = chain.Seal(tenant=row.tenant_id, number=row.number, at=row.at, previous=row.previous, lines=lines)
    if chain.hash_of(now) != row.hash or row.previous != previous:
        yield "seal", Finding(code="seal_altered", seal=row.number, at=row.at)
    if not chain.marked_by(by.keys, row.hash, row.mark):
        yield "seal", Finding(code="mark_wrong", seal=row.number, at=row.at)
    if known.get(row.number, {row.hash}) != {row.hash}:
        yield "seal", Finding(code="head_differs", seal=row.number, at=row.at)
    standing = AuditEvent.objects.in_bulk([id for id, _ in lines])
    for id, digest in lines:
        line = standing.get(id)
        if line is None:
            yield "line", Finding(code="line_missing", seal=row.number, line=id, at=row.at)
        elif chain.digest_of(line_of(line)) != digest:
            yield "line", Finding(code="line_altered", seal=row.number, line=id, at=line.at)
        else:
            yield "line", None
    yield "seal", None
