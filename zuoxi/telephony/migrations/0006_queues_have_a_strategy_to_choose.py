from django.db import migrations, models

STRATEGIES = ("longest_idle", "fewest_calls", "level_first", "round_robin", "ring_all")


class Migration(migrations.Migration):
    dependencies = (("telephony", "0005_trunks_have_a_home_area_code"),)

    operations = (
        migrations.AlterField(
            model_name="queue",
            name="strategy",
            field=models.CharField(
                choices=[(one, one.replace("_", " ").title()) for one in STRATEGIES],
                default="longest_idle",
                max_length=20,
            ),
        ),
    )
