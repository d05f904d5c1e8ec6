"""Facts may leave the database for a volume of the archive that is whole, and only then."""

import zuoxi.kernel.ids
from django.db import migrations, models


ARCHIVED = """EXISTS (SELECT 1 FROM calls_factvolume volume
              WHERE volume.state = 'whole' AND OLD.id BETWEEN volume.first_id AND volume.last_id)"""
SQLITE = (
    "DROP TRIGGER IF EXISTS calls_fact_no_delete",
    f"""CREATE TRIGGER calls_fact_no_delete BEFORE DELETE ON calls_fact WHEN NOT {ARCHIVED}
        BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END""",
)
POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION calls_fact_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND {ARCHIVED} THEN RETURN OLD; END IF;
            RAISE EXCEPTION 'facts are append-only';
        END $$""",
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS calls_fact_no_delete",
    """CREATE TRIGGER calls_fact_no_delete BEFORE DELETE ON calls_fact
       BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END""",
)
POSTGRESQL_BACK = (
    """CREATE OR REPLACE FUNCTION calls_fact_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'facts are append-only'; END $$""",
)


def _run(editor, sqlite, postgresql):
    for statement in postgresql if editor.connection.vendor == "postgresql" else sqlite:
        # not editor.execute: SQLite's would split at the semicolon inside the trigger
        with editor.connection.cursor() as cursor:
            cursor.execute(statement)


def let_archived_go(apps, editor):
    _run(editor, SQLITE, POSTGRESQL)


def let_none_go(apps, editor):
    _run(editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0004_results_can_be_given_later'),
    ]

    operations = [
        migrations.CreateModel(
            name='FactVolume',
            fields=[
                ('id', models.UUIDField(default=zuoxi.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200, unique=True)),
                ('month', models.CharField(max_length=7)),
                ('release', models.CharField(max_length=32)),
                ('sha256', models.CharField(max_length=64)),
                ('bytes', models.BigIntegerField()),
                ('facts', models.BigIntegerField()),
                ('first_id', models.UUIDField()),
                ('last_id', models.UUIDField()),
                ('state', models.CharField(choices=[('whole', 'Whole'), ('missing', 'Missing'), ('altered', 'Altered')], default='whole', max_length=12)),
                ('archived_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField()),
                ('cleared_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField("factcursor", "archived_epoch", models.BigIntegerField(default=0)),
        migrations.AddField("factcursor", "archived_seq", models.BigIntegerField(default=0)),
        migrations.RunPython(let_archived_go, let_none_go),
    ]
