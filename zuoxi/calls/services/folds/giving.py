"""Facts of callers whom a leader gave away or put ahead (T17) -> steps of the call's way, and the trail."""

from typing import Any
from uuid import UUID

from zuoxi.calls.models import Call
from zuoxi.calls.services.folds.calls import step
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.engine import facts
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import Person
from zuoxi.organisation.services import audit


def given(rows: Rows, told: Told, fact: facts.CallerGiven) -> None:
    """A leader has given the caller to an agent."""
    why = "at_once" if fact.at_once else "next"
    step(rows, told, _call(rows, fact), "given", person=fact.by, to=fact.person, why=why)


def gift_ended(rows: Rows, told: Told, fact: facts.GiftEnded) -> None:
    """The caller is for everybody again."""
    step(rows, told, _call(rows, fact), "gift_ended", person=fact.by, to=fact.person, why=fact.why)


def priority_set(rows: Rows, told: Told, fact: facts.PrioritySet) -> None:
    """A leader has put the caller ahead, or back."""
    step(rows, told, _call(rows, fact), "priority_set", person=fact.by, ahead_ms=fact.ahead_ms)


def note_given(rows: Rows, told: Told, fact: facts.CallerGiven) -> None:
    """The trail tells who gave whom to whom."""
    _note(rows, told, fact.by, "caller.given", _call(rows, fact), {"given_to": fact.person})


def note_withdrawn(rows: Rows, told: Told, fact: facts.GiftEnded) -> None:
    """The trail tells who took it back; that an agent was not free any more is nobody's act."""
    if fact.by:
        _note(rows, told, fact.by, "caller.withdrawn", _call(rows, fact), {"given_to": fact.person})


def note_priority(rows: Rows, told: Told, fact: facts.PrioritySet) -> None:
    """The trail tells who put whom ahead."""
    _note(rows, told, fact.by, "caller.priority_set", _call(rows, fact), {"ahead_ms": fact.ahead_ms})


def _call(rows: Rows, fact: facts.CallerGiven | facts.GiftEnded | facts.PrioritySet) -> Call:
    return rows.get(Call, UUID(fact.call))


def _note(rows: Rows, told: Told, by: str, action: str, call: Call, after: dict[str, Any]) -> None:
    actor = Actor(person=rows.find(Person, UUID(by)), now=told.at)
    audit.note(actor, action, call, after=after)
