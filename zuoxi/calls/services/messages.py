"""Working through messages on the tape: of two who claim or close the same one, one does it (T7)."""

from django.db import transaction
from django.db.models import Q, QuerySet

from zuoxi.calls.errors import MessageClaimed, MessageClosed
from zuoxi.calls.models import VoiceMessage
from zuoxi.calls.selectors.messages import fresh
from zuoxi.kernel.phone import mask
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.services import audit


def claim(actor: Actor, message: VoiceMessage) -> VoiceMessage:
    """Take a message on, so that nobody else calls the same customer; raises `MessageClaimed`/`Closed`."""
    free = _mine_or_free(actor, message)
    with transaction.atomic():
        done = free.update(claimed_by=actor.who, claimed_at=actor.now)
        message = fresh(message)
        if done:
            audit.note(actor, "message.claimed", message, name=mask(message.number))
    if not done:
        raise _why_not(message)
    return message


def release(actor: Actor, message: VoiceMessage) -> VoiceMessage:
    """Give a message back to the others."""
    mine = VoiceMessage.objects.filter(pk=message.pk, claimed_by=actor.who, closed_at__isnull=True)
    with transaction.atomic():
        if mine.update(claimed_by=None, claimed_at=None):
            audit.note(actor, "message.released", message, name=mask(message.number))
    return fresh(message)


def close(actor: Actor, message: VoiceMessage, result: str) -> VoiceMessage:
    """Close a message with its result; one that somebody else has taken on stays his."""
    with transaction.atomic():
        done = _mine_or_free(actor, message).update(closed_at=actor.now, closed_by=actor.who, result=result)
        message = fresh(message)
        if done:
            after = {"result": result}
            audit.note(actor, "message.closed", message, after=after, name=mask(message.number))
    if not done:
        raise _why_not(message)
    return message


def heard(actor: Actor, message: VoiceMessage) -> None:
    """Somebody has listened to it; who was the first stays."""
    VoiceMessage.objects.filter(pk=message.pk, heard_at__isnull=True).update(
        heard_by=actor.who, heard_at=actor.now
    )


def _mine_or_free(actor: Actor, message: VoiceMessage) -> QuerySet[VoiceMessage]:
    return VoiceMessage.objects.filter(
        Q(claimed_by__isnull=True) | Q(claimed_by=actor.who), pk=message.pk, closed_at__isnull=True
    )


def _why_not(message: VoiceMessage) -> MessageClaimed | MessageClosed:
    if message.closed_at is None and message.claimed_by is not None:
        return MessageClaimed(name=message.claimed_by.name)
    return MessageClosed()
