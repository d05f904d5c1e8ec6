"""The database itself refuses to change or remove seals, what they hold, and what looking at them found."""

from django.db import migrations

TABLES = ("organisation_auditseal", "organisation_sealedline", "organisation_auditcheck")
SQLITE = tuple(
    f"""CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}
       BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"""
    for table in TABLES
    for act in ("UPDATE", "DELETE")
)
POSTGRESQL = tuple(
    f"""CREATE TRIGGER {table}_{name} BEFORE {acts} ON {table}
       FOR EACH {each} EXECUTE FUNCTION organisation_audit_refuse()"""
    for table in TABLES
    for name, acts, each in (("for_good", "UPDATE OR DELETE", "ROW"), ("not_emptied", "TRUNCATE", "STATEMENT"))
)
SQLITE_BACK = tuple(f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table in TABLES for act in ("update", "delete"))
POSTGRESQL_BACK = tuple(
    f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}" for table in TABLES for name in ("for_good", "not_emptied")
)


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
    dependencies = [("organisation", "0020_audit_is_sealed")]
    operations = [migrations.RunPython(guard, unguard)]
