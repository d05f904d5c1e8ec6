"""What somebody had taken on when he left the company: others go on with it, else it would wait for ever."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from zuoxi.calls.models import CallbackTask, VoiceMessage
from zuoxi.kernel.phone import mask
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit

HIS = {"claimed_by__hidden_at__isnull": False, "closed_at__isnull": True}


def give_back(person: UUID, now: dt.datetime) -> int:
    """Free the messages and calls owed that he has in hand, if he is out of use; returns how many."""
    with transaction.atomic():
        found: list[tuple[str, VoiceMessage | CallbackTask]] = [
            *(("message", row) for row in VoiceMessage.objects.filter(claimed_by_id=person, **HIS)),
            *(("callback", row) for row in CallbackTask.objects.filter(claimed_by_id=person, **HIS)),
        ]
        for kind, row in found:
            row.claimed_by = row.claimed_at = None
            row.save(update_fields=("claimed_by", "claimed_at"))
            audit.note(Actor(person=None, now=now), f"{kind}.released", row, name=mask(row.number))
    return len(found)
