"""Asking for a whole number: whoever may not see numbers could find out masked digits by trying them all."""

import datetime as dt

from django.conf import settings
from django.utils.crypto import salted_hmac

from zuoxi.kernel.phone import mask
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import TooManyLookUps
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may
from zuoxi.organisation.selectors.audit import noted_lately
from zuoxi.organisation.selectors.people import root_of
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.in_turn import in_turn

LOOKED_UP = "number.looked_up"
SPAN = dt.timedelta(minutes=1)


def look_up(actor: Actor, number: str) -> None:
    """Note that somebody asks what there is of a whole number; raises `TooManyLookUps`.

    Who sees every number of his company finds out nothing by that and is not counted; neither is who asks for
    the same number again, nor the job that does what he asked for. The trail tells numbers apart without
    showing them.
    """
    if actor.again or may(actor.who, Permission.NUMBERS_SEE, root_of(actor.who.tenant_id)):
        return
    asked = {"number": salted_hmac(LOOKED_UP, number).hexdigest()[:16]}
    with in_turn(actor.who):
        before = noted_lately(actor.who, LOOKED_UP, actor.now - SPAN)
        if asked in before:
            return
        if len(before) >= settings.ZUOXI_LOOK_UPS_PER_MINUTE:
            raise TooManyLookUps
        audit.note(actor, LOOKED_UP, after=asked, name=mask(number))
