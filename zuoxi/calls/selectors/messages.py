"""Messages on the tape (T7)."""

from uuid import UUID

from django.db.models import Q, QuerySet

from zuoxi.calls.models import Recording, VoiceMessage
from zuoxi.calls.rules import units_above
from zuoxi.calls.selectors.numbers import ends_with, seen_whole
from zuoxi.contacts.selectors.customers import numbers_of_named
from zuoxi.kernel.phone import digits_in, national
from zuoxi.organisation.errors import NotAllowed, NotFound
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import reach, within
from zuoxi.organisation.selectors.people import home_area

SHOWN = ("service_line", "queue", "claimed_by", "heard_by", "closed_by")


def visible_messages(person: Person) -> QuerySet[VoiceMessage]:
    """The messages in his reach, and those left to the units that his own belongs to."""
    tops = reach(person, Permission.CALLBACKS_HANDLE)
    if not tops:
        raise NotAllowed(permission=Permission.CALLBACKS_HANDLE.value)
    above = {path for top in tops for path in units_above(top)}
    shared = Q(tenant_id=person.tenant_id, path__in=above)
    rows = VoiceMessage.objects.filter(ms__gt=0).select_related(*SHOWN)
    return rows.filter(within(person, Permission.CALLBACKS_HANDLE, path="path") | shared)


def one_message(person: Person, message: UUID) -> VoiceMessage:
    """A message that he may work on; raises `NotFound`."""
    found = visible_messages(person).filter(pk=message).first()
    if found is None:
        raise NotFound
    return found


def matching(rows: QuerySet[VoiceMessage], person: Person, state: str, number: str) -> QuerySet[VoiceMessage]:
    """Those in a state (`open`, `closed`, `all`) and with a number, whole or its last digits."""
    if state != "all":
        rows = rows.filter(closed_at__isnull=state == "open")
    digits = digits_in(number)
    if not number.strip():
        return rows
    if not digits:
        return rows.filter(number__in=numbers_of_named(person, number.strip()))
    return rows.filter(
        Q(number=national(number, home_area(person.tenant_id)))
        | ends_with("number", digits, seen_whole(person))
    )


def fresh(message: VoiceMessage) -> VoiceMessage:
    """The message as it stands now."""
    return VoiceMessage.objects.select_related(*SHOWN).get(pk=message.pk)


def sounds_of(ids: list[UUID]) -> dict[UUID, Recording]:
    """How far the recordings of messages are, by their ids."""
    return Recording.objects.in_bulk(ids)


def sound_row(message: VoiceMessage) -> Recording:
    """The recording of a message; raises `NotFound`."""
    found = Recording.objects.filter(pk=message.pk).first()
    if found is None:
        raise NotFound
    return found
