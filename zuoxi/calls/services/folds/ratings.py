"""Facts of ratings (T15) -> `Rating`, and steps of the call's way."""

from uuid import UUID

from zuoxi.calls.models import Call, Rating
from zuoxi.calls.services.folds.calls import step
from zuoxi.calls.services.rows import Rows, Told, optional
from zuoxi.engine import facts


def invited(rows: Rows, told: Told, fact: facts.RatingInvited) -> None:
    """He was asked how the conversation was."""
    rows.add(
        Rating(
            id=UUID(fact.segment),
            tenant_id=told.tenant_id,
            path=fact.path,
            call_id=UUID(fact.call),
            person_id=UUID(fact.person),
            queue_id=optional(fact.queue),
            way=fact.way,
            by=fact.asked_by,
            invited_at=told.at,
        )
    )
    step(rows, told, rows.get(Call, UUID(fact.call)), "rating_asked", why=fact.way, person=fact.person)


def given(rows: Rows, told: Told, fact: facts.RatingGiven) -> None:
    """He has answered; what is told again changes nothing."""
    rating = rows.get(Rating, UUID(fact.segment))
    if rating.answered_at is not None:
        return
    rating.score, rating.comment, rating.answered_at = fact.score, fact.comment, told.at
    rows.put(rating)
    step(rows, told, rows.get(Call, UUID(fact.call)), "rated", position=fact.score, person=fact.person)


def unsent(rows: Rows, told: Told, fact: facts.RatingUnsent) -> None:
    """His link did not reach him; whoever has answered had it."""
    rating = rows.get(Rating, UUID(fact.segment))
    if rating.answered_at is not None or rating.unsent == fact.why:
        return
    rating.unsent = fact.why
    rows.put(rating)
    step(rows, told, rows.get(Call, UUID(fact.call)), "rating_unsent", why=fact.why, person=fact.person)
