from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("calls", "0013_callers_leave_messages"),)

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
