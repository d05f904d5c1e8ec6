"""What of a line of the trail a person may read: customers' numbers stay masked for whom they are masked."""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import Q

from zuoxi.kernel.phone import mask
from zuoxi.organisation.models import AuditEvent, Person
from zuoxi.organisation.rules import Permission, covers
from zuoxi.organisation.selectors.access import reach, within
from zuoxi.organisation.trail_words import KINDS

OF_THE_HOUSE = frozenset(KINDS) - {"customer", "approval"}
"""Kinds of subjects whose numbers are the house's own: everybody may dial them."""
LAST_SHOWN = 4
"""Digits at the end of a masked number that everybody sees."""

# a number stands by itself: not within an id, a moment, a checksum or a decimal
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.:-])\+?\d{7,20}(?![A-Za-z0-9_:-]|\.\d)")
_DIGIT = re.compile(r"\d")


def shown_to(person: Person) -> Callable[[AuditEvent], AuditEvent]:
    """A function that masks in a line, which it changes only in memory, what this person sees masked."""
    sees = reach(person, Permission.NUMBERS_SEE)

    def shown(row: AuditEvent) -> AuditEvent:
        if row.subject_type not in OF_THE_HOUSE and not covers(sees, row.path):
            row.subject_name = _masked(row.subject_name)
            row.before, row.after = _masked(row.before), _masked(row.after)
        return row

    return shown


def named_like(person: Person, text: str) -> Q:
    """Lines whose subject's name contains `text`.

    A piece of a number is looked for where he sees numbers whole, else only at their ends as they show:
    whoever may try piece after piece finds out the rest.
    """
    found = Q(subject_name__icontains=text)
    if not _DIGIT.search(text):
        return found
    whole = Q(subject_type__in=OF_THE_HOUSE) | within(person, Permission.NUMBERS_SEE, path="path")
    if text.isdigit() and len(text) <= LAST_SHOWN:
        return (found & whole) | Q(subject_name__endswith=text)
    return found & whole


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _NUMBER.sub(lambda found: mask(found.group()), value)
    if isinstance(value, dict):
        return {name: _masked(one) for name, one in value.items()}
    return [_masked(one) for one in value] if isinstance(value, list) else value
