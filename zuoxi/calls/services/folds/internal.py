"""Facts of calls between colleagues (T23) -> `Call`, steps of its way, and its recording."""

from uuid import UUID

from zuoxi.calls.models import Call, Recording
from zuoxi.calls.services.folds.calls import step
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.engine import facts


def called(rows: Rows, told: Told, fact: facts.ColleagueCalled) -> None:
    """Who calls whom."""
    call = rows.get(Call, UUID(fact.call))
    call.person_id, call.colleague_id = UUID(fact.person), UUID(fact.colleague)
    rows.put(call)


def answered(rows: Rows, told: Told, fact: facts.ColleagueAnswered) -> None:
    """The two speak."""
    step(rows, told, rows.get(Call, UUID(fact.call)), "talked", person=fact.person)


def recorded(rows: Rows, told: Told, fact: facts.ColleagueAnswered) -> None:
    """What they say is recorded, where their company wants it."""
    if not fact.recording:
        return
    rows.add(
        Recording(
            id=UUID(fact.recording),
            tenant_id=told.tenant_id,
            path=fact.path,
            call_id=UUID(fact.call),
            person_id=UUID(fact.caller),
            started_at=told.at,
        )
    )
