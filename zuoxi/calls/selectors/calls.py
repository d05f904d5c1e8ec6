"""Reading calls: which of them a person may see, and what he searches for."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from zuoxi.calls.models import Call, CallPhase, Leg, Offer, Rating, Recording, Segment
from zuoxi.calls.rules import DISSATISFIED, NOT_TAKEN, SATISFIED
from zuoxi.calls.selectors.numbers import ends_with, seen_whole
from zuoxi.contacts.selectors.customers import numbers_of, numbers_of_named
from zuoxi.kernel.phone import InvalidNumber, digits_in, parse
from zuoxi.kernel.record import Record
from zuoxi.organisation.errors import NotAllowed, NotFound
from zuoxi.organisation.models import OrgUnit, Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may, reach, within
from zuoxi.organisation.selectors.people import home_area

LIST = (Permission.CALLS_LIST, Permission.CALLS_LIST_OWN)


Rated = Literal["", "asked", "answered", "unanswered", "satisfied", "dissatisfied"]
ASKED = Q(score__isnull=False) | Q(unsent__in=("", "unknown"))
"""Whom a message with a link has not reached was not asked."""
RATED: Mapping[str, Q] = {
    "asked": ASKED,
    "answered": Q(score__isnull=False),
    "unanswered": ASKED & Q(score__isnull=True),
    "satisfied": Q(score__gte=SATISFIED),
    "dissatisfied": Q(score__lte=DISSATISFIED),
}
"""What is looked for among ratings -> which they are."""


Kept = Literal["", "missing", "altered", "short", "not_stored", "erased"]
KEPT: Mapping[str, Q] = {
    "missing": Q(state=Recording.State.MISSING),
    "altered": Q(state=Recording.State.ALTERED),
    "short": Q(state=Recording.State.SHORT),
    "not_stored": Q(state__in=(Recording.State.RECORDING, Recording.State.RECORDED)),
    "erased": Q(state=Recording.State.ERASED),
}
"""What is looked for among recordings -> which they are."""


class Wanted(Record):
    """What somebody looks for among calls; empty fields do not matter."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None
    direction: str = ""
    """Empty: with customers, in or out; `internal`: between colleagues."""
    outcome: str = ""
    """`up` for calls that have not ended."""
    person: UUID | None = None
    queue: UUID | None = None
    service_line: UUID | None = None
    missed: bool = False
    """Those that rang at the asker, who did not take them."""
    without_result: bool = False
    """Those that were answered and have no result yet."""
    recorded: bool = False
    """Those of which there is a recording."""
    recording: Kept = ""
    """How a recording of theirs is."""
    rating: Rated = ""
    """How their customers found them."""
    customer: UUID | None = None
    number: str = ""
    """A whole number in any form, its last digits, or a customer's name."""


def own(person: Person) -> Q:
    """Calls that he took, dialled, or was offered, and those to him by a colleague."""
    segments = Segment.objects.filter(call_id=OuterRef("pk"), person_id=person.id)
    offers = Offer.objects.filter(call_id=OuterRef("pk"), person_id=person.id)
    his = Q(person_id=person.id) | Q(colleague_id=person.id) | Q(Exists(segments)) | Q(Exists(offers))
    return Q(tenant_id=person.tenant_id) & his


def visible_calls(person: Person) -> QuerySet[Call]:
    """The calls that lie in his reach or whose agents do, and his own; raises `NotAllowed`."""
    if not reach(person, *LIST):
        raise NotAllowed(permission=LIST[0].value)
    places = Q(pk__in=())
    if may(person, Permission.CALLS_LIST):
        there = within(person, Permission.CALLS_LIST, path="path")
        places |= there | Q(Exists(Segment.objects.filter(there, call_id=OuterRef("pk"))))
    if may(person, Permission.CALLS_LIST_OWN):
        places |= own(person)
    if any(len(top) == OrgUnit.steplen for top in reach(person, Permission.CALLS_LIST)):
        # Who reads the whole house reads also what came to nobody: a number that stands for nothing.
        places |= Q(tenant_id=person.tenant_id, path="")
    return Call.objects.filter(places)


def exists(call: UUID) -> bool:
    """Whether there is a record of this call, whosever it is."""
    return Call.objects.filter(pk=call).exists()


def one_call(person: Person, call: UUID) -> Call:
    """A call that he may see, with its parts; raises `NotFound`."""
    found = with_parts(visible_calls(person)).filter(pk=call).first()
    if found is None:
        raise NotFound
    return found


def with_row_parts(rows: QuerySet[Call]) -> QuerySet[Call]:
    """What a line of the list shows, in a fixed number of queries."""
    rows = rows.annotate(waited=F("queue_ms") + F("ring_ms"), spoken=F("talk_ms") + F("hold_ms"))
    return rows.select_related("service_line", "queue", "person", "colleague").prefetch_related(
        Prefetch("segments", Segment.objects.order_by("id")),
        Prefetch("recordings", Recording.objects.order_by("id")),
        Prefetch("offers", Offer.objects.order_by("id")),
        Prefetch("ratings", Rating.objects.order_by("id")),
    )


def with_parts(rows: QuerySet[Call]) -> QuerySet[Call]:
    """All parts of a call, in a fixed number of queries."""
    return rows.select_related("service_line", "queue", "person", "colleague").prefetch_related(
        Prefetch("segments", Segment.objects.select_related("person").order_by("id")),
        Prefetch("recordings", Recording.objects.order_by("id")),
        Prefetch("offers", Offer.objects.select_related("person").order_by("id")),
        Prefetch("ratings", Rating.objects.order_by("id")),
        Prefetch("phases", CallPhase.objects.order_by("position")),
        Prefetch("legs", Leg.objects.select_related("person").order_by("id")),
    )


def matching(rows: QuerySet[Call], person: Person, wanted: Wanted) -> QuerySet[Call]:
    """Those of `rows` that somebody looks for."""
    equal = {
        "direction": wanted.direction,
        "queue_id": wanted.queue,
        "service_line_id": wanted.service_line,
        "started_at__gte": wanted.since,
        "started_at__lt": wanted.until,
    }
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if wanted.person:
        rows = rows.filter(Q(person_id=wanted.person) | Q(colleague_id=wanted.person))
    if not wanted.direction:
        rows = rows.exclude(direction=Call.Direction.INTERNAL)
    if wanted.outcome:
        rows = rows.filter(outcome="" if wanted.outcome == "up" else wanted.outcome)
    if wanted.missed:
        rung = Offer.objects.filter(call_id=OuterRef("pk"), person_id=person.id, outcome__in=NOT_TAKEN)
        rows = rows.filter(Exists(rung))
    if wanted.without_result:
        rows = rows.filter(outcome="answered", disposition="", ended_at__isnull=False)
    if wanted.recorded:
        rows = rows.filter(Exists(Recording.objects.filter(call_id=OuterRef("pk"))))
    if wanted.recording:
        rows = rows.filter(Exists(Recording.objects.filter(KEPT[wanted.recording], call_id=OuterRef("pk"))))
    if wanted.rating:
        rows = rows.filter(Exists(Rating.objects.filter(RATED[wanted.rating], call_id=OuterRef("pk"))))
    if wanted.customer:
        rows = rows.filter(customer_number__in=numbers_of(person, wanted.customer))
    return with_number(rows, person, wanted.number)


def with_number(rows: QuerySet[Call], person: Person, text: str) -> QuerySet[Call]:
    """Those with this number (whole in any form, or its last digits), or of customers with this name."""
    if not text.strip():
        return rows
    if number := whole_number(person, text):
        return rows.filter(customer_number=number)
    else:
        digits = digits_in(text)
        if not digits:
            return rows.filter(customer_number__in=numbers_of_named(person, text.strip()))
        return rows.filter(_ending(person, digits))


def whole_number(person: Person, text: str) -> str:
    """The whole number that somebody looks for; empty: only its end, or none."""
    try:
        return parse(text, home_area(person.tenant_id)).national
    except InvalidNumber:
        return ""


def _ending(person: Person, digits: str) -> Q:
    there = seen_whole(person)
    whole = there | Q(Exists(Segment.objects.filter(there, call_id=OuterRef("pk"))))
    return ends_with("customer_number", digits, whole)


def has_called(tenant: UUID, number: str) -> bool:
    """Whether a call of this number (as it is kept) has come in."""
    return Call.objects.filter(tenant_id=tenant, customer_number=number, direction="inbound").exists()


def earlier_calls(tenant: UUID, number: str, besides: UUID | None) -> QuerySet[Call]:
    """The calls of one number, the latest first."""
    rows = Call.objects.filter(tenant_id=tenant, customer_number=number)
    if besides is not None:
        rows = rows.exclude(pk=besides)
    return with_row_parts(rows).order_by("-started_at")
