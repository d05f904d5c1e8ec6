from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("telephony", "0013_queues_know_their_customers"),)

    operations = (migrations.AddField("queue", "tell_unstaffed", models.BooleanField(default=False)),)
