from django.db import migrations, models


class Migration(migrations.Migration):
    # by itself: PostgreSQL changes no column of a table whose rows the same transaction has written
    dependencies = (("compliance", "0007_refusals_are_counted"),)

    operations = (
        migrations.AlterField("refusal", "first_at", models.DateTimeField()),
        migrations.AddConstraint(
            "refusal",
            models.UniqueConstraint(
                fields=("tenant", "day", "number", "check_code", "purpose", "path", "person"),
                condition=models.Q(person__isnull=False),
                name="compliance_refused_once",
            ),
        ),
        migrations.AddConstraint(
            "refusal",
            models.UniqueConstraint(
                fields=("tenant", "day", "number", "check_code", "purpose", "path"),
                condition=models.Q(person__isnull=True),
                name="compliance_house_refused_once",
            ),
        ),
    )
