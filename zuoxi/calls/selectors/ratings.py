"""What is known of customers' answers."""

from uuid import UUID

from zuoxi.calls.models import Rating


def is_rated(conversation: UUID) -> bool:
    """Whether the customer has said how it was, in whatever way he was asked."""
    return Rating.objects.filter(pk=conversation, score__isnull=False).exists()
