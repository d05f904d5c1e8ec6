from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("calls", "0027_customers_rate_conversations"),)

    operations = (migrations.AddField("segment", "gaps", models.JSONField(default=list)),)
