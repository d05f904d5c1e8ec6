"""The not-ready reasons that every company starts with (it changes them as it likes)."""

from uuid import UUID

from zuoxi.organisation.services import terms
from zuoxi.telephony.models import NotReadyReason

FIRST: tuple[tuple[str, str, str], ...] = (
    ("rest", "休息", "Rest"),
    ("meal", "用餐", "Meal"),
    ("toilet", "如厕", "Toilet"),
    ("training", "培训", "Training"),
    ("meeting", "会议", "Meeting"),
    ("coaching", "辅导", "Coaching"),
    ("other", "其他", "Other"),
)
"""(code, Chinese, English); the codes are those of `engine.config.FIRST_REASONS`."""


def sow(tenant: UUID) -> int:
    """Give a company the first reasons, those that it lacks."""
    return terms.sow(NotReadyReason, tenant, FIRST)
