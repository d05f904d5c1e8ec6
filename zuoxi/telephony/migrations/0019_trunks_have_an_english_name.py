from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('telephony', '0018_queues_tell_and_offer_while_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='trunk',
            name='name_en',
            field=models.CharField(blank=True, default='', max_length=100),
        ),
    ]
