from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("telephony", "0020_callers_go_through_flows"),)

    operations = (
        migrations.AddField(
            "queue",
            "after_transfer",
            models.CharField(
                max_length=16,
                choices=[("agent", "Agent"), ("queue", "Queue"), ("callback", "Callback")],
                default="agent",
            ),
        ),
    )
