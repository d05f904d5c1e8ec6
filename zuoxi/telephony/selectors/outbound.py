"""The line that leads out of the house."""

from dataclasses import dataclass
from uuid import UUID

from zuoxi.telephony.models import Trunk


@dataclass(frozen=True)
class LineOut:
    """What a call to a customer goes through, and the number it shows him."""

    trunk: UUID
    caller_id: str


def line_out(tenant: UUID) -> LineOut | None:
    """The trunk that this company dials through; None: it has none."""
    trunk = Trunk.objects.filter(tenant_id=tenant, hidden_at__isnull=True).order_by("id").first()
    return LineOut(trunk=trunk.id, caller_id=trunk.caller_id) if trunk else None
