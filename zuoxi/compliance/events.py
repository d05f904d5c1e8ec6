"""What this area announces."""

from zuoxi.outbox.announce import Announced


class BlacklistChanged(Announced):
    """A company has put a number on its blacklist or taken one off."""
