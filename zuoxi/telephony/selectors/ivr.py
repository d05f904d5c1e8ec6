"""Reading IVR flows: what a flow's nodes may name, its faults, its versions."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from zuoxi.engine.ivr import record
from zuoxi.engine.ivr.checking import check
from zuoxi.engine.ivr.faults import Fault
from zuoxi.engine.ivr.flow import Flow, read_flow
from zuoxi.engine.ivr.sources import Asked, Ground, Outside
from zuoxi.engine.ivr.trying import Tried, try_out
from zuoxi.kernel import phone
from zuoxi.organisation.selectors.people import home_area
from zuoxi.telephony.models import IvrFlow, IvrVersion, Queue
from zuoxi.telephony.selectors.floor import calendars
from zuoxi.telephony.selectors.outbound import access_numbers, line_out
from zuoxi.telephony.selectors.prompts import sayable


def flows() -> QuerySet[IvrFlow]:
    """All flows, with what a list shows."""
    return IvrFlow.objects.select_related("org_unit", "live")


def versions(flow: IvrFlow) -> QuerySet[IvrVersion]:
    """All that was ever published of a flow, the newest first."""
    return IvrVersion.objects.filter(flow=flow).order_by("-number")


def draft_of(flow: IvrFlow) -> Flow:
    """The draft as the engine knows flows."""
    return read_flow(flow.draft.get("flow") or {})


def faults_of(flow: IvrFlow) -> tuple[Fault, ...]:
    """What keeps the draft from being published now."""
    return check(draft_of(flow), ground(flow.tenant_id))


def faults_of_version(version: IvrVersion) -> tuple[Fault, ...]:
    """What keeps callers from being given this version now: something that it names may be gone."""
    return check(read_flow(version.body), ground(version.tenant_id))


def differs(flow: IvrFlow) -> bool:
    """Whether the draft is another flow than the one that callers hear."""
    return flow.live is None or read_flow(flow.live.body) != draft_of(flow)


def ground(tenant: UUID) -> Ground:
    """What flows of a company may name now."""
    queues = Queue.objects.filter(tenant_id=tenant, hidden_at__isnull=True).values_list("id", flat=True)
    return Ground(
        prompts=sayable(tenant),
        queues=frozenset(map(str, queues)),
        sources={name: asked.source for name, asked in data_sources().items()},
        outside=outside(tenant),
    )


def outside(tenant: UUID) -> Outside:
    """Whom the house may dial by itself, for a caller whom a flow connects."""
    line = line_out(tenant)
    return Outside(
        line=line is not None,
        home=line.home_area if line else home_area(tenant),
        kinds=import_string(settings.ZUOXI_KINDS_BY_ITSELF)(tenant),
        own=access_numbers(),
    )


def data_sources() -> dict[str, Asked]:
    """What flows can look up, by name."""
    return {asked.source.name: asked for path in settings.ZUOXI_DATA_SOURCES for asked in import_string(path)}


def tried(
    flow: Flow, tenant: UUID, keys: Sequence[str], *, caller: str, wall: int, language: str, vip: bool
) -> Tried:
    """Where keys would lead a caller at a moment (wall time, ms). The data sources are really asked."""
    sources = data_sources()
    ivr = record.Ivr(
        flow="", version=0, entered_at=0, vip=vip, variables={"caller": phone.national(caller), "dialled": ""}
    )
    here = record.Here(wall=wall, calendar=calendars([tenant])[tenant], language=language, rates=True)

    def look(source: str, inputs: Mapping[str, str]) -> Mapping[str, str] | None:
        return sources[source].answer(str(tenant), inputs)

    return try_out(flow, ivr, here, keys, look)
