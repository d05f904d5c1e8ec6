"""The slow obvious way: callers followed one by one through one queue in their order, without the engine.

It is what Erlang A describes, for callers whose spans are drawn: the same callers through the engine must
fare the same.
"""

import heapq
from collections.abc import Iterable

from zuoxi.simulator.whatif.customers import Customer
from zuoxi.simulator.whatif.day import Fate


def followed(calling: Iterable[Customer], agents: int, wrap_up_ms: int = 0) -> list[Fate]:
    """Fates of callers of one queue; its agents answer at once and are free when their wrap-up is over."""
    free_at = [0] * agents
    fates = []
    for customer in calling:
        waits = max(0, free_at[0] - customer.arrives_ms) if agents else customer.patience_ms
        if customer.patience_ms and (waits >= customer.patience_ms or not agents):
            fates.append(Fate(customer=customer, outcome="gave_up", waited_ms=customer.patience_ms))
            continue
        heapq.heapreplace(free_at, customer.arrives_ms + waits + customer.talk_ms + wrap_up_ms)
        fates.append(Fate(customer=customer, outcome="answered", waited_ms=waits))
    return fates
