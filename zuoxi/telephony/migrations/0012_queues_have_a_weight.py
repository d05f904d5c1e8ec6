from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('telephony', '0011_queues_may_call_back_by_themselves'),
    ]

    operations = [
        migrations.AddField(
            model_name='queue',
            name='weight',
            field=models.PositiveSmallIntegerField(default=1),
        ),
    ]
