from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("calls", "0007_what_was_not_recorded_says_why"),)

    operations = (
        migrations.AddIndex(
            "attempt", models.Index(fields=("tenant", "person", "at"), name="calls_attempt_day")
        ),
    )
