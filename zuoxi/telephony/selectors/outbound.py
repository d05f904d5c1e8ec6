"""The line that leads out of the house."""

from dataclasses import dataclass
from uuid import UUID

from zuoxi.kernel.phone import national
from zuoxi.organisation.selectors.people import home_area
from zuoxi.telephony.models import AccessNumber, QueueGroup, Trunk


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


@dataclass(frozen=True)
class Greeting:
    """What a customer whom the house calls is told, as when he calls the same business himself."""

    recording_announcement: str = ""
    language: str = "zh"


def greeting_of(queue: UUID, service_line: UUID | None) -> Greeting:
    """By the number that leads to this queue, the business's own before others."""
    rows = AccessNumber.objects.filter(queue_id=queue, hidden_at__isnull=True).order_by("id")
    found = rows.filter(service_line_id=service_line).first() or rows.first()
    return Greeting(found.recording_announcement, found.language) if found else Greeting()


def served_at_once() -> dict[str, frozenset[str]]:
    """Queue in use -> the skill groups that serve it from the first moment of waiting on."""
    rows = QueueGroup.objects.filter(
        after_ms=0, queue__hidden_at__isnull=True, skill_group__hidden_at__isnull=True
    )
    found: dict[str, set[str]] = {}
    for queue, group in rows.values_list("queue_id", "skill_group_id"):
        found.setdefault(str(queue), set()).add(str(group))
    return {queue: frozenset(groups) for queue, groups in found.items()}


def access_numbers() -> frozenset[str]:
    """The numbers (national form) that callers dial to reach a company of this installation."""
    rows = AccessNumber.objects.filter(hidden_at__isnull=True).values_list("number", flat=True)
    return frozenset(national(one) or one for one in rows)
