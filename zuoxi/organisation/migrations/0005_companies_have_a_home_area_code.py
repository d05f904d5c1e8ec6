from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_the_first_administrator_runs_the_installation")]

    operations = [
        migrations.AddField("tenant", "home_area", models.CharField(blank=True, default="", max_length=4)),
    ]
