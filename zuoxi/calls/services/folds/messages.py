"""Facts of messages on the tape -> their recordings and `VoiceMessage` (T7).

Messages are people's work and not derived again.
"""

from uuid import UUID

from zuoxi.calls.models import Recording, VoiceMessage
from zuoxi.calls.services.rows import Rows, Told, optional
from zuoxi.engine import facts


def began(rows: Rows, told: Told, fact: facts.MessageBegan) -> None:
    """A caller is being recorded; nobody speaks with him."""
    rows.add(
        Recording(
            id=UUID(fact.message),
            tenant_id=told.tenant_id,
            path=fact.path,
            call_id=UUID(fact.call),
            started_at=told.at,
        )
    )
    rows.add(
        VoiceMessage(
            id=UUID(fact.message),
            tenant_id=told.tenant_id,
            path=fact.path,
            call_id=UUID(fact.call),
            number=fact.number,
            service_line_id=optional(fact.service_line),
            queue_id=optional(fact.queue),
            left_at=told.at,
            ms=0,
        )
    )


def ended(rows: Rows, told: Told, fact: facts.MessageEnded) -> None:
    """He has spoken; what is too short stays without a length, and nobody is shown it."""
    message = rows.get(VoiceMessage, UUID(fact.message))
    message.left_at = told.at
    message.ms = fact.ms if fact.left else 0
    rows.put(message)
