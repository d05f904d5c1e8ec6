from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (
        ("organisation", "0001_first_tables"),
        ("telephony", "0021_queues_say_what_follows_a_failed_transfer"),
    )

    operations = (
        migrations.AddField("seat", "plan_column", models.PositiveSmallIntegerField(null=True, blank=True)),
        migrations.AddField("seat", "plan_row", models.PositiveSmallIntegerField(null=True, blank=True)),
        migrations.AddField(
            "seat",
            "person",
            models.ForeignKey(
                "organisation.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
            ),
        ),
    )
