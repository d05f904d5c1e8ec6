"""Reading recordings."""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet

from zuoxi.calls.models import Call, Recording, RecordingComment
from zuoxi.organisation.errors import NotAllowed, NotFound
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may, require_any, within


def kept_after(after: UUID) -> QuerySet[Recording]:
    """Recordings that have been stored and not erased since, in the order of their ids."""
    kept = Recording.objects.exclude(key="").exclude(state=Recording.State.ERASED)
    return kept.filter(id__gt=after).order_by("id")


def large_before(started_before: dt.datetime, after: UUID) -> QuerySet[Recording]:
    """Whole recordings from before a moment that are kept as they were spoken, in the order of their ids."""
    kept = _whole_before(started_before, after).filter(key__endswith=".wav")
    return kept.filter(store=Recording.Store.LOCAL)


def movable_before(started_before: dt.datetime, home: str, after: UUID) -> QuerySet[Recording]:
    """Whole recordings from before a moment that do not lie in the store `home`, by their ids."""
    return _whole_before(started_before, after).exclude(store=home)


def left_after_moving() -> QuerySet[Recording]:
    """Recordings that have been moved and of which their old store may still have a copy."""
    return Recording.objects.exclude(left_in="").order_by("id")


def _whole_before(started_before: dt.datetime, after: UUID) -> QuerySet[Recording]:
    whole = (Recording.State.VERIFIED, Recording.State.SHORT)
    kept = Recording.objects.filter(state__in=whole, started_at__lt=started_before).exclude(key="")
    return kept.filter(id__gt=after).order_by("id")


def left_behind(ended_before: dt.datetime) -> QuerySet[Recording]:
    """Recordings that seem to go on although their call ended before this moment."""
    return Recording.objects.filter(
        state=Recording.State.RECORDING,
        call_id__in=Call.objects.filter(ended_at__lt=ended_before).values("id"),
    ).order_by("id")[:1000]


def never_stored(finished_before: dt.datetime) -> QuerySet[Recording]:
    """Recordings whose files were complete before this moment and are not stored and checked yet."""
    return Recording.objects.filter(
        state__in=(Recording.State.RECORDED, Recording.State.STORED), finished_at__lt=finished_before
    ).order_by("id")[:1000]


def playable_by(person: Person) -> QuerySet[Recording]:
    """Recordings that he may hear: those in his reach, and his own if he may hear his own."""
    places = within(person, Permission.RECORDINGS_PLAY, path="path")
    if may(person, Permission.RECORDINGS_PLAY_OWN):
        places |= Q(tenant_id=person.tenant_id, person_id=person.id)
    return Recording.objects.filter(places)


def playable_one(person: Person, recording: UUID) -> Recording:
    """A recording that he may hear; raises `NotAllowed` or `NotFound`."""
    require_any(person, (Permission.RECORDINGS_PLAY_OWN, Permission.RECORDINGS_PLAY))
    found = playable_by(person).filter(pk=recording).first()
    if found is None:
        raise NotFound
    return found


def takeable_one(person: Person, recording: UUID) -> Recording:
    """A recording that he may take along: one within that reach that he may hear as well."""
    require_any(person, (Permission.RECORDINGS_DOWNLOAD,))
    found = playable_one(person, recording)
    if not may(person, Permission.RECORDINGS_DOWNLOAD, found):
        raise NotAllowed(permission=Permission.RECORDINGS_DOWNLOAD.value)
    return found


def keepable_one(person: Person, recording: UUID) -> Recording:
    """A recording about whose span he decides; raises `NotAllowed` or `NotFound`."""
    require_any(person, (Permission.RECORDINGS_KEEP,))
    places = within(person, Permission.RECORDINGS_KEEP, path="path")
    found = Recording.objects.filter(places, pk=recording).select_related("held_by").first()
    if found is None:
        raise NotFound
    return found


def comments_of(recording: Recording) -> QuerySet[RecordingComment]:
    """What was said about a recording, in the order of its moments."""
    rows = RecordingComment.objects.filter(recording_id=recording.pk, hidden_at__isnull=True)
    return rows.select_related("person").order_by("at_ms", "id")


def own_comment(person: Person, recording: Recording, comment: UUID) -> RecordingComment:
    """What he himself has said about a recording; raises `NotFound`."""
    found = comments_of(recording).select_related("recording").filter(pk=comment, person=person).first()
    if found is None:
        raise NotFound
    return found
