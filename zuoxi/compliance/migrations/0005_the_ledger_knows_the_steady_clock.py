from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("compliance", "0004_the_ledger_knows_the_open_attempt"),)

    operations = (
        migrations.AddField(
            model_name="numberledger",
            name="permitted_steady",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="numberledger",
            name="permitted_boot",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
    )
