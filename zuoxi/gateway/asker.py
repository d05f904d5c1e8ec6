"""Who asks something of the floor, and what a row of the commands is made of."""

from collections.abc import Callable
from typing import Any

from zuoxi.engine.events import Target
from zuoxi.engine.gate import DialPermit
from zuoxi.gateway.protocol import PassArgs
from zuoxi.gateway.viewer import Viewer
from zuoxi.kernel.clock import steady_ms
from zuoxi.kernel.record import Record
from zuoxi.outbox.channel import AnyRequest


class Asker(Record):
    """Who asks, from which page, and what he saw."""

    request: str
    viewer: Viewer
    desktop: str
    expect: int | None

    def head(self) -> dict[str, Any]:
        """What every request says of its asker."""
        return {"request": self.request, "person": self.viewer.person, "expect": self.expect}

    def leading(self) -> dict[str, Any]:
        """What every request of a leader says of him: also how far he leads, as his rights are now."""
        return {**self.head(), "leader": self.viewer.leader()}


class Rule(Record):
    """Any one of `permissions` is needed; `build` makes the request of the arguments and, where somebody
    outside is dialled, of the permit."""

    permissions: tuple[str, ...]
    build: Callable[..., AnyRequest]


def age_ms(permit: DialPermit) -> int:
    """How old a permit is by our own clock."""
    return max(steady_ms() - permit.steady, 0)


def whom(args: PassArgs, permit: DialPermit | None) -> dict[str, Any]:
    """For whom a call is: fields of a `Passing`."""
    target = Target(kind=args.kind, id="" if permit else args.id)
    return {"call": args.call, "target": target, "permit": permit, "age_ms": age_ms(permit) if permit else 0}
