from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("calls", "0024_recordings_are_paused"),)

    operations = (
        migrations.AlterField(
            "callbacktask",
            "result",
            models.CharField(
                blank=True,
                choices=[
                    ("reached", "Reached"),
                    ("not_reached", "Not Reached"),
                    ("refused", "Refused"),
                    ("not_needed", "Not Needed"),
                    ("called_again", "Called Again"),
                    ("no_number", "No Number"),
                ],
                default="",
                max_length=16,
            ),
        ),
    )
