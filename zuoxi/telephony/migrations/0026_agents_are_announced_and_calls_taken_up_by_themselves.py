from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("telephony", "0024_seats_have_a_place_on_the_plan"),)

    operations = (
        migrations.AddField("queue", "announce_agent", models.BooleanField(default=False)),
        migrations.AddField("queue", "auto_answer", models.BooleanField(default=False)),
        migrations.AddField("device", "auto_answer", models.BooleanField(default=False)),
        migrations.AddField(
            "serviceline", "whisper", models.CharField(max_length=64, blank=True, default="")
        ),
    )
