"""The floor's configuration and its lists from the project's database, by the areas' own selectors."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection

from zuoxi.compliance import selectors as compliance
from zuoxi.compliance.rules import Automatic
from zuoxi.compliance.services import permits
from zuoxi.compliance.services.ground import Wish
from zuoxi.contacts.selectors import standings
from zuoxi.engine.commands import AskPermit
from zuoxi.engine.config import FloorConfig
from zuoxi.engine.gate import DialPermit, Refusal
from zuoxi.live.blacklist import Barred
from zuoxi.live.settings import LiveSettings
from zuoxi.live.standings import Standing
from zuoxi.telephony.selectors import floor, ivr, ivr_live


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
            flows=ivr_live.flow_configs(),
            agents=floor.agents(),
            trunks=floor.trunks(),
            not_ready_reasons=floor.not_ready_reasons(),
            records_internal=floor.records_internal(),
        )

    def disconnect(self) -> None:
        """Let go of this thread's connection; the next reading opens a new one."""
        connection.close()


class DatabaseBlacklist:
    """The blacklists of all companies; see `following.ListSource`."""

    def edition(self) -> int:
        """The latest edition of the list."""
        return compliance.blacklist_edition()

    def has_edition(self, edition: int) -> bool:
        """Whether this database has made that edition."""
        return compliance.has_edition(edition)

    def whole(self) -> Iterable[Barred]:
        """Every number on a list."""
        return compliance.barred_now()

    def since(self, edition: int) -> Iterable[Barred]:
        """What has changed after an edition."""
        return compliance.barred_since(edition)

    def disconnect(self) -> None:
        """Let go of this thread's connection; the next reading opens a new one."""
        connection.close()


class DatabaseStandings:
    """What the companies know of callers; see `following.ListSource`."""

    def edition(self) -> int:
        """The latest edition of the list."""
        return standings.edition()

    def has_edition(self, edition: int) -> bool:
        """Whether this database has made that edition."""
        return standings.has_edition(edition)

    def whole(self) -> Iterable[Standing]:
        """Every number of which something is known."""
        return standings.whole()

    def since(self, edition: int) -> Iterable[Standing]:
        """What has changed after an edition."""
        return standings.since(edition)

    def disconnect(self) -> None:
        """Let go of this thread's connection; the next reading opens a new one."""
        connection.close()


def answer(tenant: str, source: str, inputs: Mapping[str, str]) -> Mapping[str, str] | None:
    """What an IVR flow looks up, answered by the area that has it; see `asking.Answer`."""
    try:
        return ivr.data_sources()[source].answer(tenant, inputs)
    finally:
        connection.close()


def permit(asked: AskPermit) -> DialPermit | Refusal:
    """Leave to put a caller through to a number outside: the house dials, in the name of the call's unit."""
    wish = Wish(
        number=asked.to,
        purpose="put_through",
        service_line=asked.service_line,
        service_line_name=asked.service_line_name,
    )
    try:
        (verdict,) = permits.ask_many(Automatic(tenant=UUID(asked.tenant), path=asked.path), [wish])
        return verdict
    finally:
        connection.close()
