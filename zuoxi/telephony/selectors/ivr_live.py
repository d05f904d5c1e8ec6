"""What callers hear now: the published flows in use, and what they name."""

from collections.abc import Collection, Iterator
from uuid import UUID

import msgspec

from zuoxi.engine.config import FlowConfig
from zuoxi.engine.ivr.flow import Flow, PromptPart, read_flow, said
from zuoxi.telephony.models import IvrFlow, Queue
from zuoxi.telephony.selectors.floor import calendars


def live_flows(tenants: Collection[UUID] | None = None) -> Iterator[tuple[IvrFlow, Flow]]:
    """Each flow in use as callers hear it, of these companies (None: of all); one that cannot be read is left
    out."""
    rows = IvrFlow.objects.filter(hidden_at__isnull=True, live__isnull=False)
    if tenants is not None:
        rows = rows.filter(tenant_id__in=tenants)
    for row in rows.select_related("live", "org_unit").order_by("id"):
        assert row.live is not None
        try:
            yield row, read_flow(row.live.body)
        except msgspec.ValidationError:
            continue


def flow_configs() -> tuple[FlowConfig, ...]:
    """The flows as the floor leads callers through them."""
    found = list(live_flows())
    calendar = calendars({row.tenant_id for row, _ in found})
    return tuple(
        FlowConfig(
            id=str(row.pk),
            version=row.live.number,
            tenant=str(row.tenant_id),
            flow=flow,
            calendar=calendar[row.tenant_id],
            name=row.name,
            name_en=row.name_en,
        )
        for row, flow in found
        if row.live is not None
    )


def flows_with_queue(queue: Queue) -> list[IvrFlow]:
    """The flows that send callers to a queue."""
    name = str(queue.pk)
    return [
        row
        for row, flow in live_flows([queue.tenant_id])
        if name in {getattr(node, "queue_id", "") for node in flow.nodes}
    ]


def flows_and_prompts(tenants: Collection[UUID]) -> Iterator[tuple[IvrFlow, frozenset[str]]]:
    """The companies' flows, each with the prompts that it says."""
    for row, flow in live_flows(tenants):
        parts = (part for node in flow.nodes for part in said(node))
        yield row, frozenset(part.prompt for part in parts if isinstance(part, PromptPart))
