"""IVR flows: a draft is saved as it grows; what was published is a version that never changes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from django.db import transaction
from django.db.models import Max

from zuoxi.engine.ivr.flow import Flow, plain_flow, queues_of, read_flow
from zuoxi.kernel.phone import mask
from zuoxi.organisation.actor import Actor
from zuoxi.organisation.errors import ChangedMeanwhile, FormErrors, NotFound, Sentence
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import may
from zuoxi.organisation.services import audit, rows
from zuoxi.organisation.services.referred import NO_SUCH
from zuoxi.telephony.errors import FlowHasFaults, VersionHasFaults
from zuoxi.telephony.models import IvrFlow, IvrVersion, Queue
from zuoxi.telephony.selectors.ivr import differs, draft_of, faults_of, faults_of_version
from zuoxi.telephony.services.configuration import change

NO_FLOW: Final[Sentence] = ("流程的内容不完整或有错误：{at}。", "This is not a flow: {at}.")
MOST_PLACES: Final = 100_000
"""No canvas is larger."""

Layout = Mapping[str, Mapping[str, int]]


def save_draft(actor: Actor, id: Any, flow: object, layout: Layout, seen: int) -> IvrFlow:
    """Keep a draft, however unfinished; the trail tells of what is published, not of this.

    `seen` is the revision that it was made from. Errors: FormErrors when it is no flow or leads into a queue
    that is not the actor's to give callers to, ChangedMeanwhile.
    """
    draft = read(flow)
    places = {node.id: dict(layout[node.id]) for node in draft.nodes if node.id in layout}
    with transaction.atomic():
        row = _locked(id, seen)
        _check_queues(actor, row, draft)
        kept = {"flow": plain_flow(draft), "layout": places}
        if row.draft != msgspec.json.decode(msgspec.json.encode(kept)):
            row.draft, row.draft_revision = kept, row.draft_revision + 1
            row.drafted_at, row.drafted_by = actor.now, actor.who.name
            row.save(update_fields=("draft", "draft_revision", "drafted_at", "drafted_by"))
    return row


def publish(actor: Actor, id: Any, note: str, seen: int) -> IvrFlow:
    """Callers hear the draft from now on; calls in progress keep the version that they began with.

    What they hear already is no new version. Errors: FlowHasFaults, ChangedMeanwhile.
    """
    with transaction.atomic():
        row = _locked(id, seen)
        if not differs(row):
            return row
        if faults := faults_of(row):
            raise FlowHasFaults(faults)
        last = IvrVersion.objects.filter(flow=row).aggregate(Max("number"))["number__max"] or 0
        version = IvrVersion.objects.create(
            tenant_id=row.tenant_id,
            flow=row,
            number=last + 1,
            body=plain_flow(draft_of(row)),
            layout=row.draft.get("layout", {}),
            published_at=actor.now,
            published_by=actor.who.name,
            note=note,
        )
        _go_live(actor, row, version, "published")
    return row


def roll_back(actor: Actor, id: Any, number: int) -> IvrFlow:
    """Callers hear a version of before again. The draft stays as it is.

    Errors: NotFound, VersionHasFaults.
    """
    with transaction.atomic():
        row = IvrFlow.objects.select_for_update(of=("self",)).select_related("live", "org_unit").get(pk=id)
        version = IvrVersion.objects.filter(flow=row, number=number).first()
        if version is None:
            raise NotFound
        if row.live_id != version.pk:
            _check(version)
            _go_live(actor, row, version, "rolled_back")
    return row


def note_trial(actor: Actor, flow: IvrFlow, caller: str, asked: Sequence[str]) -> None:
    """Who tried a flow out was shown what these sources know of a caller."""
    with transaction.atomic():
        audit.note(actor, "ivrflow.tried", flow, after={"number": mask(caller), "sources": ", ".join(asked)})


def change_flow(actor: Actor, flow: IvrFlow, fields: Mapping[str, Any]) -> IvrFlow:
    """New values for a flow. It comes back into use as it was heard last. Errors: VersionHasFaults."""
    if fields.get("hidden") is False and flow.hidden_at is not None and flow.live is not None:
        _check(flow.live)
    return change(actor, flow, fields)


def _check_queues(actor: Actor, row: IvrFlow, draft: Flow) -> None:
    """Nobody leads callers into a queue of others; where a flow leads to already it may go on leading.

    What is no queue at all is a fault of the draft and keeps it from being published.
    """
    new = queues_of(draft) - queues_of(draft_of(row))
    queues = Queue.objects.filter(tenant_id=row.tenant_id) if new else ()
    named = [queue for queue in queues if str(queue.pk) in new]
    if not all(may(actor.who, Permission.TELEPHONY_MANAGE, queue) for queue in named):
        raise FormErrors({"flow": NO_SUCH})


def _check(version: IvrVersion) -> None:
    if faults := faults_of_version(version):
        raise VersionHasFaults(version.number, faults)


def read(flow: object) -> Flow:
    """A flow that somebody has sent; raises `FormErrors` with the place of what cannot be read."""
    try:
        return read_flow(flow)
    except msgspec.ValidationError as error:
        at = str(error)
        raise FormErrors({"flow": (NO_FLOW[0].format(at=at), NO_FLOW[1].format(at=at))}) from None


def _locked(id: Any, seen: int) -> IvrFlow:
    row: IvrFlow = (
        IvrFlow.objects.select_for_update(of=("self",)).select_related("live", "org_unit").get(pk=id)
    )
    if row.draft_revision != seen:
        raise ChangedMeanwhile(
            by=row.drafted_by,
            at=row.drafted_at.isoformat() if row.drafted_at else "",
            version=str(row.draft_revision),
            fields_changed=["draft"],
        )
    return row


def _go_live(actor: Actor, row: IvrFlow, version: IvrVersion, done: str) -> None:
    before = {"version": row.live.number if row.live else None}
    row.live = version
    row.save(update_fields=("live",))
    after = {"version": version.number, "note": version.note}
    audit.note(actor, f"ivrflow.{done}", row, before=before, after=after)
    rows.changed(row)
