"""Which database the house keeps its records in: SQLite in its home, or PostgreSQL by an address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA cache_size=-32768;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA journal_size_limit=67108864;"
)
"""Readers never wait for the writer; a power cut may cost the last moment, which the journal writes again."""

SQLITE = "zuoxi.assembly.sqlite"
"""Django's, with an eye on how long others are kept from writing (`holds.py`)."""

LOCK_WAIT_S = 10

PATIENCE = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""A PostgreSQL that is gone without a word (its machine, the network) is noticed within seconds, not minutes.
The address may say otherwise."""


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's description of the database at `url`; without a url, the SQLite file of the home folder."""
    if not url:
        return _sqlite(home / "zuoxi.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(
            f"ZUOXI_DATABASE_URL: {parts.scheme}:// is not known; use postgresql:// or sqlite://"
        )
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "zuoxi",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": PATIENCE | options,
    }


def never_make(description: dict[str, Any]) -> None:
    """From now on this process works only on a SQLite file that is there, and does not make an empty one.

    A file that is away for a while must not find another in its place, nor its write-ahead log deleted by it.
    """
    name = str(description["NAME"])
    if description["ENGINE"] == SQLITE and not name.startswith("file:"):
        description["NAME"] = f"file:{quote(name)}?mode=rw"


def _sqlite(path: Path) -> dict[str, Any]:
    # IMMEDIATE: a transaction that will write takes its turn at its start, instead of failing in its middle
    return {
        "ENGINE": SQLITE,
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK_WAIT_S,
            "init_command": SQLITE_PRAGMAS,
        },
        "TEST": {"NAME": None},
    }
