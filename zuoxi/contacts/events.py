"""What contacts announces."""

from zuoxi.outbox.announce import Announced


class CustomerChanged(Announced):
    """A customer was added or changed."""

    customer: str
