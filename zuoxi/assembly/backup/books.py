"""The records as one moment saw them, out of a running database and into an empty one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from zuoxi.assembly.database import SQLITE

FILE = "records/zuoxi.sqlite3"
TABLES = "records/tables"
READ_BYTES = 1 << 20
TENANTS = "organisation_tenant"
COMPANIES = "SELECT count(*) FROM organisation_tenant"


def engine_of(description: dict[str, Any]) -> str:
    """`sqlite` or `postgresql`."""
    return "sqlite" if description["ENGINE"] == SQLITE else "postgresql"


def sqlite_file(description: dict[str, Any]) -> Path:
    """The database's file, also where it is named as an address."""
    return Path(unquote(str(description["NAME"]).removeprefix("file:").partition("?")[0]))


def take(description: dict[str, Any], folder: Path) -> None:
    """Write the records into `folder`; others go on reading and writing."""
    if engine_of(description) == "sqlite":
        target = folder / FILE
        target.parent.mkdir(parents=True)
        with (
            closing(sqlite3.connect(f"file:{sqlite_file(description)}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
        return
    with _postgresql() as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table, columns in _tables(cursor):
            target = folder / TABLES / f"{table}.copy"
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file, cursor.copy(f'COPY "{table}" ({columns}) TO STDOUT') as rows:
                file.write(f"{columns}\n".encode())
                for data in rows:
                    file.write(data)
        cursor.execute("COMMIT")


def put(description: dict[str, Any], folder: Path) -> None:
    """Make the records in `folder` those of an empty house, all or none."""
    if engine_of(description) == "sqlite":
        target = sqlite_file(description)
        for beside in ("-wal", "-shm"):
            target.with_name(target.name + beside).unlink(missing_ok=True)
        (folder / FILE).replace(target)
        return
    from psycopg import sql

    _make_tables()
    with _postgresql() as connection, connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, _ in list(_tables(cursor)):
            # what was made with the tables; the append-only ones are empty, and would refuse to be emptied
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for file in sorted((folder / TABLES).glob("*.copy")):
            with file.open("rb") as source:
                columns = source.readline().decode().strip()
                with cursor.copy(f'COPY "{file.stem}" ({columns}) FROM STDIN') as rows:
                    while data := source.read(READ_BYTES):
                        rows.write(data)
        _count_on(cursor)


def is_empty(description: dict[str, Any]) -> bool:
    """Whether no company is kept in it."""
    if engine_of(description) == "sqlite":
        file = sqlite_file(description)
        if not file.exists():
            return True
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            known = connection.execute("SELECT 1 FROM sqlite_master WHERE name=?", (TENANTS,)).fetchone()
            return not known or connection.execute(COMPANIES).fetchone()[0] == 0
    with _postgresql() as connection, connection.cursor() as cursor:
        if TENANTS not in dict(_tables(cursor)):
            return True
        found = cursor.execute(COMPANIES).fetchone()
        return bool(found and found[0] == 0)


def migrations_in(folder: Path) -> set[str]:
    """`area.name` of each migration that the records in `folder` have been through."""
    if (folder / FILE).exists():
        with closing(sqlite3.connect(folder / FILE)) as connection:
            return {f"{a}.{n}" for a, n in connection.execute("SELECT app, name FROM django_migrations")}
    with (folder / TABLES / "django_migrations.copy").open(encoding="utf-8") as file:
        columns = [name.strip(' "\n') for name in file.readline().split(",")]
        area, name = columns.index("app"), columns.index("name")
        return {f"{cells[area]}.{cells[name]}" for cells in (line.split("\t") for line in file)}


def migrations_known() -> set[str]:
    """Those of this release."""
    from django.db.migrations.loader import MigrationLoader

    return {f"{area}.{name}" for area, name in MigrationLoader(None).disk_migrations}


def _tables(cursor: Any) -> Iterator[tuple[str, str]]:
    """Each table with its columns, as one list."""
    found = cursor.execute(
        "SELECT table_name, string_agg('\"' || column_name || '\"', ', ' ORDER BY ordinal_position)"
        " FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)"
        " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        " GROUP BY table_name ORDER BY table_name"
    ).fetchall()
    yield from found


def _count_on(cursor: Any) -> None:
    """Numbers that the database gives go on behind the highest that is there."""
    from psycopg import sql

    owned = cursor.execute(
        "SELECT table_name, column_name,"
        " pg_get_serial_sequence(quote_ident(table_name), column_name)"
        " FROM information_schema.columns WHERE table_schema = current_schema()"
        " AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL"
    ).fetchall()
    for table, column, sequence in owned:
        cursor.execute(
            sql.SQL("SELECT setval(%s, COALESCE(max({0}), 1), max({0}) IS NOT NULL) FROM {1}").format(
                sql.Identifier(column), sql.Identifier(table)
            ),
            (sequence,),
        )


def _make_tables() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _postgresql() -> Any:
    """A connection of its own."""
    import psycopg
    from django.db import connection

    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(name, None)
    return psycopg.connect(**parameters, autocommit=True)
