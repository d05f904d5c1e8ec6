from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("calls", "0023_recordings_are_commented_on_and_kept_for_a_span"),)

    operations = (migrations.AddField("segment", "gaps", models.JSONField(default=list)),)
