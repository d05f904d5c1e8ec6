from django.db import migrations, models

STORES = [("local", "Local"), ("s3", "S3")]


class Migration(migrations.Migration):
    dependencies = (("calls", "0016_legs_know_what_was_dialled"),)

    operations = (
        migrations.AddField(
            "recording", "store", models.CharField(choices=STORES, default="local", max_length=8)
        ),
        migrations.AddField(
            "recording", "left_in", models.CharField(blank=True, choices=STORES, default="", max_length=8)
        ),
        migrations.AlterField(
            "recording",
            "state",
            models.CharField(
                choices=[
                    ("recording", "Recording"),
                    ("recorded", "Recorded"),
                    ("stored", "Stored"),
                    ("verified", "Verified"),
                    ("missing", "Missing"),
                    ("altered", "Altered"),
                    ("short", "Short"),
                    ("erased", "Erased"),
                ],
                default="recording",
                max_length=12,
            ),
        ),
    )
