import django.db.models.deletion
import zuoxi.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0010_calls_show_their_way'),
        ('organisation', '0008_views_are_always_given'),
        ('telephony', '0018_queues_tell_and_offer_while_waiting'),
    ]

    operations = [
        migrations.AlterField(
            model_name='recording',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisation.person'),
        ),
        migrations.AlterField(
            model_name='recording',
            name='segment',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='recordings', to='calls.segment'),
        ),
        migrations.CreateModel(
            name='VoiceMessage',
            fields=[
                ('id', models.UUIDField(default=zuoxi.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('path', models.CharField(blank=True, default='', max_length=255)),
                ('number', models.CharField(blank=True, default='', max_length=32)),
                ('left_at', models.DateTimeField()),
                ('ms', models.BigIntegerField()),
                ('claimed_at', models.DateTimeField(null=True)),
                ('heard_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('result', models.CharField(blank=True, choices=[('reached', 'Reached'), ('not_reached', 'Not Reached'), ('refused', 'Refused'), ('not_needed', 'Not Needed')], default='', max_length=16)),
                ('call', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='calls.call')),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('heard_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.person')),
                ('queue', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='telephony.queue')),
                ('service_line', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='telephony.serviceline')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.tenant')),
            ],
            options={
                'indexes': [models.Index(fields=['tenant', '-left_at'], name='calls_message_recent'), models.Index(fields=['tenant', 'number'], name='calls_message_number')],
            },
        ),
    ]
