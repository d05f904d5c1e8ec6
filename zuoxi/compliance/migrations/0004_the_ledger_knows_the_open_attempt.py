from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("compliance", "0003_destinations_by_role"),)

    operations = (
        migrations.AddField(
            model_name="numberledger",
            name="attempt_id",
            field=models.UUIDField(null=True),
        ),
    )
