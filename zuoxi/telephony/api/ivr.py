"""IVR flows: draft, check, publish, roll back (T8). The flow itself is JSON as docs/ivr.md tells it."""

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from zuoxi.engine.ivr.faults import Fault
from zuoxi.engine.ivr.flow import plain_flow
from zuoxi.engine.ivr.record import Asks
from zuoxi.engine.ivr.sources import Field as SourceField
from zuoxi.organisation.crud import Resource, RowOut, open_doors
from zuoxi.organisation.doors import actor, asker
from zuoxi.organisation.errors import NotFound
from zuoxi.organisation.forms import Both, Form, Moment, Name, OptionalName
from zuoxi.organisation.models import Person
from zuoxi.organisation.rules import Permission
from zuoxi.organisation.selectors.access import require, within
from zuoxi.telephony.api.shapes import Ref, ref
from zuoxi.telephony.models import IvrFlow, IvrVersion
from zuoxi.telephony.selectors import ivr as reading
from zuoxi.telephony.services import ivr as writing
from zuoxi.telephony.services.configuration import create

router = Router()


class IvrFlowForm(Form):
    org_unit: UUID
    name: Name
    name_en: OptionalName = ""


class IvrFlowOut(RowOut):
    org_unit: Ref
    name: str
    name_en: str
    live: int | None
    """Number of the version that callers hear; null: none was published yet."""
    published_at: dt.datetime | None
    differs: bool
    """The draft is another flow than the one that callers hear."""


class Place(Form):
    """Where a node stands on the canvas."""

    x: Annotated[int, Field(ge=-100_000, le=100_000)]
    y: Annotated[int, Field(ge=-100_000, le=100_000)]


class FaultOut(Schema):
    """Something that keeps a draft from being published."""

    code: str
    node: str
    """Id; empty: the flow as a whole."""
    setting: str
    """Setting of the node that is to blame, `exits` among them; empty: the node as a whole."""
    exit: str
    """The exit that is to blame, where `setting` is `exits`."""
    message: Both


class DraftForm(Form):
    flow: dict[str, Any]
    layout: dict[str, Place] = Field(default_factory=dict)
    revision: int
    """Of the draft from which this was made."""


class DraftOut(Schema):
    flow: dict[str, Any]
    layout: dict[str, Any]
    revision: int
    saved_at: dt.datetime | None
    saved_by: str
    faults: list[FaultOut]


class PublishForm(Form):
    revision: int
    """Of the draft that the asker saw."""
    note: Annotated[str, Field(max_length=200)] = ""


class RollBackForm(Form):
    number: Annotated[int, Field(ge=1)]


class TryForm(Form):
    """A caller who presses `keys`, each after what is said; `-` stands for letting the time pass.

    Where somebody outside would be called: `a` he answers, `b` busy, `n` no answer, `f` it fails.
    """

    keys: Annotated[str, Field(max_length=200, pattern=r"^[0-9*#abnf-]*$")] = ""
    flow: dict[str, Any] | None = None
    """What is tried; null: the draft as it is kept."""
    caller: Annotated[str, Field(max_length=32)] = ""
    at: Moment | None = None
    """When he calls; null: now."""
    language: Literal["zh", "en"] = "zh"
    vip: bool = False


class TriedOut(Schema):
    """Where the keys have led."""

    did: list[dict[str, Any]]
    """In order, each with its type in `did`: Says (node, prompts), Hushes, Listens, Passed (node, kind,
    exit), Asks, Rates (score), Leaves (node, to, target, prompts, why)."""
    node: str
    """Where he is, or was at the end."""
    waits: bool
    """Another key is needed."""


class VersionOut(Schema):
    number: int
    live: bool
    """It is what callers hear."""
    published_at: dt.datetime
    published_by: str
    note: str


class VersionBody(VersionOut):
    flow: dict[str, Any]
    layout: dict[str, Any]


class SourceFieldOut(Schema):
    name: str
    label: Both
    optional: bool


class SourceOut(Schema):
    """What a flow can look up."""

    name: str
    label: Both
    inputs: list[SourceFieldOut]
    outputs: list[SourceFieldOut]


def flow_out(row: IvrFlow, viewer: Person) -> IvrFlowOut:
    return IvrFlowOut(
        id=row.id,
        org_unit=ref(row.org_unit),
        name=row.name,
        name_en=row.name_en,
        live=row.live.number if row.live else None,
        published_at=row.live.published_at if row.live else None,
        differs=reading.differs(row),
        hidden=row.hidden_at is not None,
    )


def draft_out(row: IvrFlow) -> DraftOut:
    return DraftOut(
        flow=plain_flow(reading.draft_of(row)),
        layout=row.draft.get("layout", {}),
        revision=row.draft_revision,
        saved_at=row.drafted_at,
        saved_by=row.drafted_by,
        faults=[fault_out(fault) for fault in reading.faults_of(row)],
    )


def fault_out(fault: Fault) -> FaultOut:
    zh, en = fault.sentence()
    return FaultOut(
        code=fault.code,
        node=fault.node,
        setting=fault.setting,
        exit=fault.data.get("exit", ""),
        message=Both(zh=zh, en=en),
    )


open_doors(
    router,
    Resource(
        path="ivr-flows",
        one="ivr_flow",
        many="ivr_flows",
        rows=reading.flows,
        out=IvrFlowOut,
        shape=flow_out,
        form=IvrFlowForm,
        create=lambda actor, fields: create(actor, IvrFlow, fields),
        change=writing.change_flow,
        see=(),
        manage=Permission.TELEPHONY_MANAGE,
        sortable={"name": "name", "published_at": "live__published_at"},
        default="name",
        searched=("name__icontains", "name_en__icontains"),
    ),
)


@router.get("/ivr-flows/{uuid:id}/draft", response=DraftOut, operation_id="get_ivr_draft")
def get_draft(request: HttpRequest, id: UUID) -> object:
    """The draft with what is still wrong with it."""
    return draft_out(_flow(request, id))


@router.put("/ivr-flows/{uuid:id}/draft", response=DraftOut, operation_id="put_ivr_draft")
def put_draft(request: HttpRequest, id: UUID, form: DraftForm) -> object:
    """Keep the draft, however unfinished."""
    row = _flow(request, id)
    layout = {node: place.model_dump() for node, place in form.layout.items()}
    return draft_out(writing.save_draft(actor(request), row.pk, form.flow, layout, form.revision))


@router.post("/ivr-flows/{uuid:id}/publish", response=IvrFlowOut, operation_id="publish_ivr_flow")
def publish(request: HttpRequest, id: UUID, form: PublishForm) -> object:
    """Callers hear the draft from now on."""
    row = writing.publish(actor(request), _flow(request, id).pk, form.note, form.revision)
    return flow_out(row, asker(request))


@router.post("/ivr-flows/{uuid:id}/try", response=TriedOut, operation_id="try_ivr_flow")
def try_flow(request: HttpRequest, id: UUID, form: TryForm) -> object:
    """Try a flow out without a telephone, by what leads callers through it."""
    row = _flow(request, id)
    found = reading.tried(
        reading.draft_of(row) if form.flow is None else writing.read(form.flow),
        row.tenant_id,
        form.keys,
        caller=form.caller,
        wall=round((form.at or actor(request).now).timestamp() * 1000),
        language=form.language,
        vip=form.vip,
    )
    if asked := [one.source for one in found.did if isinstance(one, Asks)]:
        writing.note_trial(actor(request), row, form.caller, asked)
    return {"did": msgspec.to_builtins(found.did), "node": found.node, "waits": found.waits}


@router.get("/ivr-flows/{uuid:id}/versions", response=list[VersionOut], operation_id="list_ivr_versions")
def list_versions(request: HttpRequest, id: UUID) -> object:
    """What was published, the newest first."""
    row = _flow(request, id)
    return [_version(row, version) for version in reading.versions(row)]


@router.get(
    "/ivr-flows/{uuid:id}/versions/{int:number}", response=VersionBody, operation_id="get_ivr_version"
)
def get_version(request: HttpRequest, id: UUID, number: int) -> object:
    """One version, as it was published."""
    row = _flow(request, id)
    version = reading.versions(row).filter(number=number).first()
    if version is None:
        raise NotFound
    return {**_version(row, version), "flow": version.body, "layout": version.layout}


@router.post("/ivr-flows/{uuid:id}/roll-back", response=IvrFlowOut, operation_id="roll_back_ivr_flow")
def roll_back(request: HttpRequest, id: UUID, form: RollBackForm) -> object:
    """Callers hear a version of before again."""
    row = writing.roll_back(actor(request), _flow(request, id).pk, form.number)
    return flow_out(row, asker(request))


@router.get("/ivr-sources", response=list[SourceOut], operation_id="list_ivr_sources")
def list_sources(request: HttpRequest) -> object:
    """What flows can look up."""
    require(asker(request), Permission.TELEPHONY_MANAGE)
    return [
        SourceOut(
            name=asked.source.name,
            label=Both(zh=asked.source.zh, en=asked.source.en),
            inputs=[_field(one) for one in asked.source.inputs],
            outputs=[_field(one) for one in asked.source.outputs],
        )
        for asked in reading.data_sources().values()
    ]


def _flow(request: HttpRequest, id: UUID) -> IvrFlow:
    person = asker(request)
    require(person, Permission.TELEPHONY_MANAGE)
    row = reading.flows().filter(within(person, Permission.TELEPHONY_MANAGE), pk=id).first()
    if row is None:
        raise NotFound
    return row


def _version(row: IvrFlow, version: IvrVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "live": row.live_id == version.pk,
        "published_at": version.published_at,
        "published_by": version.published_by,
        "note": version.note,
    }


def _field(one: SourceField) -> SourceFieldOut:
    return SourceFieldOut(name=one.name, label=Both(zh=one.zh, en=one.en), optional=one.optional)
