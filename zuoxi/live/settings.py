"""What the live process is told when it starts; `assembly` reads it from the environment."""

from pathlib import Path

from zuoxi.engine.config import Timers
from zuoxi.kernel.record import Record
from zuoxi.live.actor import Limits
from zuoxi.live.guesses import Brake


class LiveSettings(Record):
    """Places, spans (ms) and limits of one live process."""

    home: Path
    """`ZUOXI_HOME`: the floor's files stand in `<home>/live/<floor>/`."""
    socket: Path
    """Where web and jobs connect (`<home>/run/live.sock`)."""
    floor: str = "main"
    timers: Timers = Timers()
    setup_limit: int = 40
    """Calls in set-up per switch node."""
    sync_ms: int = 100
    """The journal is forced to the disk this often."""
    snapshot_events: int = 20_000
    snapshot_ms: int = 300_000
    """A snapshot is made after so many inputs or so much time, whichever comes first (and at each start)."""
    keep_journals_ms: int = 8 * 24 * 3_600_000
    """Journals are kept this long, packed: longer than the time between two backups of the database."""
    reserve_bytes: int = 256_000_000
    """Room on the disk that the journal keeps for the moment when somebody else has filled it."""
    config_check_ms: int = 2_000
    """How often the configuration's version is looked at, besides each `touch`."""
    inputs_waiting: int = 5_000
    """With more inputs waiting than this, people's requests are refused (`overloaded`)."""
    commands: Limits = Limits()
    """What is asked of a switch node."""
    brake: Brake = Brake()
    """On guesses at the passwords of devices."""
    record_batch: int = 500
    """Facts per database transaction, at most (kernel/pace.py)."""
    record_retry_ms: int = 5_000
    """Longest pause between two attempts while the database is away."""
    stop_ms: int = 5_000
    """How long a clean stop may take."""

    @property
    def folder(self) -> Path:
        """Journal, snapshots, lease, cursor and configuration cache of the floor."""
        return self.home / "live" / self.floor
