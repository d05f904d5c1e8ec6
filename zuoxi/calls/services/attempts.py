"""Attempts: each permit of the gate is one row, committed before the switch dials."""

from collections.abc import Sequence
from uuid import UUID

from zuoxi.calls.models import Attempt
from zuoxi.engine.gate import DialPermit, NumberKind
from zuoxi.kernel.clock import to_datetime


def begin(permits: Sequence[tuple[DialPermit, NumberKind, str]], now: int) -> None:
    """Write the attempts that these permits allow, each with its number's class and its project, in the
    transaction that minted them (`now` in ms)."""
    Attempt.objects.bulk_create([_row(*one, now) for one in permits])


def _row(permit: DialPermit, kind: NumberKind, project: str, now: int) -> Attempt:
    return Attempt(
        id=UUID(permit.attempt),
        tenant_id=UUID(permit.tenant),
        path=permit.path,
        call_id=UUID(permit.call),
        person_id=UUID(permit.person) if permit.person else None,
        number=permit.number,
        destination=kind,
        caller_id=permit.caller_id,
        trunk_id=UUID(permit.trunk),
        service_line_id=UUID(permit.service_line) if permit.service_line else None,
        purpose=permit.purpose,
        project=project,
        at=to_datetime(now),
        expires_at=to_datetime(permit.expires_at),
    )
