"""Letting a colleague stand in for a time (holidays, illness), and ending that."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.models import Deputy, Person
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.in_turn import in_turn
from zuoxi.organisation.services.referred import colleague

LONGEST = dt.timedelta(days=366)
NOT_ONESELF: Sentence = ("不能请自己代理，请选择一位同事。", "Choose a colleague, not yourself.")
ORDER: Sentence = ("结束时间要晚于开始时间和现在。", "It ends after it begins, and after now.")
TOO_LONG: Sentence = ("代理期最长一年。", "Somebody stands in for a year at most.")
TWICE: Sentence = ("这段时间已经有代理人了，请先结束那一条。", "Somebody does so then; end that first.")


def ask_deputy(
    actor: Actor, deputy: UUID, since: dt.datetime, until: dt.datetime, remark: str = ""
) -> Deputy:
    """The actor lets a colleague stand in for him from `since` until `until`."""
    stands_in = colleague(actor, deputy, "deputy")
    if stands_in.id == actor.who.id:
        raise FormErrors({"deputy": NOT_ONESELF})
    if until <= max(since, actor.now):
        raise FormErrors({"until": ORDER})
    if until - since > LONGEST:
        raise FormErrors({"until": TOO_LONG})
    with in_turn(actor.who.tenant):  # of two who ask at once one is told of the other
        if _meets(actor.who, since, until):
            raise FormErrors({"since": TWICE})
        row = Deputy.objects.create(
            tenant_id=actor.who.tenant_id,
            person=actor.who,
            deputy=stands_in,
            since=since,
            until=until,
            remark=remark,
        )
        audit.note(actor, "deputy.created", row, after=audit.picture(row), name=stands_in.name)
    return row


def _meets(person: Person, since: dt.datetime, until: dt.datetime) -> bool:
    mine = Deputy.objects.filter(person=person, ended_at__isnull=True)
    return mine.filter(since__lt=until, until__gt=since).exists()


def end_deputy(actor: Actor, row: Deputy) -> Deputy:
    """It is over from now on; either of the two may end it."""
    with transaction.atomic():
        if Deputy.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=actor.now):
            row.refresh_from_db()
            audit.note(actor, "deputy.ended", row, name=row.deputy.name)
    return row
