from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("calls", "0010_calls_show_their_way"),)

    operations = (
        migrations.AddField(
            "attempt", "project", models.CharField(blank=True, default="", max_length=36)
        ),
        migrations.AddIndex(
            "attempt",
            models.Index(
                fields=("tenant", "project", "at"),
                name="calls_attempt_project",
                condition=models.Q(("project", ""), _negated=True),
            ),
        ),
    )
