"""The database itself refuses to change or remove rows of the audit trail."""

from django.db import migrations

SQLITE = (
    """CREATE TRIGGER organisation_audit_no_update BEFORE UPDATE ON organisation_auditevent
       BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    """CREATE TRIGGER organisation_audit_no_delete BEFORE DELETE ON organisation_auditevent
       BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION organisation_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$""",
    """CREATE TRIGGER organisation_audit_for_good BEFORE UPDATE OR DELETE ON organisation_auditevent
       FOR EACH ROW EXECUTE FUNCTION organisation_audit_refuse()""",
    """CREATE TRIGGER organisation_audit_not_emptied BEFORE TRUNCATE ON organisation_auditevent
       FOR EACH STATEMENT EXECUTE FUNCTION organisation_audit_refuse()""",
)
SQLITE_BACK = (
    "DROP TRIGGER organisation_audit_no_update",
    "DROP TRIGGER organisation_audit_no_delete",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER organisation_audit_not_emptied ON organisation_auditevent",
    "DROP TRIGGER organisation_audit_for_good ON organisation_auditevent",
    "DROP FUNCTION organisation_audit_refuse()",
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
    dependencies = [("organisation", "0001_first_tables")]
    operations = [migrations.RunPython(guard, unguard)]
