"""Keeping what people type about calls, as they type it."""

from uuid import UUID

from django.db import transaction

from zuoxi.calls.models import Call, CallNote
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import NotFound


def write(actor: Actor, call: UUID, text: str) -> CallNote:
    """Keep this person's note about a call; the call's own record may come later.

    A call of another company is `NotFound`.
    """
    person = actor.who
    with transaction.atomic():
        if Call.objects.filter(pk=call).exclude(tenant_id=person.tenant_id).exists():
            raise NotFound
        note, _ = CallNote.objects.update_or_create(
            call_id=call,
            person=person,
            defaults={"tenant_id": person.tenant_id, "text": text, "changed_at": actor.now},
        )
    return note
