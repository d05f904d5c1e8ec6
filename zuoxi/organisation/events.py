"""What organisation, and every area that is configured, announces."""

from zuoxi.outbox.announce import Announced


class ConfigurationChanged(Announced):
    """Something that the floor decides from was changed: people, queues, numbers …"""

    what: str
    """The kind of row, e.g. `queue`."""
    id: str = ""
    """The row."""
