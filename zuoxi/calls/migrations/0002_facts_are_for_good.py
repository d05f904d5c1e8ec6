"""The database itself refuses to change or remove facts."""

from django.db import migrations

SQLITE = (
    """CREATE TRIGGER calls_fact_no_update BEFORE UPDATE ON calls_fact
       BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END""",
    """CREATE TRIGGER calls_fact_no_delete BEFORE DELETE ON calls_fact
       BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION calls_fact_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'facts are append-only'; END $$""",
    """CREATE TRIGGER calls_fact_for_good BEFORE UPDATE OR DELETE ON calls_fact
       FOR EACH ROW EXECUTE FUNCTION calls_fact_refuse()""",
)
SQLITE_BACK = ("DROP TRIGGER calls_fact_no_update", "DROP TRIGGER calls_fact_no_delete")
POSTGRESQL_BACK = ("DROP TRIGGER calls_fact_for_good ON calls_fact", "DROP FUNCTION calls_fact_refuse()")


def _run(editor, sqlite, postgresql):
    for statement in postgresql if editor.connection.vendor == "postgresql" else sqlite:
        # not editor.execute: SQLite's would split at the semicolon inside the trigger
        with editor.connection.cursor() as cursor:
            cursor.execute(statement)


def guard(apps, editor):
    _run(editor, SQLITE, POSTGRESQL)


def unguard(apps, editor):
    _run(editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_first_tables")]
    operations = [migrations.RunPython(guard, unguard)]
