"""Whether somebody sees a customer's number whole (the table is `rules.NUMBER_SHOWN`)."""

import datetime as dt

from django.db.models import Q

from zuoxi.calls.models import Call, CallbackTask, VoiceMessage
from zuoxi.calls.rules import NumberCase, shows_number
from zuoxi.kernel.clock import to_ms
from zuoxi.kernel.phone import mask
from zuoxi.organisation.models import OrgUnit, Person
from zuoxi.organisation.rules import Permission, covers
from zuoxi.organisation.selectors.access import reach, within

LAST_SHOWN = 4
"""Digits at the end of a number that everybody sees."""


def number_of_call(person: Person, call: Call, now: dt.datetime) -> str:
    """The customer's number as this person sees it; `call` has its segments and offers."""
    return number_in_call(person, call, call.customer_number, now)


def number_in_call(person: Person, call: Call, number: str, now: dt.datetime) -> str:
    """A number that has to do with a call, as this person sees it."""
    segments, offers = call.segments.all(), call.offers.all()
    places = {call.path, *(segment.path for segment in segments)}
    people = {call.person_id} | {part.person_id for part in segments} | {part.person_id for part in offers}
    case = NumberCase(
        permitted=_sees(person, places),
        own=person.id in people,
        ended_at=to_ms(call.ended_at) if call.ended_at else 0,
    )
    return number if shows_number(case, to_ms(now)) else mask(number)


def number_of_callback(person: Person, task: CallbackTask, now: dt.datetime) -> str:
    """The number to call back as this person sees it."""
    case = NumberCase(
        permitted=_sees(person, {task.path}),
        own=False,
        claimed=task.claimed_by_id == person.id and task.closed_at is None,
    )
    return task.number if shows_number(case, to_ms(now)) else mask(task.number)


def number_of_message(person: Person, message: VoiceMessage, now: dt.datetime) -> str:
    """The number that left a message as this person sees it."""
    claimed = message.claimed_by_id == person.id and message.closed_at is None
    case = NumberCase(permitted=_sees(person, {message.path}), own=False, claimed=claimed)
    return message.number if shows_number(case, to_ms(now)) else mask(message.number)


def ends_with(column: str, digits: str, whole: Q) -> Q:
    """Rows whose number ends with `digits`; `whole` are the rows whose numbers the asker sees whole.

    Elsewhere no more digits count than a masked number shows: whoever may try longer and longer ends finds
    out the rest digit by digit.
    """
    found = Q(**{f"{column}__endswith": digits})
    return found if len(digits) <= LAST_SHOWN else found & whole


def seen_whole(person: Person) -> Q:
    """Rows (by their `path`) whose numbers he sees whole."""
    return within(person, Permission.NUMBERS_SEE, path="path")


def _sees(person: Person, places: set[str]) -> bool:
    known = reach(person, Permission.NUMBERS_SEE)
    # what came to nobody (records of earlier versions) lies nowhere: who sees the whole house sees it
    whole = any(len(top) == OrgUnit.steplen for top in known)
    return any(covers(known, path) or (whole and not path) for path in places)
