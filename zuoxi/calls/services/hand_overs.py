"""Asking for a hand-over of recordings, going on with one, and signing for it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zuoxi.calls.errors import HandOverAtWork, HandOverNotDone, HandOverReceived
from zuoxi.calls.models import HandOver
from zuoxi.calls.rules import month_in
from zuoxi.calls.selectors.hand_overs import at_work
from zuoxi.calls.services.recordings.media import Trouble, trouble_with, where
from zuoxi.kernel.ids import new_id
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import FormErrors, Sentence
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require
from zuoxi.organisation.selectors.people import root_of, tenant_timezone
from zuoxi.organisation.services import audit
from zuoxi.organisation.services.in_turn import in_turn
from zuoxi.organisation.services.referred import row_in_reach
from zuoxi.outbox.jobs import add_job
from zuoxi.telephony.models import Queue

KIND = "calls.hand_over"
State = HandOver.State
WRITTEN = (State.COMPLETE, State.INCOMPLETE)

NOT_OVER: Sentence = (
    "这个月还没有过完，请选已经结束的月份。",
    "This month is not over yet; choose one that is.",
)
TROUBLES: Mapping[Trouble, Sentence] = {
    "not_set_up": (
        "没有设置移交介质。请设置 ZUOXI_HANDOVER_FOLDER（挂载点）或 ZUOXI_HANDOVER_S3_BUCKET，再重启。",
        "No medium is set up. Set ZUOXI_HANDOVER_FOLDER (where it is mounted) or ZUOXI_HANDOVER_S3_BUCKET, "
        "then start anew.",
    ),
    "not_there": (
        "找不到 {where}。请接上介质并挂载到这里，再试一次。",
        "{where} is not there. Connect the medium and mount it there, then try again.",
    ),
    "same_disk": (
        "{where} 与录音在同一块磁盘上：磁盘坏了两份都没有。请把移动硬盘等另一个介质挂载到这里。",
        "{where} lies on the disk of the recordings: both would be lost with it. "
        "Mount another medium there, such as a portable disk.",
    ),
}


def said_of(place: str) -> Sentence | None:
    """What is to be done before something can be handed over there; None: nothing."""
    said = TROUBLES.get(trouble_with(place))
    return (said[0].format(where=where(place)), said[1].format(where=where(place))) if said else None


def start(actor: Actor, fields: Mapping[str, Any]) -> HandOver:
    """Have the recordings of a month copied; raises `NotAllowed`, `FormErrors`."""
    who = actor.who
    require(who, Permission.RECORDINGS_HAND_OVER, root_of(who.tenant_id))
    month: dt.date = fields["month"].replace(day=1)
    wrong: dict[str, Sentence] = {}
    if month_in(month, tenant_timezone(who.tenant_id))[1] > actor.now:
        wrong["month"] = NOT_OVER
    if said := said_of(fields["place"]):
        wrong["place"] = said
    if wrong:
        raise FormErrors(wrong)
    queue = fields.get("queue")
    if queue is not None:
        queue = row_in_reach(actor, Queue, queue, Permission.RECORDINGS_HAND_OVER, "queue")
    id = new_id()
    row = HandOver(
        id=id,
        tenant_id=who.tenant_id,
        month=month,
        queue=queue,
        project=fields["project"],
        rest_only=fields["rest_only"],
        place=fields["place"],
        medium=fields["medium"],
        folder=f"zuoxi-{month:%Y-%m}-{str(id)[-8:]}",
        asked_by=who,
        asked_at=actor.now,
    )
    with transaction.atomic():
        row.save()
        _have_copied(actor, row)
        audit.note(actor, "hand_over.started", row, name=named(row), after=_told(row), path=who.path)
    return row


def go_on(actor: Actor, row: HandOver) -> HandOver:
    """Copy what lacks, and what has been stored since; raises `HandOverReceived`, `HandOverAtWork`."""
    with in_turn(row):
        row.refresh_from_db()
        if row.state == State.RECEIVED:
            raise HandOverReceived
        if at_work(row):
            raise HandOverAtWork
        row.state, row.trouble = State.WAITING, ""
        row.save(update_fields=["state", "trouble"])
        _have_copied(actor, row)
        audit.note(actor, "hand_over.gone_on", row, name=named(row), path=actor.who.path)
    return row


def receive(actor: Actor, row: HandOver, by: str) -> HandOver:
    """Note who has signed for it; raises `HandOverReceived`, `HandOverNotDone`."""
    with in_turn(row):
        row.refresh_from_db()
        if row.state == State.RECEIVED:
            raise HandOverReceived
        if row.state not in WRITTEN or at_work(row):
            raise HandOverNotDone
        row.state, row.received_by = State.RECEIVED, by
        row.received_at, row.received_noted_by = actor.now, actor.who
        row.save(update_fields=["state", "received_by", "received_at", "received_noted_by"])
        told = {"received_by": by, "manifest_sha256": row.manifest_sha256, "lacking": row.lacking}
        audit.note(actor, "hand_over.received", row, name=named(row), after=told, path=actor.who.path)
    return row


def named(row: HandOver) -> str:
    """What people call it."""
    return f"{row.month:%Y-%m} {row.medium}"


def _have_copied(actor: Actor, row: HandOver) -> None:
    arguments = {"hand_over": str(row.id), "address": actor.address}
    job = add_job(KIND, tenant=row.tenant_id, now=actor.now, arguments=arguments, person=actor.who.id)
    row.job = job.id
    row.save(update_fields=["job"])


def _told(row: HandOver) -> dict[str, Any]:
    return {
        "month": f"{row.month:%Y-%m}",
        "queue": row.queue.name if row.queue else "",
        "project": row.project,
        "medium": row.medium,
        "place": where(row.place),
        "rest_only": row.rest_only,
    }
