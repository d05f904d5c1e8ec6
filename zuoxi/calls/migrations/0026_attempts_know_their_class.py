from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("calls", "0022_recordings_lie_in_stores"),)

    operations = (
        migrations.AddField("attempt", "destination", models.CharField(blank=True, default="", max_length=16)),
        migrations.RemoveIndex("attempt", "calls_attempt_day"),
        migrations.RemoveIndex("attempt", "calls_attempt_project"),
        migrations.AddIndex(
            "attempt",
            models.Index(fields=("tenant", "person", "at", "destination"), name="calls_attempt_of_day"),
        ),
        migrations.AddIndex(
            "attempt",
            models.Index(
                fields=("tenant", "project", "at", "destination"),
                name="calls_attempt_of_project",
                condition=models.Q(("project", ""), _negated=True),
            ),
        ),
    )
