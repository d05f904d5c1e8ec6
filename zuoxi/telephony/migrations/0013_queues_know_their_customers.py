import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("telephony", "0012_queues_have_a_weight"),)

    operations = (
        migrations.AddField(
            "queue",
            "vip_group",
            models.ForeignKey(
                null=True,
                blank=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="telephony.skillgroup",
            ),
        ),
        migrations.AddField("queue", "vip_priority", models.IntegerField(default=30)),
        migrations.AddField("queue", "returning", models.BooleanField(default=False)),
        migrations.AddField("queue", "returning_priority", models.IntegerField(default=12)),
    )
