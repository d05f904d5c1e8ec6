from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("telephony", "0017_companies_have_prompts_of_their_own"),)

    operations = (
        migrations.AddField("queue", "announce_every_ms", models.PositiveIntegerField(default=0)),
        migrations.AddField("queue", "callback_by_key", models.BooleanField(default=False)),
        migrations.AddField("queue", "voicemail_by_key", models.BooleanField(default=False)),
        migrations.AddField("queue", "voicemail_when_unserved", models.BooleanField(default=False)),
        migrations.AddField("queue", "decline_needs_reason", models.BooleanField(default=True)),
    )
