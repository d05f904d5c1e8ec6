"""Attempts: each permit of the gate is one row, committed before the switch dials."""

from uuid import UUID

from zuoxi.calls.models import Attempt
from zuoxi.engine.gate import DialPermit, Purpose
from zuoxi.kernel.clock import to_datetime


def begin(permit: DialPermit, purpose: Purpose, now: int) -> Attempt:
    """Write the attempt that `permit` allows, in the transaction that minted it (`now` in ms)."""
    return Attempt.objects.create(
        id=UUID(permit.attempt),
        tenant_id=UUID(permit.tenant),
        path=permit.path,
        call_id=UUID(permit.call),
        person_id=UUID(permit.person) if permit.person else None,
        number=permit.number,
        caller_id=permit.caller_id,
        trunk_id=UUID(permit.trunk),
        service_line_id=UUID(permit.service_line) if permit.service_line else None,
        purpose=purpose,
        at=to_datetime(now),
        expires_at=to_datetime(permit.expires_at),
    )
