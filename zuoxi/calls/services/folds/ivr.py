"""What a caller did in an IVR flow, as steps of his call's way."""

from typing import Final
from uuid import UUID

from zuoxi.calls.models import Call
from zuoxi.calls.services.folds.calls import step
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.engine import facts

STEPS: Final = {"menu": "ivr_chosen", "external": "ivr_unreached"}
"""Kind of node -> the step that its exit is of the call's way."""


def entered(rows: Rows, told: Told, fact: facts.IvrEntered) -> None:
    """He has come to a flow."""
    step(rows, told, rows.get(Call, UUID(fact.call)), "ivr_entered")


def passed(rows: Rows, told: Told, fact: facts.IvrPassed) -> None:
    """He has passed a node; what he chose in a menu is a step of his way, and who outside was not reached."""
    if fact.kind in STEPS:
        why = fact.why or fact.exit
        step(rows, told, rows.get(Call, UUID(fact.call)), STEPS[fact.kind], why=why)


def called_outside(rows: Rows, told: Told, fact: facts.IvrCalledOutside) -> None:
    """It rings at a number outside for him."""
    step(rows, told, rows.get(Call, UUID(fact.call)), "ivr_calls", number=fact.number)


def unheard(rows: Rows, told: Told, fact: facts.IvrUnheard) -> None:
    """He should have heard something that could not be played."""
    step(rows, told, rows.get(Call, UUID(fact.call)), "ivr_unheard")


def left(rows: Rows, told: Told, fact: facts.IvrLeft) -> None:
    """The flow is over for him; what his agent was shown of it stands in the way."""
    found = [list(one) for one in fact.found]
    step(rows, told, rows.get(Call, UUID(fact.call)), f"ivr_{fact.to}", **({"found": found} if found else {}))
