import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("compliance", "0005_the_ledger_knows_the_steady_clock"),)

    operations = (
        migrations.AlterField(
            model_name="refusal",
            name="person",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="organisation.person",
            ),
        ),
    )
