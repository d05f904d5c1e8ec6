from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("telephony", "0004_trunks_carry_the_numbers_that_they_carried")]

    operations = [
        migrations.AddField("trunk", "home_area", models.CharField(blank=True, default="", max_length=4)),
    ]
