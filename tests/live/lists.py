"""A database with blacklists, as far as the live process sees it; the test writes to it."""

from collections.abc import Iterable

from zuoxi.live.blacklist import Barred

FOR_EVER = 1 << 62


class Lists:
    """Editions rise by one; `restore` brings back an earlier state, as a backup would."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], tuple[int, int]] = {}
        """(tenant, number) -> (until, edition)."""
        self.editions = [0]
        self.clock = 0
        self.gone = False
        self.readings: list[str] = []

    def write(self, *changes: Barred) -> None:
        """One transaction; `until` 0 takes a number off."""
        self.clock += 1
        self.editions.append(self.clock)
        for tenant, number, until in changes:
            self.rows[tenant, number] = (until, self.clock)

    def backup(self) -> tuple[dict[tuple[str, str], tuple[int, int]], list[int]]:
        return dict(self.rows), list(self.editions)

    def restore(self, backup: tuple[dict[tuple[str, str], tuple[int, int]], list[int]]) -> None:
        self.rows, self.editions = dict(backup[0]), list(backup[1])

    def barred(self, number: str, now: int) -> tuple[str, ...]:
        """What the copy should say when it has followed."""
        return tuple(sorted(t for (t, n), (until, _) in self.rows.items() if n == number and until > now))

    # -- as a source -----------------------------------------------------------------------------------

    def edition(self) -> int:
        if self.gone:
            raise ConnectionError("the database is away")
        return self.editions[-1]

    def has_edition(self, edition: int) -> bool:
        return edition in self.editions

    def whole(self) -> Iterable[Barred]:
        self.readings.append("whole")
        return [(t, n, until) for (t, n), (until, _) in self.rows.items() if until]

    def since(self, edition: int) -> Iterable[Barred]:
        self.readings.append("changes")
        return [(t, n, until) for (t, n), (until, made) in self.rows.items() if made > edition]

    def disconnect(self) -> None:
        """Nothing stays open."""
