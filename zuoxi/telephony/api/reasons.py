"""Why agents are not ready: the reasons they choose from."""

from ninja import Router

from zuoxi.organisation.rules import Permission
from zuoxi.organisation.terms import TermOut, term_doors, term_out
from zuoxi.telephony.models import NotReadyReason

router = Router()

term_doors(
    router,
    NotReadyReason,
    path="not-ready-reasons",
    one="not_ready_reason",
    many="not_ready_reasons",
    see=(Permission.CALLS_TAKE, Permission.FLOOR_WATCH),
    manage=Permission.TELEPHONY_MANAGE,
    rows=NotReadyReason.objects.all,
    out=TermOut,
    shape=term_out,
)
