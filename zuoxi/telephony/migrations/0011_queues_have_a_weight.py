from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('telephony', '0010_the_switch_tells_where_devices_are'),
    ]

    operations = [
        migrations.AddField(
            model_name='queue',
            name='weight',
            field=models.PositiveSmallIntegerField(default=1),
        ),
    ]
