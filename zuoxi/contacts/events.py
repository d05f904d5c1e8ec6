"""What contacts announces."""

from zuoxi.outbox.announce import Announced


class CustomerChanged(Announced):
    """A customer was added or changed."""

    customer: str


class StandingsChanged(Announced):
    """What a company knows of callers has changed: who is a VIP, whose customer somebody is."""


class VipClassesChanged(Announced):
    """Another class of customer counts as VIP now, or one does not any more."""
