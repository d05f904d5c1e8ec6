from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0002_thresholds_and_seen_alarms")]

    operations = [
        migrations.RemoveConstraint(model_name="seenalarm", name="measures_seen_once"),
        migrations.AddConstraint(
            model_name="seenalarm",
            constraint=models.UniqueConstraint(
                fields=("tenant", "of", "subject", "since", "path"), name="measures_seen_once_there"
            ),
        ),
    ]
