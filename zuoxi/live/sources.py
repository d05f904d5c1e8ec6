"""The floor's configuration from the project's database, by the areas' own selectors."""

from django.db import connection

from zuoxi.compliance.selectors import blacklist_pairs
from zuoxi.engine.config import FloorConfig
from zuoxi.kernel.clock import utc_now
from zuoxi.live.settings import LiveSettings
from zuoxi.telephony.selectors import floor


class DatabaseSource:
    """Reads on the calling thread's own connection; see `config.Source`."""

    def __init__(self, settings: LiveSettings) -> None:
        self._settings = settings

    def stamp(self) -> str:
        """Changes with every write that was announced as a change of configuration."""
        return floor.stamp()

    def build(self) -> FloorConfig:
        """Everything that the floor decides from, as it stands now."""
        return FloorConfig(
            timers=self._settings.timers,
            setup_limit=self._settings.setup_limit,
            skill_groups=floor.skill_groups(),
            queues=floor.queues(),
            access_numbers=floor.access_numbers(),
            agents=floor.agents(),
            trunks=floor.trunks(),
            blacklist=blacklist_pairs(utc_now()),
        )

    def disconnect(self) -> None:
        """Let go of this thread's connection; the next reading opens a new one."""
        connection.close()
