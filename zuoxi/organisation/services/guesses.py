"""Counting wrong answers, so that whoever goes on guessing waits longer each time.

Browsers that have signed the person in before are never counted here: nobody is locked out by strangers
where he works. An unknown name is counted like a known one, so that the wait tells nothing.
"""

import datetime as dt
import hashlib
import math

from django.db import transaction

from zuoxi.organisation.errors import LockedOut
from zuoxi.organisation.models import Guesses
from zuoxi.organisation.signing_in import Patience, closed_for, left_of


def digest_of(kind: str, what: str) -> str:
    """What guesses are counted by: names and addresses themselves are kept nowhere for it."""
    return hashlib.blake2b(f"{kind}:{what}".encode(), digest_size=32).hexdigest()


def check_open(of: str, now: dt.datetime) -> None:
    """Raise `LockedOut` while nobody who is counted by this may try again."""
    until = Guesses.objects.filter(of=of, closed_until__gt=now).values_list("closed_until", flat=True).first()
    if until is not None:
        raise LockedOut(minutes=math.ceil((until - now).total_seconds() / 60))


def count_wrong(of: str, patience: Patience, now: dt.datetime) -> None:
    """One more wrong answer; of those before it as many as are free are forgotten by the hour."""
    with transaction.atomic():
        row, _ = Guesses.objects.select_for_update().get_or_create(of=of, defaults={"last_at": now})
        left, row.last_at = left_of(row.wrong, row.last_at, now, patience)
        row.wrong = left + 1
        wait = closed_for(row.wrong, patience)
        row.closed_until = now + wait if wait else None
        row.save()


def forget(of: str) -> bool:
    """Begin anew; False: nothing was counted."""
    return bool(Guesses.objects.filter(of=of).delete()[0])
