"""The groups of checks: what each runs, what it needs, and in which runs it takes part."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
SOURCES = ("zuoxi", "tests", "manage.py")
AREAS = ("tests/areas", "tests/routes", "tests/outbox")
JOURNEYS = ("tests/journeys",)
OWN_GROUP = (
    *AREAS,
    "tests/switch",
    "tests/live",
    "tests/gateway",
    "tests/journeys",
    "tests/outage",
    "tests/attack",
)
NOT_TESTS = ("tests/run", "tests/services", "tests/__pycache__")


@dataclass(frozen=True)
class Group:
    """One group. `tests`: folders for pytest; otherwise `command` is run as it is."""

    name: str
    command: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    fast: bool = True
    quiet: bool = False
    """It measures no time, so another quiet one may run beside it."""
    workers: int = 0
    folder: str = "."
    only: str = ""
    """Marker expression beside the run's own."""
    built: bool = False
    """It needs the desktop as people get it."""
    report: str = ""
    """Where it writes a JUnit report by itself."""

    def present(self) -> tuple[str, ...]:
        """Its folders that exist (a room may not have tests of a kind yet)."""
        return tuple(folder for folder in self.tests if (CHECKOUT / folder).exists())


def groups() -> tuple[Group, ...]:
    """All groups in the order in which they run."""
    return (
        Group("format", (PYTHON, "-m", "ruff", "format", "--check", *_present(SOURCES)), quiet=True),
        Group("lint", (PYTHON, "-m", "ruff", "check", *_present(SOURCES)), quiet=True),
        Group(
            "imports",
            (PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"),
            quiet=True,
        ),
        Group("types", (PYTHON, "-m", "mypy", *_present(SOURCES)), quiet=True),
        Group("desktop-lint", ("npm", "run", "lint"), folder="desktop", quiet=True),
        Group("desktop-types", ("npm", "run", "types"), folder="desktop", quiet=True),
        Group(
            "desktop-tests",
            ("npm", "run", "test", "--", "--reporter=default", "--reporter=junit"),
            folder="desktop",
            quiet=True,
            report="--outputFile.junit=",
        ),
        Group("unit", tests=_others(), workers=2),
        Group("areas-sqlite", tests=AREAS, workers=2, only="not postgres"),
        Group("live-fake", tests=("tests/live",), only="not switch"),
        Group("gateway", tests=("tests/gateway",)),
        Group("attack", tests=("tests/attack",)),
        Group("contract-fake", tests=("tests/switch",), only="not switch"),
        Group("outage-sqlite", tests=("tests/outage",), only="not postgres", fast=False),
        Group(
            "outage-postgresql", tests=("tests/outage",), only="postgres", needs=("postgresql",), fast=False
        ),
        Group("areas-postgresql", tests=AREAS, workers=2, needs=("postgresql",), fast=False),
        Group(
            "contract-asterisk",
            tests=("tests/switch",),
            only="switch",
            needs=("asterisk", "sipp"),
            fast=False,
        ),
        Group("live-asterisk", tests=("tests/live",), only="switch", needs=("asterisk", "sipp"), fast=False),
        Group("journeys", tests=JOURNEYS, only="not browser", needs=("asterisk",), fast=False),
        Group(
            "journeys-browser",
            tests=JOURNEYS,
            only="browser",
            needs=("asterisk", "chromium", "fonts"),
            built=True,
            fast=False,
        ),
        Group("check", (PYTHON, "-m", "zuoxi", "check", "--json"), needs=("asterisk",), fast=False),
    )


def _present(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if (CHECKOUT / name).exists())


def _others() -> tuple[str, ...]:
    """Every folder of tests that has no group of its own, so that none is forgotten."""
    folders = sorted(f"tests/{entry.name}" for entry in (CHECKOUT / "tests").iterdir() if entry.is_dir())
    return tuple(folder for folder in folders if folder not in (*OWN_GROUP, *NOT_TESTS))


def under_ci() -> bool:
    """A build server: what is skipped counts as failed."""
    return os.environ.get("CI", "").lower() in ("1", "true")
