import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("calls", "0005_facts_go_into_the_archive"),)

    operations = (
        migrations.AlterField(
            model_name="attempt",
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
