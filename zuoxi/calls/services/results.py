"""Results given later: a call whose wrap-up ended without one waits for it in a list."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from zuoxi.calls.errors import NotYourConversation
from zuoxi.calls.events import ResultGiven
from zuoxi.calls.models import Call, Disposition, LaterResult, Segment
from zuoxi.kernel.clock import to_ms
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.services import audit
from zuoxi.outbox.announce import announce

NO_RESULT: Sentence = ("没有这个小结。", "There is no such result.")


def give(actor: Actor, call: Call, code: str) -> None:
    """What came of a call, by an agent who spoke in it; raises `FormErrors`, `NotYourConversation`."""
    person = actor.who
    known = Disposition.objects.filter(tenant_id=person.tenant_id, code=code, hidden_at__isnull=True)
    if not known.exists():
        raise FormErrors({"disposition": NO_RESULT})
    if not Segment.objects.filter(call_id=call.pk, person_id=person.id).exists():
        raise NotYourConversation
    with transaction.atomic():
        before = call.disposition
        LaterResult.objects.create(
            tenant_id=call.tenant_id, call_id=call.pk, person=person, disposition=code, given_at=actor.now
        )
        put_later_results([call.pk])
        announce(
            ResultGiven(
                tenant=str(call.tenant_id),
                call=str(call.pk),
                number=call.customer_number,
                person=str(person.id),
                disposition=code,
                at=to_ms(actor.now),
            )
        )
        audit.note(actor, "call.result_given", call, before={"result": before}, after={"result": code})


def put_later_results(calls: Iterable[UUID]) -> None:
    """Write over what the facts say of these calls what was given later, in the order in which it was."""
    for later in LaterResult.objects.filter(call_id__in=list(calls)).order_by("id"):
        spoken = Segment.objects.filter(call_id=later.call_id, person_id=later.person_id)
        last = spoken.order_by("-id").first()
        if last is not None:
            Segment.objects.filter(pk=last.pk).update(disposition=later.disposition)
        Call.objects.filter(pk=later.call_id).update(disposition=later.disposition)
