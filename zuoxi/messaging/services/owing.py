"""A customer is to be asked by a link: once of each conversation, however often that is told."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from zuoxi.calls.events import RatingLinkOwed
from zuoxi.kernel.clock import to_datetime
from zuoxi.kernel.ids import derived_id, made_at
from zuoxi.messaging.models import RatingLink, TextMessage
from zuoxi.outbox.jobs import add_job

SEND = "messaging.send"
"""Kind of the job that sends a message (assembly/wiring.py)."""


def owe(event: RatingLinkOwed, language: str, now: dt.datetime) -> None:
    """Write down the message and its link, and have it sent. Its id is that of its conversation and purpose:
    records that came out of a backup hear of the day again, and the provider knows what it has taken."""
    tenant, about = UUID(event.tenant), UUID(event.segment)
    moment = to_datetime(event.at) if event.at else now
    with transaction.atomic():
        RatingLink.objects.get_or_create(
            id=about,
            defaults={
                "tenant_id": tenant,
                "path": event.path,
                "call_id": UUID(event.call),
                "person_id": UUID(event.person),
                "queue_id": UUID(event.queue) if event.queue else None,
                "language": language,
            },
        )
        message, _ = TextMessage.objects.get_or_create(
            tenant_id=tenant,
            purpose="rating",
            about=about,
            defaults={
                "id": UUID(derived_id(made_at(about), f"rating:{about}", 0)),
                "path": event.path,
                "number": event.number,
                "language": language,
                "created_at": moment,
                "changed_at": now,
            },
        )
        add_job(SEND, tenant=tenant, now=now, arguments={"message": str(message.pk)}, key=str(message.pk))
