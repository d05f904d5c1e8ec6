"""Seeing one number whole that is masked: an act with a reason, which the trail keeps."""

import datetime as dt

from django.conf import settings
from django.db.models import Model

from zuoxi.kernel.phone import mask
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import TooManyUnmaskings
from zuoxi.organisation.selectors.audit import noted_lately
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.in_turn import in_turn

UNMASKED = "number.unmasked"
KIND = "unmasking"
SPAN = dt.timedelta(hours=1)


def unmask(actor: Actor, subject: Model, number: str, reason: str) -> str:
    """The number of a subject, whole, after the trail has the reason; raises `TooManyUnmaskings`.

    Whether he may is asked before. Of the number the trail keeps what everybody sees.
    """
    with in_turn(actor.who):
        if len(noted_lately(actor.who, UNMASKED, actor.now - SPAN)) >= settings.ZUOXI_UNMASKINGS_PER_HOUR:
            raise TooManyUnmaskings
        # of a kind of its own: the subject has not changed
        audit.note(actor, UNMASKED, subject, kind=KIND, after={"number": mask(number), "reason": reason})
    return number
