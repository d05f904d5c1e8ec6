"""A house is backed up while it works, and stands again elsewhere: every row, every recording, every key."""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
import uuid
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from zuoxi.assembly.backup import books, write
from zuoxi.assembly.backup.parts import PARTS
from zuoxi.assembly.database import SQLITE
from zuoxi.kernel.clock import utc_now
from zuoxi.kernel.ids import new_id


class House:
    """A home and its database, worked on by the house's own commands."""

    def __init__(self, home: Path, url: str) -> None:
        self.home, self.url = home, url

    def does(self, *command: str, status: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "zuoxi", *command],
            env={**os.environ, "ZUOXI_HOME": str(self.home), "ZUOXI_DATABASE_URL": self.url, "LANG": "C"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    @contextmanager
    def connected(self):
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as connection:
                yield connection
        else:
            file = self.home / "zuoxi.sqlite3"
            with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as connection:
                yield connection

    def tables(self):
        """Every row of every table."""
        listing = (
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            if self.url
            else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'"
        )
        with self.connected() as connection:
            names = [name for (name,) in connection.execute(listing).fetchall()]
            return {
                name: sorted(repr(row) for row in connection.execute(f'SELECT * FROM "{name}"').fetchall())
                for name in names
            }

    def files(self, *folders):
        """Checksum of every file in these folders of the home."""
        found = [path for folder in folders for path in (self.home / folder).rglob("*") if path.is_file()]
        return {
            path.relative_to(self.home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in found
        }


KEPT = ("recordings", "secrets", "live", "audit")


def worked(home):
    """A house with recordings, a spool, journals and what is only being written."""
    for name, size in (
        ("recordings/store/2026/11/26/a.wav", 3_000_000),
        ("recordings/store/2026/11/26/a.peaks.json", 900),
        ("recordings/store/facts/2025-10.volume", 70_000),
        ("recordings/spool/b-in.wav", 5_000),
        ("live/main/journal-1", 40_000),
        ("audit/2026-11-26.jsonl", 700),
    ):
        path = home.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(size))
    (home.path / "recordings/store/c.wav.77.part").write_bytes(b"half")
    return House(home.path, home.url)


@pytest.fixture
def sqlite_house(sqlite_home, tmp_path):
    return worked(sqlite_home), House(tmp_path / "elsewhere", "")


@pytest.fixture
def postgresql_house(postgresql_home, cluster, tmp_path):
    name = f"restored_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(cluster.url, dbname="template1", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    return worked(postgresql_home), House(
        tmp_path / "elsewhere", cluster.url.replace("/postgres?", f"/{name}?")
    )


@pytest.fixture
def passphrase(tmp_path):
    file = tmp_path / "passphrase"
    file.write_text("corect horse battery\n")
    return str(file)


def moved(house, elsewhere, file, *options):
    house.does("backup", str(file), *options)
    elsewhere.does("restore", str(file), *options)


def test_every_row_and_every_file_is_there_again(sqlite_house, tmp_path):
    _same_again(*sqlite_house, tmp_path)


@pytest.mark.postgres
def test_every_row_and_every_file_is_there_again_on_postgresql(postgresql_house, tmp_path):
    _same_again(*postgresql_house, tmp_path)
    _, elsewhere = postgresql_house
    with elsewhere.connected() as connection:  # numbers that the database gives go on
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())")


def _same_again(house, elsewhere, tmp_path):
    file = tmp_path / "backup.zuoxi"
    moved(house, elsewhere, file)
    before, after = house.tables(), elsewhere.tables()
    assert before["organisation_person"] and before["organisation_tenant"]
    assert before == after
    files = house.files(*KEPT)
    left = files.pop("recordings/store/c.wav.77.part")
    assert left and elsewhere.files(*KEPT) == files
    assert file.stat().st_mode & 0o077 == 0
    assert not (elsewhere.home / ".restoring").exists()
    assert "is whole" in house.does("backup", str(file), "--check")

    again = elsewhere.does("restore", str(file), status=1)
    assert "not written over" in again and elsewhere.tables() == before
    (elsewhere.home / ".restoring").mkdir()
    again = elsewhere.does("restore", str(file), status=1)
    assert "not written over" in again and elsewhere.tables() == before
    assert "is there already" in house.does("backup", str(file), status=1)


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(sqlite_house, tmp_path):
    _one_moment(*sqlite_house, tmp_path)


@pytest.mark.postgres
def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all_on_postgresql(postgresql_house, tmp_path):
    _one_moment(*postgresql_house, tmp_path)


def _one_moment(house, elsewhere, tmp_path):
    stop, written = threading.Event(), threading.Event()

    def write():
        with house.connected() as connection:
            while not stop.is_set():
                name = new_id().hex
                connection.execute("BEGIN" if house.url else "BEGIN IMMEDIATE")
                connection.execute(f"UPDATE organisation_tenant SET name = '{name}'")
                connection.execute(f"UPDATE organisation_person SET name = '{name}'")
                connection.execute("COMMIT")
                written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(60)
        house.does("backup", str(tmp_path / "backup"))
    finally:
        stop.set()
        writer.join()
    elsewhere.does("restore", str(tmp_path / "backup"))
    names = "SELECT name FROM organisation_tenant UNION SELECT name FROM organisation_person"
    with elsewhere.connected() as connection:
        assert len(connection.execute(names).fetchall()) == 1


def test_sealed_nobody_opens_it_without_the_passphrase(sqlite_house, tmp_path, passphrase):
    house, elsewhere = sqlite_house
    file = tmp_path / "backup"
    secret = next((house.home / "secrets").iterdir()).read_bytes()
    house.does("backup", str(file), "--passphrase-file", passphrase)
    assert secret not in file.read_bytes()
    other = tmp_path / "other"
    other.write_text("correct horse battery\n")
    assert "is sealed" in elsewhere.does("restore", str(file), status=1)
    assert "another one" in elsewhere.does("restore", str(file), "--passphrase-file", str(other), status=1)
    assert not elsewhere.files(*KEPT)
    elsewhere.does("restore", str(file), "--passphrase-file", passphrase)
    assert elsewhere.tables() == house.tables()


def test_a_damaged_backup_is_refused_and_leaves_nothing(sqlite_house, tmp_path):
    house, elsewhere = sqlite_house
    file = tmp_path / "backup"
    house.does("backup", str(file))
    whole = file.read_bytes()
    middle = len(whole) // 2
    for damaged in (
        whole[:middle],
        whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        b"anything else",
        b"",
    ):
        file.write_bytes(damaged)
        told = elsewhere.does("restore", str(file), status=1)
        assert "damaged" in told or "not a whole one" in told
        assert not elsewhere.files(*KEPT) and not (elsewhere.home / "zuoxi.sqlite3").exists()


def test_parts_can_be_left_out_and_that_is_said(sqlite_house, tmp_path):
    house, elsewhere = sqlite_house
    file = tmp_path / "backup"
    house.does("backup", str(file), "--leave-out", "recordings", "--leave-out", "journals")
    assert "journals, recordings" in elsewhere.does("restore", str(file))
    assert not elsewhere.files("recordings", "live")
    assert elsewhere.tables() == house.tables()


def test_a_recording_that_is_stored_while_the_backup_is_written_is_in_it(tmp_path, monkeypatch):
    """Stored at each moment that there is: after this part of the house has been copied."""
    home = tmp_path / "house"
    home.mkdir()
    with closing(sqlite3.connect(home / "zuoxi.sqlite3")) as records:
        records.execute("CREATE TABLE organisation_tenant (id)")
    described = {"ENGINE": SQLITE, "NAME": str(home / "zuoxi.sqlite3")}
    copied = write._add_part
    for moment in range(sum(part.before + part.after for part in PARTS) + 1):
        spool, store = home / "recordings/spool/b-in.wav", home / "recordings/store/b-in.wav"
        store.parent.mkdir(parents=True, exist_ok=True)
        spool.parent.mkdir(parents=True, exist_ok=True)
        store.unlink(missing_ok=True)
        spool.write_bytes(b"said")
        steps = iter(range(100))

        def step(*arguments, moment=moment, steps=steps, spool=spool, store=store):
            if next(steps) == moment:
                spool.rename(store)
            copied(*arguments)

        monkeypatch.setattr(write, "_add_part", step)
        written = write.backup(tmp_path / f"backup-{moment}", home, described, utc_now())
        assert {"recordings/spool/b-in.wav", "recordings/store/b-in.wav"} & set(written.files), moment


def test_the_records_are_never_in_the_clear_outside_of_the_home(sqlite_house, tmp_path, monkeypatch):
    """Nor longer than a backup is written: what a killed one has left goes, what another needs stays."""
    house, _ = sqlite_house
    for left in ("killed", "at-work"):
        (house.home / f".zuoxi-records-{left}").mkdir()
        (house.home / f".zuoxi-records-{left}/zuoxi.sqlite3").write_bytes(b"in the clear")
    target, seen = tmp_path / "a share/backup", []
    target.parent.mkdir()
    take = books.take

    def taken(described, folder):
        take(described, folder)
        seen.append(
            (folder.parent, folder.stat().st_mode & 0o077, [path.name for path in target.parent.iterdir()])
        )

    monkeypatch.setattr(books, "take", taken)
    described = {"ENGINE": SQLITE, "NAME": str(house.home / "zuoxi.sqlite3")}
    at_work = os.open(house.home / ".zuoxi-records-at-work", os.O_RDONLY)
    try:
        fcntl.flock(at_work, fcntl.LOCK_EX)
        write.backup(target, house.home, described, utc_now(), passphrase="corect horse battery")
    finally:
        os.close(at_work)
    assert seen == [(house.home, 0, ["backup.part"])]
    assert [path.name for path in house.home.glob(".zuoxi-records-*")] == [".zuoxi-records-at-work"]


def test_where_there_is_no_house_nothing_is_backed_up(tmp_path):
    nobody = House(tmp_path / "nowhere", "")
    assert "no database" in nobody.does("backup", str(tmp_path / "backup"), status=1)
    assert not (tmp_path / "backup").exists() and not (nobody.home / "zuoxi.sqlite3").exists()


def test_killed_in_the_middle_a_restoring_is_begun_anew(sqlite_house, tmp_path):
    house, elsewhere = sqlite_house
    file = tmp_path / "backup"
    house.does("backup", str(file))
    (elsewhere.home / ".restoring").mkdir(parents=True)
    (elsewhere.home / "recordings/store").mkdir(parents=True)
    (elsewhere.home / "recordings/store/half.wav").write_bytes(b"half")
    elsewhere.does("restore", str(file))
    assert elsewhere.tables() == house.tables()
