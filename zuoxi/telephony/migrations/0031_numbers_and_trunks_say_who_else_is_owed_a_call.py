from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("telephony", "0027_queues_ask_for_ratings"),)

    operations = (
        migrations.AddField("accessnumber", "callback_in_flow", models.BooleanField(default=False)),
        migrations.AddField("trunk", "callback_not_in_service", models.BooleanField(default=False)),
    )
