"""What callers hear now: the published flows in use, and what they name."""

from collections.abc import Iterator
from uuid import UUID

import msgspec

from zuoxi.engine.config import FlowConfig
from zuoxi.engine.ivr.flow import Flow, PromptPart, read_flow, said
from zuoxi.telephony.models import IvrFlow
from zuoxi.telephony.selectors.floor import calendars


def live_flows() -> Iterator[tuple[IvrFlow, Flow]]:
    """Each flow in use as callers hear it, over all companies; one that cannot be read is left out."""
    rows = IvrFlow.objects.filter(hidden_at__isnull=True, live__isnull=False)
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
        )
        for row, flow in found
        if row.live is not None
    )


def flows_with_queue(queue: UUID) -> list[IvrFlow]:
    """The flows that send callers to a queue."""
    name = str(queue)
    return [row for row, flow in live_flows() if name in {getattr(n, "queue_id", "") for n in flow.nodes}]


def flows_saying(tenant: UUID, prompt: str) -> list[IvrFlow]:
    """The company's flows that say a prompt."""
    part = PromptPart(prompt=prompt)
    return [
        row
        for row, flow in live_flows()
        if row.tenant_id == tenant and any(part in said(node) for node in flow.nodes)
    ]
