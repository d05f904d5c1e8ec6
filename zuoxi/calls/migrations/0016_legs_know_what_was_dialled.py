import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("calls", "0015_who_asks_by_a_key_keeps_his_place"),)

    operations = (
        migrations.AddField(
            "leg",
            "attempt",
            models.ForeignKey(
                "calls.attempt",
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
            ),
        ),
        migrations.AddIndex(
            "leg",
            models.Index(
                fields=("attempt",), name="calls_leg_attempt", condition=models.Q(("attempt__isnull", False))
            ),
        ),
    )
