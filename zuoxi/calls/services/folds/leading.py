"""Facts of what leaders did about agents and calls (T12) -> steps of the call's way, and the trail.

Who only listened stands in the trail and not on the call's way, which the agent reads too.
"""

from typing import Any, Final
from uuid import UUID

from zuoxi.calls.models import Call
from zuoxi.calls.services.folds.calls import step
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.engine import facts
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.models import Person
from zuoxi.organisation.services import audit

SEEN: Final = frozenset({"whisper", "barge"})
"""Ways in which the agent hears a leader."""
ON_A_CALL: Final = frozenset({"picked_up", "transferred", "released"})
"""What a leader does at once about a call."""


def came(rows: Rows, told: Told, fact: facts.SupervisionBegan) -> None:
    """A leader is heard on the call."""
    if fact.way in SEEN:
        call = rows.get(Call, UUID(fact.call))
        step(rows, told, call, f"leader_{fact.way}", person=fact.leader, to=fact.agent)


def went(rows: Rows, told: Told, fact: facts.SupervisionEnded) -> None:
    """He is heard on it no more, or not in that way."""
    if fact.way in SEEN:
        call = rows.get(Call, UUID(fact.call))
        step(rows, told, call, "leader_left", person=fact.leader, to=fact.agent, why=fact.way)


def acted(rows: Rows, told: Told, fact: facts.LeaderActed) -> None:
    """A leader has taken the call, passed it on or ended it."""
    if fact.act in ON_A_CALL:
        call = rows.get(Call, UUID(fact.call))
        step(rows, told, call, f"leader_{fact.act}", person=fact.leader, to=fact.agent)


def help_asked(rows: Rows, told: Told, fact: facts.HelpAsked) -> None:
    """The agent has called for his leader in the call."""
    if fact.call:
        step(rows, told, rows.get(Call, UUID(fact.call)), "help_asked", person=fact.person)


def help_ended(rows: Rows, told: Told, fact: facts.HelpEnded) -> None:
    """A leader has come, or the agent needs him no more."""
    if fact.call:
        call = rows.get(Call, UUID(fact.call))
        step(rows, told, call, "help_ended", person=fact.person, to=fact.by, why=fact.how)


def note_came(rows: Rows, told: Told, fact: facts.SupervisionBegan) -> None:
    """The trail tells who listened, whispered or barged in."""
    _note(rows, told, fact, f"agent.{fact.way}", call=fact.call)


def note_acted(rows: Rows, told: Told, fact: facts.LeaderActed) -> None:
    """The trail tells what a leader did, and what he told the agents."""
    _note(rows, told, fact, f"agent.{fact.act}", call=fact.call, why=fact.why, people=len(fact.agents))


def _note(
    rows: Rows, told: Told, fact: facts.SupervisionBegan | facts.LeaderActed, action: str, **what: Any
) -> None:
    agent = rows.find(Person, UUID(fact.agent)) if fact.agent else None
    actor = Actor(person=rows.find(Person, UUID(fact.leader)), now=told.at)
    after = {name: value for name, value in what.items() if value}
    audit.note(actor, action, agent, after=after, tenant=told.tenant_id, path=fact.path)
