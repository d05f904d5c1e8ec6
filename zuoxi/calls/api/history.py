"""What there was with a customer, for his record."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from zuoxi.calls.api.screen_pop import EarlierCall
from zuoxi.calls.api.shapes.line import call_out
from zuoxi.calls.api.shapes.owed import CallbackOut, callback_out
from zuoxi.calls.api.shapes.page import note_out
from zuoxi.calls.selectors.calling_back import tries_of
from zuoxi.calls.selectors.history import history_of
from zuoxi.contacts.selectors.customers import names_by_number
from zuoxi.organisation.doors import actor
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require_any

router = Router()


class HistoryOut(Schema):
    """What somebody may read of the past with a customer."""

    total: int
    """Calls that the asker may see; the latest are here."""
    calls: list[EarlierCall]
    callbacks: list[CallbackOut]
    marks: list[str]
    """`blacklist`, `do_not_call` of any of his numbers."""


@router.get("/customers/{uuid:id}/history", response=HistoryOut, operation_id="get_customer_history")
def get_customer_history(request: HttpRequest, id: UUID) -> object:
    """The latest calls with a customer and what was noted, calls owed to him, marks of his numbers."""
    me = actor(request)
    require_any(me.who, (Permission.CUSTOMERS_SEE, Permission.CUSTOMERS_EDIT))
    found = history_of(me.who, id, me.now)
    names = names_by_number(me.who, {row.customer_number for row in found.calls})
    tried = tries_of([task.id for task in found.callbacks])
    return HistoryOut(
        total=found.total,
        calls=[
            EarlierCall(
                **call_out(row, me.who, me.now, names).dict(),
                notes=[note_out(note) for note in found.notes.get(row.id, [])],
            )
            for row in found.calls
        ],
        callbacks=[callback_out(task, me.who, me.now, names, tried) for task in found.callbacks],
        marks=found.marks,
    )
