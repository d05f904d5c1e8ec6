"""What the floor does about what happens to a call's legs: state x event -> handler, as data.

What stands in no row of a table is nothing to it: late, told twice, or of no meaning in that state.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from zuoxi.engine.call import CallState
from zuoxi.engine.handlers import (
    arrival,
    choosing,
    consulting,
    customer_first,
    intercom,
    introducing,
    ivr,
    losing,
    offering,
    outbound,
    parting,
    passing_on,
    putting_through,
    reconnecting,
    supervising,
    telling,
    voicemail,
)
from zuoxi.engine.party import PartyState
from zuoxi.engine.state import Call, Party
from zuoxi.engine.turn import Turn

OfCall = Callable[[Turn, Call], None]
OfParty = Callable[[Turn, Call, Party], None]
OfKey = Callable[[Turn, Call, str], None]
"""Called with the key."""
OfLoss = Callable[[Turn, Call, Party, int], None]
"""Called with the Q.850 cause of the loss."""

CUSTOMER_ANSWERED: Final[Mapping[CallState, OfCall]] = {
    "setting_up": arrival.answered,
    "dialling": outbound.answered,
    "reaching": customer_first.answered,
}
ANNOUNCEMENT_OVER: Final[Mapping[CallState, OfCall]] = {
    "greeting": arrival.greeted,
    "in_ivr": ivr.said,
    "led": ivr.said,
    "queued": telling.told,
    "ringing": telling.told,
    "announcing": customer_first.announced,
    "talking": introducing.introduced,
    "reconnecting": reconnecting.held_on,
    "inviting": voicemail.asked,
    "rating": ivr.said,
    "parting": parting.parted,
}
ANNOUNCEMENT_UNHEARD: Final[Mapping[CallState, OfCall]] = {
    "greeting": arrival.unheard,
    "in_ivr": ivr.unheard,
    "led": ivr.unheard,
    "queued": telling.told,
    "ringing": telling.told,
    "announcing": customer_first.unheard,
    "talking": introducing.unheard,
    "reconnecting": reconnecting.held_on,
    "inviting": voicemail.not_asked,
    "rating": ivr.unheard,
    "parting": parting.parted,
}
CUSTOMER_GONE: Final[Mapping[CallState, OfLoss]] = {
    "held": losing.unserved,
    "setting_up": losing.unserved,
    "greeting": losing.unserved,
    "in_ivr": ivr.gone,
    "putting_through": ivr.gone,
    "led": ivr.gone,
    "queued": losing.unserved,
    "ringing": losing.unserved,
    "dialling": losing.not_reached,
    "reaching": losing.not_reached,
    "announcing": losing.served,
    "talking": losing.served,
    "holding": losing.served,
    "consulting": losing.served,
    "transferring": losing.in_the_lurch,
    "conferring": losing.served,
    "reconnecting": losing.in_the_lurch,
    "inviting": voicemail.gone,
    "messaging": voicemail.gone,
    "rating": ivr.gone,
    "parting": losing.parted,
}
KEY_PRESSED: Final[Mapping[CallState, OfKey]] = {
    "in_ivr": ivr.key_pressed,
    "led": ivr.key_pressed,
    "queued": choosing.pressed,
    "messaging": voicemail.key_pressed,
    "rating": ivr.key_pressed,
}


def _outside_answered(turn: Turn, call: Call, party: Party) -> None:
    OUTSIDE_ANSWERED[call.state](turn, call, party)


OUTSIDE_ANSWERED: Final[Mapping[CallState, OfParty]] = {
    "consulting": consulting.outside_answered,
    "transferring": passing_on.outside_answered,
    "putting_through": putting_through.answered,
}
PHONE_RINGS: Final[Mapping[CallState, OfCall]] = {"putting_through": putting_through.rings}
PHONE_ANSWERED: Final[Mapping[PartyState, OfParty]] = {
    "ringing": offering.phone_answered,
    "phoning": outbound.phone_answered,
    "called": _outside_answered,
    "taking_phone": intercom.phone_taken,
}
PHONE_GONE: Final[Mapping[PartyState, OfLoss]] = {
    "ringing": losing.phone_declined,
    "phoning": losing.put_down,
    "dialling": losing.put_down,
    "talking": losing.put_down,
    "holding": losing.put_down,
    "called": losing.outside_not_reached,
    "taking_phone": losing.put_down,
    "calling": losing.put_down,
    "intercom": losing.put_down,
    "consulting": losing.one_of_several,
    "awaiting": losing.one_of_several,
    "consulted": losing.one_of_several,
    "conferring": losing.one_of_several,
}
LINE_LOST: Final[Mapping[PartyState, OfLoss]] = {
    "ringing": losing.line_in_offer,
    "dialling": losing.line_in_dialling,
    "talking": reconnecting.begin,
    "holding": reconnecting.begin,
    "consulting": losing.line_in_consulting,
    "awaiting": losing.line_in_waiting,
    "consulted": losing.one_of_several,
    "conferring": losing.one_of_several,
    "monitoring": supervising.line_lost,
    "whispering": supervising.line_lost,
    "barging": supervising.line_lost,
    "calling": intercom.line_lost,
    "intercom": intercom.line_lost,
}

OF_CALLS: Final[Mapping[str, Mapping[CallState, Callable[..., Any]]]] = {
    "customer answered": CUSTOMER_ANSWERED,
    "announcement over": ANNOUNCEMENT_OVER,
    "announcement unheard": ANNOUNCEMENT_UNHEARD,
    "customer gone": CUSTOMER_GONE,
    "key pressed": KEY_PRESSED,
    "phone rings": PHONE_RINGS,
}
"""Events that are judged by the call's state."""

OF_PARTIES: Final[Mapping[str, Mapping[PartyState, Callable[..., Any]]]] = {
    "phone answered": PHONE_ANSWERED,
    "phone gone": PHONE_GONE,
    "line lost": LINE_LOST,
}
"""Events that are judged by what the agent's part in the call is."""
