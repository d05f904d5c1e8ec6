"""A customer answers by the page of his link: once, while it is valid."""

import datetime as dt
from typing import Literal

from django.db import transaction

from zuoxi.messaging import rules
from zuoxi.messaging.models import RatingLink
from zuoxi.messaging.selectors import digest_of
from zuoxi.messaging.services.telling import tell_answer

Said = Literal["thanks", "answered", "gone"]


def answer(token: str, score: int, text: str, now: dt.datetime) -> Said:
    """Keep the answer and have the floor told. Of two at once one is kept. `gone`: no link opens by it."""
    with transaction.atomic():
        rows = RatingLink.objects.filter(digest=digest_of(token), expires_at__gt=now)
        kept = rows.filter(answered_at__isnull=True).update(
            answered_at=now, score=score, comment=rules.comment(text)
        )
        link = rows.first()
        if link is None:
            return "gone"
        if not kept:
            return "answered"
        tell_answer(link, now)
    return "thanks"
