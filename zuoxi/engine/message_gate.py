"""The gate for text messages: only this file makes a `MessagePermit`. It asks what the gate for calls asks of
a customer's wish, his number and the hour (C8, C9); no line, ledger or role stands behind a message."""

from zuoxi.engine.gate import (
    Check,
    DoNotCallType,
    GateFacts,
    NumberKind,
    Purpose,
    Refusal,
    not_blacklisted,
    valid_number,
    wants_to_be_called,
    within_hours,
)
from zuoxi.kernel.calendars import OpeningHours
from zuoxi.kernel.record import Record

PERMIT_LIFE_MS = 60_000
"""A provider that is slow to take a message is no reason to ask again; a minute later much may be other."""


class MessagePermit(Record):
    """Leave to send one message to one number once, until `expires_at` (ms since the epoch)."""

    message: str
    tenant: str
    number: str
    """National form."""
    purpose: Purpose
    expires_at: int


class MessageFacts(Record):
    """All that the gate decides from, as it is at the moment of sending."""

    message: str
    tenant: str
    number: str
    kind: NumberKind
    purpose: Purpose
    blacklisted: bool
    do_not_call: frozenset[DoNotCallType]
    hours: OpeningHours
    """When this company may disturb its customers."""
    timezones: tuple[str, ...] = ()
    """Zones in which the customer may be; empty: the zone of `hours`."""


def takes_messages(facts: GateFacts, now: int) -> Refusal | None:
    """A mobile number: nobody reads a message at another one."""
    if facts.kind in ("invalid", "mobile"):
        return None
    return Refusal(
        check="no_mobile",
        zh="该号码不是手机，收不到短信，未发送。",
        en="This is no mobile number and takes no text messages; nothing was sent.",
        data={"kind": facts.kind},
    )


CHECKS: tuple[Check, ...] = (
    valid_number,
    takes_messages,
    not_blacklisted,
    wants_to_be_called,
    within_hours,
)
"""In the order in which they speak. The hour is last: what it refuses can be asked again when it is over."""


def decide(facts: MessageFacts, now: int) -> MessagePermit | Refusal:
    """Whether this message may leave at `now` (ms); no check may be skipped, none has a way round."""
    asked = _as_for_a_call(facts)
    for check in CHECKS:
        if refusal := check(asked, now):
            return refusal
    return MessagePermit(
        message=facts.message,
        tenant=facts.tenant,
        number=facts.number,
        purpose=facts.purpose,
        expires_at=now + PERMIT_LIFE_MS,
    )


def _as_for_a_call(facts: MessageFacts) -> GateFacts:
    """The checks that both gates share read one kind of facts."""
    return GateFacts(
        attempt=facts.message,
        call="",
        tenant=facts.tenant,
        path="",
        person="",
        number=facts.number,
        kind=facts.kind,
        purpose=facts.purpose,
        blacklisted=facts.blacklisted,
        do_not_call=facts.do_not_call,
        hours=facts.hours,
        timezones=facts.timezones,
    )
