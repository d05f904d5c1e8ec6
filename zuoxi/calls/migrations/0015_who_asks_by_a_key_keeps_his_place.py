from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("calls", "0014_attempts_know_their_project"),)

    operations = (migrations.AddField("callbacktask", "place_at", models.DateTimeField(null=True)),)
