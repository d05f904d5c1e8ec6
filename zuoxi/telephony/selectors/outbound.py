"""The line that leads out of the house."""

from dataclasses import dataclass
from uuid import UUID

from zuoxi.organisation.selectors.people import home_area
from zuoxi.telephony.models import Trunk


@dataclass(frozen=True)
class LineOut:
    """What a call to a customer goes through, and the number it shows him."""

    trunk: UUID
    caller_id: str
    home_area: str
    """Area code to which local numbers dialled over it belong; empty: none."""


def line_out(tenant: UUID) -> LineOut | None:
    """The trunk that this company dials through; None: it has none."""
    trunk = Trunk.objects.filter(tenant_id=tenant, hidden_at__isnull=True).order_by("id").first()
    if trunk is None:
        return None
    return LineOut(trunk.id, trunk.caller_id, trunk.home_area or home_area(tenant))
