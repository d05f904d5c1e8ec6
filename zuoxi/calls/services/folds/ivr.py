"""What a caller did in an IVR flow, as steps of his call's way."""

from uuid import UUID

from zuoxi.calls.models import Call
from zuoxi.calls.services.folds.calls import step
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.engine import facts


def entered(rows: Rows, told: Told, fact: facts.IvrEntered) -> None:
    """He has come to a flow."""
    step(rows, told, rows.get(Call, UUID(fact.call)), "ivr_entered")


def passed(rows: Rows, told: Told, fact: facts.IvrPassed) -> None:
    """He has passed a node; what he chose in a menu is a step of his way."""
    if fact.kind == "menu":
        step(rows, told, rows.get(Call, UUID(fact.call)), "ivr_chosen", why=fact.exit)


def unheard(rows: Rows, told: Told, fact: facts.IvrUnheard) -> None:
    """He should have heard something that could not be played."""
    step(rows, told, rows.get(Call, UUID(fact.call)), "ivr_unheard")


def left(rows: Rows, told: Told, fact: facts.IvrLeft) -> None:
    """The flow is over for him; what his agent was shown of it stands in the way."""
    found = [list(one) for one in fact.found]
    step(rows, told, rows.get(Call, UUID(fact.call)), f"ivr_{fact.to}", **({"found": found} if found else {}))
