"""Facts of passing a customer on (T11) -> steps of the call's way."""

from uuid import UUID

from zuoxi.calls.models import Call
from zuoxi.calls.services.folds.calls import step
from zuoxi.calls.services.rows import Rows, Told
from zuoxi.engine import facts

STEPS: dict[facts.TransferWay, str] = {"blind": "passed_on", "attended": "asked"}
WHOM: dict[facts.TransferTarget, str] = {
    "agent": "to",
    "queue": "queue",
    "outside": "number",
    "flow": "flow",
}
"""Who was wanted -> under which name the step says who it was."""


def began(rows: Rows, told: Told, fact: facts.TransferBegan) -> None:
    """An agent passed his customer on, or asked somebody first."""
    call = rows.get(Call, UUID(fact.call))
    name = "led" if fact.target == "flow" and fact.way == "attended" else STEPS[fact.way]
    step(rows, told, call, name, person=fact.person, **{WHOM[fact.target]: fact.to})


def ended(rows: Rows, told: Told, fact: facts.TransferEnded) -> None:
    """What came of it."""
    call = rows.get(Call, UUID(fact.call))
    step(rows, told, call, "came_of_it", why=fact.outcome, then=fact.then)
