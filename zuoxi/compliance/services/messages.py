"""Asking the gate whether a text message may leave (C8, C9): at the moment of sending, for each one."""

import datetime as dt
from uuid import UUID

from zuoxi.compliance import selectors
from zuoxi.engine.gate import NumberKind, Purpose, Refusal
from zuoxi.engine.message_gate import MessageFacts, MessagePermit, decide
from zuoxi.kernel.clock import to_ms
from zuoxi.kernel.phone import InvalidNumber, parse, timezones


def ask(
    tenant: UUID, message: UUID, number: str, purpose: Purpose, now: dt.datetime
) -> MessagePermit | Refusal:
    """A permit to send this message to a number (national form), or what stands against it."""
    facts = MessageFacts(
        message=str(message),
        tenant=str(tenant),
        number=number,
        kind=_kind(number),
        purpose=purpose,
        blacklisted=bool(selectors.blacklisted(tenant, [number], now)),
        do_not_call=selectors.do_not_call_types(tenant, [number]).get(number, frozenset()),
        hours=selectors.dial_hours(tenant),
        timezones=timezones(number) if number.startswith("+") else (),
    )
    return decide(facts, to_ms(now))


def _kind(number: str) -> NumberKind:
    try:
        return parse(number).kind
    except InvalidNumber:
        return "invalid"
