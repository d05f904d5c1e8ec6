"""What organisation, and every area that is configured, announces."""

from zuoxi.outbox.announce import Announced


class CompanyFounded(Announced):
    """A company has come to be; the areas give it what every company starts with."""


class ConfigurationChanged(Announced):
    """Something that the floor decides from was changed: people, queues, numbers …"""

    what: str
    """The kind of row, e.g. `queue`."""
    id: str = ""
    """The row."""
